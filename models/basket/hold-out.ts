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
  entries: Entries,
  rules: readonly Rule[],
  { support, confidence, largest }: BasketOptions,
  isHeldOut: (entry: number) => boolean,
): Rule[] {
  const places = [...entries.item.keys()];
  const later = new Set(places.filter(isHeldOut).map(at => entries.basket[at] as number));
  const lists = basketLists(entries, largest);
  const isMined = new Set([...lists.values()].flat());
  const count = [...later].filter(basket => isMined.has(basket)).length;
  if (count === 0 || count === isMined.size) return [...rules];
  const least = minimumCount(support, isMined.size - count);
  const laterLists = new Map([...lists].map(([item, list]) => [item, list.filter(basket => later.has(basket))]));
  const listOf = (item: number) => laterLists.get(item) ?? [];
  return rules.map(rule => {
    const left = shared(rule.left.map(listOf));
    const both = shared([left, ...rule.right.map(listOf)]);
    const before = { count: rule.count - both.length, leftCount: rule.leftCount - left.length };
    const isGiven = before.count >= least && before.count >= confidence * before.leftCount;
    return { ...rule, later: isGiven ? { count: both.length, leftCount: left.length } : null };
  });
}
