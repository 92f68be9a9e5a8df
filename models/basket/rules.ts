import type { Itemsets } from '../../src/stats/itemsets/itemsets.js';
import type { BasketOptions } from './options.js';

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
  { offsets, items, counts }: Itemsets,
  {
    confidence,
    rules: most,
    isWanted,
  }: Pick<BasketOptions, 'confidence' | 'rules'> & { isWanted(rule: Pick<Rule, 'left' | 'right'>): boolean },
): { rules: Rule[]; total: number; byLength: number[] } {
  const known = new Map<string, number>();
  const rules: Rule[] = [];
  const byLength: number[] = [];
  for (let set = 0; set < counts.length; set++) {
    const own = [...items.subarray(offsets[set], offsets[set + 1])];
    const count = counts[set] as number;
    known.set(own.join(' '), count);
    if (own.length < 2) continue;
    while (byLength.length < own.length) byLength.push(0);
    for (const right of own) {
      const left = own.filter(item => item !== right);
      if (!isWanted({ left, right })) continue;
      const leftCount = known.get(left.join(' ')) as number;
      if (count < confidence * leftCount) continue;
      byLength[own.length - 1] = (byLength[own.length - 1] as number) + 1;
      rules.push({ left, right, count, leftCount, rightCount: known.get(String(right)) as number });
    }
  }
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
