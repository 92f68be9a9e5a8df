import { type InterestMeasure, interestMeasure } from '../../src/stats/itemsets/interest-measure.js';
import type { Rule } from './rules.js';

/** What is said of every rule over so many baskets; null where it divides by nothing. */
export function measuresOf(rule: Rule, baskets: number) {
  const { count, leftCount, rightCount, later } = rule;
  return {
    support: count / baskets,
    confidence: count / leftCount,
    lift: (count * baskets) / (leftCount * rightCount),
    leverage: measureOf('leverage', rule, baskets),
    conviction: measureOf('conviction', rule, baskets),
    cosine: measureOf('cosine', rule, baskets),
    improvement: rule.improvement,
    p_value: rule.chance,
    p_value_holm: rule.chanceHolm,
    p_value_fdr: rule.chanceFdr,
    later_baskets: later === null ? null : later.leftCount,
    later_confidence: later && later.leftCount > 0 ? later.count / later.leftCount : null,
  };
}

/** A measure under its name in the R package arules; null where it is no finite number. */
export function measureOf(
  name: InterestMeasure,
  { count, leftCount, rightCount }: Rule,
  baskets: number,
): number | null {
  const [value = Number.NaN] = interestMeasure(name, {
    n11: [count],
    n1x: [leftCount],
    nx1: [rightCount],
    n: baskets,
  });
  return Number.isFinite(value) ? value : null;
}
