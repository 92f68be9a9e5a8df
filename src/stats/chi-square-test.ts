import { upperGamma } from './upper-gamma.js';

/** Pearson's statistic, its degrees of freedom, and the probability of one as great where rows and columns are independent. */
export interface ChiSquareTest {
  statistic: number;
  df: number;
  p: number;
  /** The least count that is expected of a cell: below 5 the probability is rough. */
  leastExpected: number;
}

/**
 * Whether the rows and columns of a table of counts are independent: Pearson's chi-square test, without a correction for continuity.
 * Rows and columns that count nothing do not matter. Undefined where fewer than two of either are left.
 *
 * @example chiSquareTest([[762, 327, 468], [484, 239, 477]])?.statistic // 30.07, as in R's help on chisq.test
 */
export function chiSquareTest(counts: number[][]): ChiSquareTest | undefined {
  const across = counts.map(row => row.reduce((sum, count) => sum + count, 0));
  const down = (counts[0] ?? []).map((_, at) => counts.reduce((sum, row) => sum + (row[at] as number), 0));
  const total = across.reduce((sum, count) => sum + count, 0);
  const [rows, columns] = [across, down].map(sums => sums.filter(sum => sum > 0).length) as [number, number];
  if (rows < 2 || columns < 2) return undefined;
  let statistic = 0;
  let leastExpected = Number.POSITIVE_INFINITY;
  counts.forEach((row, r) => {
    row.forEach((count, c) => {
      const expected = ((across[r] as number) * (down[c] as number)) / total;
      if (expected === 0) return;
      statistic += (count - expected) ** 2 / expected;
      leastExpected = Math.min(leastExpected, expected);
    });
  });
  const df = (rows - 1) * (columns - 1);
  return { statistic, df, p: upperGamma(df / 2, statistic / 2), leastExpected };
}
