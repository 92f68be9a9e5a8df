import type { Command } from 'commander';
import { count } from '../../../count.js';
import { type CubeFacts, type CubeQuery, cellReader } from '../../../index.js';
import { unsaid } from '../../../project/cube/unsaid.js';
import { printSheet, say } from '../../output.js';
import { sheetOfTable } from '../../print/answer-sheet.js';
import { onWarehouse } from '../../session.js';
import { whole } from '../../whole.js';

interface DrillOptions {
  where?: string;
  versions?: CubeQuery['versions'];
  limit?: number;
}

/** `cube drill NAME MEASURE`: the facts that a cell counts. */
export function defineDrill(command: Command): void {
  command
    .command('drill')
    .copyInheritedSettings(command)
    .description('the facts that a cell counts')
    .argument('<name>', 'of the cube')
    .argument('<measure>', 'of facts, whose cell it is')
    .option('--where <conditions>', 'the members of the cell')
    .option(
      '--versions <which>',
      'as_was, as_is or a day: which version of a member counts (default: as the cube says, else as_was)',
    )
    .option('--limit <n>', `so many facts (default: ${unsaid.facts})`, whole)
    .action(
      onWarehouse<DrillOptions, CubeFacts>(
        (warehouse, { args: [name = '', measure = ''], options: { where, versions, limit } }) =>
          warehouse.cube(name).drill({ measure, where, versions, limit }),
        async ({ table, facts }, { options }) => {
          await printSheet(sheetOfTable(table, cellReader), options);
          if (table.rows < facts) say(`the cell counts ${count(facts, 'fact')}; --limit gives more`, options);
        },
      ),
    );
}
