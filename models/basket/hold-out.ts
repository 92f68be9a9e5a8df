import { minimumCount } from '../../src/stats/itemsets/minimum-count.js';
import { basketLists, shared } from './basket-lists.js';
import type { Entries } from './features.js';
import type { BasketOptions } from './options.js';
import type { Rule } from './rules.js';

/**
 * What becomes of rules in baskets that they did not come from: `isHeldOut` divides the entries, and a rule that the other baskets give
 * as well, by its support and confidence in them alone, is counted in those held out. Whatever is kept of a rule is of all baskets.
 */
export function heldOut(
  mined: Entries,
  rules: readonly Rule[],
  { support, confidence }: BasketOptions,
  isHeldOut: (entry: number) => boolean,
): Rule[] {
  const all = mined.baskets;
  const isLater = new Uint8Array(all);
  for (const [at, basket] of mined.basket.entries()) if (isHeldOut(at)) isLater[basket] = 1;
  const count = isLater.reduce((sum, flag) => sum + flag, 0);
  if (count === 0 || count === all) return [...rules];
  const least = minimumCount(support, all - count);
  const listOf = laterLists(basketLists(mined), isLater);
  return rules.map(rule => {
    const left = shared(rule.left.map(listOf));
    const both = shared([left, ...rule.right.map(listOf)]);
    const before = { count: rule.count - both.length, leftCount: rule.leftCount - left.length };
    const isGiven = before.count >= least && before.count / before.leftCount >= confidence;
    return { ...rule, later: isGiven ? { count: both.length, leftCount: left.length } : null };
  });
}

/** Of the items that are asked for the later baskets. */
function laterLists(lists: Map<number, Int32Array>, isLater: Uint8Array): (item: number) => Int32Array {
  const known = new Map<number, Int32Array>();
  return item => {
    const found = known.get(item) ?? (lists.get(item) ?? new Int32Array()).filter(basket => isLater[basket] === 1);
    known.set(item, found);
    return found;
  };
}
