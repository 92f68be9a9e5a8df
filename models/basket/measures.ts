import type { Rule } from './rules.js';

/** What is said of a rule over so many baskets. */
export function measuresOf({ count, leftCount, rightCount }: Rule, baskets: number) {
  return {
    support: count / baskets,
    confidence: count / leftCount,
    lift: (count * baskets) / (leftCount * rightCount),
  };
}
