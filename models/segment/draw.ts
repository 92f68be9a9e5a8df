import { sampleRows } from '../../src/stats/sample-rows.js';

/** Up to `size` rows; all of them, in their order, where there are no more. A smaller draw lies within a larger one. */
export type Draw = (size: number) => Uint32Array;

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

/** Those rows of the columns. */
export function picked(columns: Float64Array[], rows: Uint32Array): Float64Array[] {
  return rows.length === columns[0]?.length
    ? columns
    : columns.map(column => Float64Array.from(rows, row => column[row] as number));
}
