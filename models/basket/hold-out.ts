import { minimumCount } from '../../src/stats/itemsets/minimum-count.js';
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
  const { lists, baskets, later } = listsOf(entries, largest, isHeldOut);
  if (later === 0 || later === baskets) return [...rules];
  const least = minimumCount(support, baskets - later);
  return rules.map(rule => {
    const left = sharedBy(rule.left.map(item => lists.get(item) ?? []));
    const both = sharedBy([left, ...rule.right.map(item => lists.get(item) ?? [])]);
    const before = { count: rule.count - both.length, leftCount: rule.leftCount - left.length };
    const isGiven = before.count >= least && before.count >= confidence * before.leftCount;
    return { ...rule, later: isGiven ? { count: both.length, leftCount: left.length } : null };
  });
}

/** The baskets held out that each item is in, ascending; how many baskets there are, and how many of them are held out. */
function listsOf({ basket, item, baskets }: Entries, largest: number, isHeldOut: (entry: number) => boolean) {
  const sizes = new Int32Array(baskets);
  for (const one of basket) sizes[one] = (sizes[one] as number) + 1;
  const lists = new Map<number, number[]>();
  const later = new Set<number>();
  for (const [at, one] of item.entries()) {
    const number = basket[at] as number;
    if ((sizes[number] as number) > largest || !isHeldOut(at)) continue;
    later.add(number);
    const list = lists.get(one);
    if (list) list.push(number);
    else lists.set(one, [number]);
  }
  return { lists, baskets: sizes.reduce((sum, size) => sum + Number(size <= largest), 0), later: later.size };
}

function sharedBy(lists: (readonly number[])[]): readonly number[] {
  const [first = [], ...others] = lists.toSorted((a, b) => a.length - b.length);
  return others.reduce((common, list) => {
    const has = new Set(list);
    return common.filter(one => has.has(one));
  }, first);
}
