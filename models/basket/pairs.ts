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
  const best = new Map<number, Pair[]>();
  for (let set = 0; set < counts.length; set++) {
    const at = offsets[set] as number;
    const [item, count] = [items[at] as number, counts[set] as number];
    if ((offsets[set + 1] as number) === at + 1) {
      single.set(item, count);
      best.set(item, []);
      continue;
    }
    const other = items[at + 1] as number;
    const [itemCount, otherCount] = [single.get(item) as number, single.get(other) as number];
    offer(best.get(item) as Pair[], { item, other, count, itemCount, otherCount }, each);
    offer(
      best.get(other) as Pair[],
      { item: other, other: item, count, itemCount: otherCount, otherCount: itemCount },
      each,
    );
  }
  return [...best.values()].flat().sort(moreAlike).slice(0, most);
}

/** Puts a pair among the best of its item, the most alike first. */
function offer(list: Pair[], pair: Pair, each: number): void {
  if (list.length === each && moreAlike(list[each - 1] as Pair, pair) < 0) return;
  const place = list.findIndex(one => moreAlike(pair, one) < 0);
  list.splice(place < 0 ? list.length : place, 0, pair);
  if (list.length > each) list.pop();
}

/** By the square of the cosine, a quotient of whole numbers below 2^53; then by count, then by items. */
function moreAlike(a: Pair, b: Pair): number {
  return cosine(b) - cosine(a) || b.count - a.count || a.item - b.item || a.other - b.other;
}

function cosine({ count, itemCount, otherCount }: Pair): number {
  return (count * count) / (itemCount * otherCount);
}
