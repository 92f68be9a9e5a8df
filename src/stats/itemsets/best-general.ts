/** The highest confidence of a rule with fewer items on the left, also none, and the same right side; -Infinity for a left side of none. */
export function bestGeneral(left: number[], right: number[], countOf: (items: number[]) => number): number {
  let best = Number.NEGATIVE_INFINITY;
  for (let subset = 0; subset < 2 ** left.length - 1; subset++) {
    const fewer = left.filter((_, at) => Math.floor(subset / 2 ** at) % 2 === 1);
    const both = [...fewer, ...right].sort((a, b) => a - b);
    best = Math.max(best, countOf(both) / countOf(fewer));
  }
  return best;
}
