import { identifier } from '../../src/engine/engine.js';
import { CliError, exitCode } from '../../src/errors.js';
import { type Cell, cellReader, column, type Table } from '../../src/table.js';
import type { MiningTask } from '../mining.js';
import type { SplitRow } from './hold-out.js';

/** The columns of a table of examples that are not predictors. */
const kept = ['customer_durable_key', 'customer_id', 'as_of', '_row', '_target'];

/** The select that makes a table of examples of the records of a file. Throws CliError (usage) where a column has a name that the table keeps for itself. */
export function examplesOfFile({ columns }: MiningTask): string {
  const own = columns.columns ?? [];
  const taken = own.find(name => kept.includes(name.toLowerCase()));
  if (taken !== undefined) {
    const what = `a column to predict by cannot be called ${taken}: the model has one of that name`;
    throw new CliError(what, exitCode.usage, `leave it out: --exclude ${taken}`);
  }
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

/** What each example came to. */
export function targetsOf(features: Table): string[] {
  const read = cellReader(column(features, '_target'));
  return Array.from({ length: features.rows }, (_, row) => String(read(row)));
}

/** The examples as a split sees them. */
export function splitRows(features: Table): SplitRow[] {
  const number = cellReader(column(features, '_row'));
  const day = column(features, 'as_of');
  const days = day.values as Int32Array;
  return Array.from({ length: features.rows }, (_, row) => ({
    number: Number(number(row)),
    day: day.present?.[row] === 0 ? null : (days[row] as number),
  }));
}

/** What stands in a row and column. */
export type Cells = (row: number, name: string) => Cell;

/** The cells of examples. */
export function cellsOf(features: Table): Cells {
  const readers = new Map(features.columns.map(one => [one.name, cellReader(one)]));
  return (row, name) => readers.get(name)?.(row) ?? null;
}
