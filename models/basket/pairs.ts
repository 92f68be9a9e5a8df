import { basketLists, minedBaskets } from './basket-lists.js';
import { dayNumber } from './day-number.js';
import type { Entries } from './features.js';
import { type PairCounts, type Similarity, similarities } from './similarity.js';

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
  /** Baskets of more items are not looked at. */
  largest: number;
  similarity: Similarity;
  /** After how many days a basket counts for half; without it all count alike. */
  halfLife?: number;
}

/** The pairs of items that are most alike, the most alike first. */
export function pairsOf(entries: Entries, options: PairOptions): Pair[] {
  const { least, each, most, similarity, largest } = options;
  const lists = basketLists(entries, largest);
  const weights = weightsOf(entries, options);
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

/** Tells of each item that at least so many of some baskets have: how many, as they are and weighed. */
function companions({ basket, item, baskets }: Entries, weights: Float64Array, least: number) {
  const starts = new Int32Array(baskets + 1);
  for (const one of basket) starts[one + 1] = (starts[one + 1] as number) + 1;
  for (let one = 1; one <= baskets; one++) starts[one] = (starts[one] as number) + (starts[one - 1] as number);
  const most = item.reduce((largest, one) => Math.max(largest, one), 0);
  const [counts, sums, seen] = [new Int32Array(most + 1), new Float64Array(most + 1), new Int32Array(most + 1)];
  return (list: Int32Array, tell: (other: number, count: number, both: number) => void): void => {
    let different = 0;
    for (const one of list) {
      const [weight, end] = [weights[one] as number, starts[one + 1] as number];
      for (let at = starts[one] as number; at < end; at++) {
        const other = item[at] as number;
        if (counts[other] === 0) seen[different++] = other;
        counts[other] = (counts[other] as number) + 1;
        sums[other] = (sums[other] as number) + weight;
      }
    }
    for (const other of seen.subarray(0, different)) {
      if ((counts[other] as number) >= least) tell(other, counts[other] as number, sums[other] as number);
      counts[other] = 0;
      sums[other] = 0;
    }
  };
}

/** What each basket counts: one, or less the older it is; none where it is not looked at. */
function weightsOf(entries: Entries, { largest, halfLife }: PairOptions): Float64Array {
  const weights = Float64Array.from(minedBaskets(entries, largest));
  if (halfLife === undefined) return weights;
  const { basket, day } = entries;
  const last = day.reduce((latest, one) => Math.max(latest, one), 0);
  for (let at = 0; at < basket.length; at++) {
    const one = basket[at] as number;
    if (one === basket[at + 1] || weights[one] === 0) continue;
    weights[one] = 2 ** ((dayNumber(day[at] as number) - dayNumber(last)) / halfLife);
  }
  return weights;
}

/** By likeness, then by count, then by items. */
function moreAlike(a: Pair, b: Pair): number {
  return b.similarity - a.similarity || b.count - a.count || a.item - b.item || a.other - b.other;
}
