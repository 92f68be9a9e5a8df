import type { Command } from 'commander';
import { CliError, exitCode } from '../../errors.js';
import type { Call } from '../call.js';
import { examples } from '../examples.js';
import { print } from '../output.js';
import { onWarehouse } from '../session.js';

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
      onWarehouse(
        (warehouse, { args: [table], options: { preamble } }: Call<{ preamble?: true }>) => {
          if (preamble && !table) return warehouse.preamble();
          if (table && !preamble) return warehouse.sql(table);
          throw new CliError('sql takes a table or --preamble', exitCode.usage, 'custometry sql mart.customer');
        },
        (sql, { args: [table], options }) => print({ value: { table, sql }, text: sql }, options),
      ),
    );
}
