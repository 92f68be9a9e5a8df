import { sampleRows } from '../../src/stats/sample-rows.js';
import { valueOrder } from '../../src/stats/value-order.js';

/** Up to `size` rows; all of them, in their order, where there are no more. A smaller draw lies within a larger one. */
export type Draw = (size: number) => Uint32Array;

/** Rows that the figures of a partition are of: all up to `up`, of more a draw of `of`; a silhouette looks at every pair. */
const tableRows = { up: 10_000, of: 5000 };

/** No draw is larger. */
export const largestDraw = 50_000;

/** Draws of the rows by the seed, whatever their order. Many rows are put in order but once. */
export function drawOf(columns: Float64Array[], seed: number): Draw {
  const rows = columns[0]?.length ?? 0;
  let drawn: Uint32Array | undefined;
  return size => {
    if (rows <= size) return Uint32Array.from({ length: rows }, (_, row) => row);
    drawn ??= sampleRows(columns, Math.min(rows - 1, largestDraw), seed);
    return drawn.subarray(0, size);
  };
}

/** The rows that the figures of a partition are of, in the order of their values: what is added up over them does not depend on how they came. */
export function tableDraw(columns: Float64Array[], draw: Draw): Uint32Array {
  const rows = columns[0]?.length ?? 0;
  const drawn = draw(rows > tableRows.up ? tableRows.of : rows);
  return valueOrder(picked(columns, drawn)).map(at => drawn[at] as number);
}

/** Those rows of the columns. */
export function picked(columns: Float64Array[], rows: Uint32Array): Float64Array[] {
  return columns.map(column => Float64Array.from(rows, row => column[row] as number));
}
