import { frequentItemsets } from '../../src/stats/itemsets/frequent-itemsets.js';
import type { BasketEntries } from '../../src/stats/itemsets/itemsets.js';

/** Two items: in how many baskets are both, the one, the other. */
export interface Pair {
  item: number;
  other: number;
  count: number;
  itemCount: number;
  otherCount: number;
}

/**
 * The pairs that are most alike, by the cosine of their baskets, count / sqrt(itemCount × otherCount): of each item at most `each` others,
 * `most` in all, the most alike first. Only pairs in `least` baskets or more are looked at.
 */
export function pairsOf(
  entries: BasketEntries,
  { least, largest, most, each }: { least: number; largest: number; most: number; each: number },
): Pair[] {
  if (entries.n < least) return [];
  const { offsets, items, counts } = frequentItemsets(entries, {
    support: least / entries.n,
    maxLength: 2,
    largestBasket: largest,
  });
  const single = new Map<number, number>();
  const pairs: Pair[] = [];
  for (let set = 0; set < counts.length; set++) {
    const [item, other] = items.subarray(offsets[set], offsets[set + 1]) as unknown as [number, number | undefined];
    const count = counts[set] as number;
    if (other === undefined) single.set(item, count);
    else {
      const [itemCount, otherCount] = [single.get(item) as number, single.get(other) as number];
      pairs.push({ item, other, count, itemCount, otherCount });
      pairs.push({ item: other, other: item, count, itemCount: otherCount, otherCount: itemCount });
    }
  }
  const kept = new Map<number, number>();
  return pairs
    .sort(moreAlike)
    .filter(({ item }) => {
      const before = kept.get(item) ?? 0;
      kept.set(item, before + 1);
      return before < each;
    })
    .slice(0, most);
}

/** By the square of the cosine, a quotient of whole numbers below 2^53; then by count, then by items. */
function moreAlike(a: Pair, b: Pair): number {
  return cosine(b) - cosine(a) || b.count - a.count || a.item - b.item || a.other - b.other;
}

function cosine({ count, itemCount, otherCount }: Pair): number {
  return (count * count) / (itemCount * otherCount);
}
