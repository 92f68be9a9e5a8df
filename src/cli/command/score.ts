import type { Command } from 'commander';
import type { ModelScores } from '../../index.js';
import { examples } from '../examples.js';
import { printSheet, say } from '../output.js';
import { sheetOf } from '../print/sheet.js';
import { onWarehouse } from '../session.js';
import { whole } from '../whole.js';

/** So many customers, where nothing is said. */
const shown = 20;

/** `custometry score`: who scored what in the standing generation. */
export function define(command: Command): void {
  command
    .argument('<model>', 'its name, such as rfm')
    .option('--limit <n>', `customers shown (default: ${shown}, with --json and --csv all)`, whole)
    .addHelpText(
      'after',
      examples([
        ['custometry score rfm', 'the first customers, by their number'],
        ['custometry score rfm --csv', 'all of them, for a pipe'],
      ]),
    )
    .action(
      onWarehouse<{ limit?: number }, ModelScores>(
        (warehouse, { args: [model = ''], options }) => warehouse.scores(model, limitOf(options)),
        async ({ columns, rows, customers }, { options }) => {
          await printSheet(sheetOf(rows, columns), options);
          if (rows.length < customers) say(`of ${customers} customers; --limit shows more`, options);
        },
      ),
    );
}

function limitOf({ limit, json, csv }: { limit?: number; json?: true; csv?: true }): number | undefined {
  return limit ?? (json || csv ? undefined : shown);
}
