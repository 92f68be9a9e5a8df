import type { Cell, Table } from '../../index.js';
import type { Sheet } from './sheet.js';

/** A sheet of an engine's answer. */
export function sheetOfTable(table: Table, reader: (column: Table['columns'][number]) => (row: number) => Cell): Sheet {
  const readers = table.columns.map(reader);
  return {
    columns: table.columns.map(({ name }) => name),
    numeric: table.columns.map(({ type }) => ['integer', 'bigint', 'double', 'decimal'].includes(type.kind)),
    rows: Array.from({ length: table.rows }, (_, row) => readers.map(read => read(row))),
  };
}
