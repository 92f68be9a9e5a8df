/** The sum of the values of each of `k` groups, the same in whatever order the rows come: of each value two parts are added, both exactly ({@link steadyGrids}). */
export function steadyTotals(values: Float64Array, groups: ArrayLike<number>, k: number): Float64Array {
  const greatest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const [coarse, fine] = steadyGrids(values.length, greatest);
  const [high, low] = [new Float64Array(k), new Float64Array(k)];
  for (let row = 0; row < values.length; row++) {
    const [value, group] = [values[row] as number, groups[row] as number];
    const part = value + coarse - coarse;
    high[group] = (high[group] as number) + part;
    low[group] = (low[group] as number) + (value - part + fine - fine);
  }
  return high.map((sum, group) => sum + (low[group] as number));
}

/**
 * What added to a value and taken away again rounds it to a unit of which 2^53 are more than four times the sum of all, so that no
 * sum is rounded; and the same for what is left of it (Demmel & Nguyen 2013, "Fast reproducible floating-point summation").
 */
export function steadyGrids(rows: number, greatest: number): [coarse: number, fine: number] {
  const unit = 2 ** Math.max(-1022, Math.ceil(Math.log2(rows * 4 * greatest)) - 53);
  const rest = 2 ** Math.max(-1022, Math.ceil(Math.log2(rows * 4 * unit)) - 53);
  return [1.5 * 2 ** 52 * unit, 1.5 * 2 ** 52 * rest];
}
