import { associationRules } from '../../src/stats/itemsets/association-rules.js';
import type { Itemsets } from '../../src/stats/itemsets/itemsets.js';
import type { BasketOptions } from './options.js';
import type { WantedItems } from './wanted.js';

/** A rule of one item on the right: in how many baskets are all its items, its left side, its right side. */
export interface Rule {
  left: number[];
  right: number;
  count: number;
  leftCount: number;
  rightCount: number;
}

/** Rules of one item on the right, the best first, at most `options.rules` of them, and how many there are. */
export function rulesOf(
  itemsets: Itemsets,
  { confidence, rules: most }: Pick<BasketOptions, 'confidence' | 'rules'>,
  { left, ...sides }: WantedItems,
): { rules: Rule[]; total: number; byLength: number[] } {
  const found = associationRules(itemsets, { confidence, ...sides });
  const rules = Array.from(found.n11, (count, at) => ({
    left: [...found.lhs.subarray(found.lhsOffsets[at], found.lhsOffsets[at + 1])],
    right: found.rhs[at] as number,
    count,
    leftCount: found.n1x[at] as number,
    rightCount: found.nx1[at] as number,
  })).filter(rule => left === undefined || rule.left.includes(left));
  const longest = rules.reduce((length, rule) => Math.max(length, rule.left.length + 1), 0);
  const byLength = Array<number>(longest).fill(0);
  for (const rule of rules) byLength[rule.left.length] = (byLength[rule.left.length] as number) + 1;
  return { rules: rules.sort(better).slice(0, most), total: rules.length, byLength };
}

/** By confidence, compared as whole numbers, then by count, then by items. */
function better(a: Rule, b: Rule): number {
  return b.count * a.leftCount - a.count * b.leftCount || b.count - a.count || byItems(a, b);
}

function byItems(a: Rule, b: Rule): number {
  const at = a.left.findIndex((item, place) => item !== b.left[place]);
  const [one, other] = at < 0 ? [a.right, b.right] : [a.left[at], b.left[at] ?? 0];
  return a.left.length - b.left.length || Number(one) - Number(other);
}
