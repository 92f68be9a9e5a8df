import type { Rules } from './association-rules.js';
import { bestGeneral } from './best-general.js';
import type { Itemsets } from './itemsets.js';
import { setIndex } from './set-index.js';

/** What a rule has over the more general rules: those with fewer items on the left, also none, and the same right side. */
export interface Improvement {
  /** Confidence less their best confidence (Bayardo, Agrawal & Gunopulos 2000). */
  improvement: Float64Array;
  /** Confidence as a multiple of it (Balcázar 2013). As their right side is the same, so is lift: this is arules' LIC too. */
  boost: Float64Array;
}

/** arules' `improvement` and `boost` of each rule; infinite for rules with nothing on the left. The itemsets are those that the rules came from. */
export function ruleImprovement(rules: Rules, itemsets: Itemsets): Improvement {
  const { find } = setIndex(itemsets);
  const countOf = (items: number[]) =>
    items.length === 0 ? itemsets.n : (itemsets.counts[find(items, items.length)] ?? Number.NaN);
  const best = Float64Array.from(rules.n11, (_, rule) => {
    const left = [...rules.lhs.subarray(rules.lhsOffsets[rule], rules.lhsOffsets[rule + 1])];
    const right = [...rules.rhs.subarray(rules.rhsOffsets[rule], rules.rhsOffsets[rule + 1])];
    return bestGeneral(left, right, countOf);
  });
  const confidence = (rule: number) => (rules.n11[rule] as number) / (rules.n1x[rule] as number);
  return {
    improvement: best.map((general, rule) => confidence(rule) - general),
    boost: best.map((general, rule) => (general < 0 ? Number.POSITIVE_INFINITY : confidence(rule) / general)),
  };
}
