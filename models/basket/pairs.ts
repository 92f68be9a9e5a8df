import { basketLists } from './basket-lists.js';
import { companions } from './companions.js';
import type { Entries } from './features.js';
import { type PairCounts, type Similarity, similarities } from './similarity.js';
import { weightsOf } from './weights.js';

/** Two items: in how many baskets are both, the one, the other, and how alike they are. */
export interface Pair {
  item: number;
  other: number;
  count: number;
  itemCount: number;
  otherCount: number;
  similarity: number;
}

/** Which pairs are wanted. */
interface PairOptions {
  /** In how many baskets a pair is at least; how many others are kept of an item, and how many pairs in all. */
  least: number;
  each: number;
  most: number;
  similarity: Similarity;
  /** After how many days a basket counts for half; without it all count alike. */
  halfLife?: number;
}

/** The pairs of items that are most alike, the most alike first. */
export function pairsOf(entries: Entries, options: PairOptions): Pair[] {
  const { least, each, most, similarity, halfLife } = options;
  const lists = basketLists(entries);
  const weights = weightsOf(entries, halfLife);
  const n = weights.reduce((sum, one) => sum + one, 0);
  const single = new Map(
    [...lists].map(([item, list]) => [item, list.reduce((sum, one) => sum + (weights[one] as number), 0)]),
  );
  const measure: (counts: PairCounts) => number = similarities[similarity];
  const together = companions(entries, weights, least);
  const pairs = [...lists].flatMap(([item, list]) => {
    if (list.length < least) return [];
    const one = single.get(item) as number;
    const best: Pair[] = [];
    together(list, (other, count, both) => {
      if (other === item) return;
      const alike = measure({ both, one, other: single.get(other) as number, n });
      if (best.length === each && alike < (best[each - 1] as Pair).similarity) return;
      const otherCount = lists.get(other)?.length ?? 0;
      offer(best, { item, other, count, itemCount: list.length, otherCount, similarity: alike }, each);
    });
    return best;
  });
  return pairs.sort(moreAlike).slice(0, most);
}

/** Puts a pair among the best of its item, the most alike first. */
function offer(list: Pair[], pair: Pair, each: number): void {
  const place = list.findIndex(one => moreAlike(pair, one) < 0);
  list.splice(place < 0 ? list.length : place, 0, pair);
  if (list.length > each) list.pop();
}

/** By likeness, then by count, then by items. */
function moreAlike(a: Pair, b: Pair): number {
  return b.similarity - a.similarity || b.count - a.count || a.item - b.item || a.other - b.other;
}
