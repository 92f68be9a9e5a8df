import { type Cell, cellReader, type Table } from '../../src/table.js';

/** What stands in a row and column. */
export type Cells = (row: number, name: string) => Cell;

/** The cells of examples. */
export function cellsOf(features: Table): Cells {
  const readers = new Map(features.columns.map(one => [one.name, cellReader(one)]));
  return (row, name) => readers.get(name)?.(row) ?? null;
}
