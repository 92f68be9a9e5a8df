import type { Command } from 'commander';
import type { Forgotten } from '../../index.js';
import type { Call } from '../call.js';
import { examples } from '../examples.js';
import { print, say } from '../output.js';
import { tableSection } from '../print/paragraph.js';
import { sheetOf } from '../print/sheet.js';
import { onWarehouse } from '../session.js';

interface Meant {
  by?: string;
  why?: string;
  yes?: true;
}

/** `custometry forget`: where a customer is found, and with --yes their erasure. */
export function define(command: Command): void {
  command
    .argument('<customer>', 'a customer_id as the warehouse has it')
    .option('--why <text>', 'why, without naming them: it stays with the decision')
    .option('--by <name>', 'who decides (default: the user of the system)')
    .option('--yes', 'do it; without, it is only shown')
    .addHelpText(
      'after',
      examples([
        ['custometry forget shop:1000', 'where they are found; nothing is changed'],
        ['custometry forget shop:1000 --yes --why "asked on 4 May"', 'takes them out of all of it'],
      ]),
    )
    .action(
      onWarehouse(
        (warehouse, { args: [customer = ''], options: { by, why = '', yes } }: Call<Meant>) =>
          warehouse.forget(customer, { by, why, isMeant: yes === true }),
        tell,
      ),
    );
}

async function tell(forgotten: Forgotten, { options }: Call<Meant>): Promise<void> {
  const { isDone, traces, notes, run } = forgotten;
  const sheet = sheetOf(
    traces.map(one => ({ ...one })),
    ['where', 'count', 'what'],
  );
  const head = isDone ? 'erased' : 'would be erased; --yes does it';
  const text = traces.length > 0 ? tableSection(head, sheet) : 'nothing is left to erase';
  await print({ value: forgotten, text, sheet }, options);
  if (run)
    say(`generation ${run.generation} stands without them; what is delivered of them again is left out`, options);
  for (const note of notes) say(note, options);
}
