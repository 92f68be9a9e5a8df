import { identifier } from '../../src/engine/engine.js';
import type { MiningTask } from '../mining.js';
import { refuseReserved } from '../reserved.js';

/** The columns of a table of examples that are not predictors. */
const kept = ['customer_durable_key', 'customer_id', 'as_of', '_row', '_target'];

/** The select that makes a table of examples of the records of a file. Throws CliError (usage) where a column has a name that the table keeps for itself. */
export function examplesOfFile({ columns }: MiningTask): string {
  const own = columns.columns ?? [];
  const hint = (names: string[]) => `leave out with --exclude: ${names.join(',')}`;
  refuseReserved(own, kept, 'a column to predict by cannot be', hint);
  const role = (name: string) => (columns[name]?.[0] === undefined ? undefined : identifier(columns[name][0]));
  const id = role('id') ?? 'cast(_row as varchar)';
  return `select
  ${[
    `cast(row_number() over (order by _row) as integer) as customer_durable_key`,
    `${id} as customer_id`,
    `cast(${role('time') ?? 'null'} as date) as as_of`,
    '_row',
    `${role('target') as string} as _target`,
    ...own.map(name => identifier(name)),
  ].join(',\n  ')}
from mine.record`;
}

/** The select of examples for `fit`, in the order of their rows. */
export function trainingOf(table: string, columns: readonly string[]): string {
  const own = ['customer_id', 'as_of', '_row', '_target', ...columns.map(name => identifier(name))];
  return `select ${own.join(', ')}\nfrom ${table}\nwhere _target is not null\norder by _row`;
}
