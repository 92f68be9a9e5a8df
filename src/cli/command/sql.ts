import type { Command } from 'commander';
import { CliError, exitCode } from '../../errors.js';
import { onCall } from '../call.js';
import { examples } from '../examples.js';
import { print } from '../output.js';
import { withWarehouse } from '../session.js';

/** `custometry sql`: the select behind a table, or the macros that any of them may need. */
export function define(command: Command): void {
  command
    .argument('[table]', 'schema.name, such as mart.customer')
    .option('--preamble', 'what a DuckDB shell must be told before any of our selects')
    .addHelpText(
      'after',
      examples([
        ['custometry sql mart.customer', 'how a figure is made'],
        ['custometry sql --preamble', 'paste this first'],
      ]),
    )
    .action(
      onCall<{ preamble?: true }>(async ({ args: [table], options }) => {
        if (!table === !options.preamble) {
          throw new CliError('sql takes a table or --preamble', exitCode.usage, 'custometry sql mart.customer');
        }
        const sql = table ? await withWarehouse(options, warehouse => warehouse.sql(table)) : await words();
        await print({ value: { table, sql }, text: sql }, options);
      }),
    );
}

/** The preamble belongs to no project. */
async function words(): Promise<string> {
  const { preamble } = await import('../../index.js');
  return preamble();
}
