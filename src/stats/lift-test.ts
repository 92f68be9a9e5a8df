import { upperGamma } from './upper-gamma.js';

/** Whether the lift of a rule is the same in several parts: its lift in each, and the probability of lifts so far apart if it is. */
export interface LiftTest {
  lifts: number[];
  /** Cochran's Q, chi-squared with one degree of freedom less than there are parts. */
  statistic: number;
  probability: number;
}

/** Baskets of a part with both sides of a rule, with the left one, with the right one, and all. */
export interface PartCounts {
  both: number;
  left: number;
  right: number;
  n: number;
}

/**
 * Cochran's test of equal effects (1954) on ln lift, with its variance by the delta method over the four cells of each part, to each of which
 * a half is added (Haldane 1956), so that a part without the rule has a finite one. The lifts are of the counts as they are; NaN where a side is in no basket.
 *
 * @example liftTest([{ both: 20, left: 40, right: 50, n: 200 }, { both: 20, left: 80, right: 50, n: 200 }]).lifts // [2, 1]
 */
export function liftTest(parts: readonly PartCounts[]): LiftTest {
  const effects = parts.map(effectOf);
  const weight = effects.reduce((sum, one) => sum + 1 / one.variance, 0);
  const mean = effects.reduce((sum, one) => sum + one.effect / one.variance, 0) / weight;
  const statistic = effects.reduce((sum, one) => sum + (one.effect - mean) ** 2 / one.variance, 0);
  return {
    lifts: parts.map(({ both, left, right, n }) => (both * n) / (left * right)),
    statistic,
    probability: parts.length < 2 ? 1 : upperGamma((parts.length - 1) / 2, statistic / 2),
  };
}

/** ln lift = ln p(both) - ln p(left) - ln p(right), and its variance by its derivatives, of which the mean is -1. */
function effectOf({ both, left, right, n }: PartCounts): { effect: number; variance: number } {
  const all = n + 2;
  const [p11, p1, q1] = [both + 0.5, left + 1, right + 1].map(count => count / all) as [number, number, number];
  const squares = p11 * (1 / p11 - 1 / p1 - 1 / q1) ** 2 + (p1 - p11) / p1 ** 2 + (q1 - p11) / q1 ** 2;
  return { effect: Math.log(p11 / (p1 * q1)), variance: Math.max(squares - 1, Number.MIN_VALUE) / all };
}
