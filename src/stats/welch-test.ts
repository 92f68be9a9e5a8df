import { incompleteBeta } from './incomplete-beta.js';

/** How many values there are, their mean and their variance (divided by n - 1). */
export interface Moments {
  n: number;
  mean: number;
  variance: number;
}

/** Student's t, its degrees of freedom, and the probability of one as far from 0 where the means are equal. */
export interface WelchTest {
  t: number;
  df: number;
  p: number;
}

/**
 * Whether two means differ, their variances being what they may: Welch's t test, two-sided (Welch 1947). Undefined where it says
 * nothing: fewer than two values on a side, or no variance on either.
 *
 * @example welchTest({ n: 10, mean: 0.75, variance: 3.200556 }, { n: 10, mean: 2.33, variance: 4.009 })?.p // 0.0794, R's sleep
 */
export function welchTest(left: Moments, right: Moments): WelchTest | undefined {
  const [a, b] = [left.variance / left.n, right.variance / right.n];
  if (left.n < 2 || right.n < 2 || !(a + b > 0)) return undefined;
  const t = (left.mean - right.mean) / Math.sqrt(a + b);
  const df = (a + b) ** 2 / (a ** 2 / (left.n - 1) + b ** 2 / (right.n - 1));
  return { t, df, p: incompleteBeta(df / (df + t * t), df / 2, 0.5) };
}
