/** At each place the sum of the counts up to and including it; exact up to 2^53. */
export function runningTotal(counts: ArrayLike<number>): Float64Array {
  const totals = new Float64Array(counts.length);
  let total = 0;
  for (let index = 0; index < counts.length; index++) {
    total += counts[index] as number;
    totals[index] = total;
  }
  return totals;
}
