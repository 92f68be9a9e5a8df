/** The mean of some rows of a column, those without a value left out; 0 of none. Where the sum is beyond the numbers there are, the mean is not. */
export function meanOf(values: Float64Array, rows: Uint32Array): number {
  const there = rows.filter(row => !Number.isNaN(values[row]));
  const n = Math.max(there.length, 1);
  const sum = there.reduce((sum, row) => sum + (values[row] as number), 0);
  return Number.isFinite(sum) ? sum / n : there.reduce((mean, row) => mean + (values[row] as number) / n, 0);
}
