import type { Command } from 'commander';
import { examples } from '../examples.js';
import { printSheet } from '../output.js';
import { sheetOf } from '../print/sheet.js';
import { onWarehouse } from '../session.js';

const columns = ['run', 'command', 'status', 'started', 'elapsed_ms', 'generation', 'landed', 'error'];

/** `custometry runs`: the ledger, the newest run last; elapsed in milliseconds. */
export function define(command: Command): void {
  command.addHelpText('after', examples([['custometry runs', 'when, how long, which generation, what failed']])).action(
    onWarehouse(
      warehouse => warehouse.runs(),
      (runs, { options }) => printSheet(sheetOf(runs, columns), options),
    ),
  );
}
