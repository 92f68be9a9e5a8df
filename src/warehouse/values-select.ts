import { identifier, literal } from '../engine/engine.js';
import { type Column, type ColumnType, cellReader, type Table } from '../table.js';

/** A small table as a select of values, every column cast to its type: what a model has learnt, as text that any engine runs. */
export function valuesSelect(table: Table): string {
  const names = table.columns.map(one => identifier(one.name)).join(', ');
  const columns = table.columns.map(
    one => `cast(${identifier(one.name)} as ${sqlType(one.type)}) as ${identifier(one.name)}`,
  );
  const rows = Array.from(
    { length: table.rows },
    (_, row) => `(${table.columns.map(one => cell(one, row)).join(', ')})`,
  );
  const source = rows.length > 0 ? `(values\n  ${rows.join(',\n  ')}) as learnt (${names})` : emptySource(table);
  return `select ${columns.join(', ')}\nfrom ${source}`;
}

function emptySource(table: Table): string {
  return `(select ${table.columns.map(one => `null as ${identifier(one.name)}`).join(', ')} where false) as learnt`;
}

function cell(column: Column, row: number): string {
  const value = cellReader(column)(row);
  if (value === null) return 'null';
  if (typeof value !== 'string') return String(value);
  const isNumber = ['bigint', 'double', 'decimal'].includes(column.type.kind);
  // beside plain numbers in its column an engine would read the text of a long one as their type
  return isNumber ? `cast(${literal(value)} as ${sqlType(column.type)})` : literal(value);
}

function sqlType(type: ColumnType): string {
  if (type.kind === 'decimal') return `decimal(${type.precision}, ${type.scale})`;
  return {
    boolean: 'boolean',
    integer: 'integer',
    bigint: 'bigint',
    double: 'double',
    date: 'date',
    timestamp: 'timestamp',
    text: 'varchar',
  }[type.kind];
}
