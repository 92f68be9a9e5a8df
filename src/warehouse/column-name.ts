import { CliError, exitCode } from '../errors.js';
import { nearest } from '../nearest.js';
import type { TableSource } from '../plan/column-lineage/table-source.js';
import { unknownTable } from './tables.js';

/** The table and the column of `schema.table.column`. */
export function splitColumn(name: string): { table: string; column: string } {
  const [schema = '', table = '', ...column] = name.split('.');
  if (column.length > 0) return { table: `${schema}.${table}`, column: column.join('.') };
  throw new CliError(
    `${name} is no column`,
    exitCode.usage,
    'write it as schema.table.column, such as report.segment.revenue',
  );
}

/** The error for a column that is not there. */
export function unknownColumn(sources: ReadonlyMap<string, TableSource>, table: string, column: string): CliError {
  const source = sources.get(table);
  if (!source) return unknownTable(table, [...sources.keys()]);
  const names = source.columns.map(one => one.column);
  const near = nearest(column, names);
  const hint = near ? `did you mean ${table}.${near}?` : `it has ${names.join(', ')}`;
  return new CliError(`${table} has no column ${column}`, exitCode.usage, hint);
}
