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
  const { least, each, most, similarity } = options;
  const { baskets, weights, itemBaskets } = indexed(entries, options);
  const n = sumOf(baskets.keys(), weights);
  const single = new Map([...itemBaskets].map(([item, list]) => [item, sumOf(list, weights)]));
  const measure: (counts: PairCounts) => number = similarities[similarity];
  const together = companions(baskets, weights, least);
  const pairs = [...itemBaskets].flatMap(([item, list]) => {
    if (list.length < least) return [];
    const best: Pair[] = [];
    const one = single.get(item) as number;
    together(list, (other, count, both) => {
      if (other === item) return;
      const alike = measure({ both, one, other: single.get(other) as number, n });
      if (best.length === each && alike < (best[each - 1] as Pair).similarity) return;
      const otherCount = itemBaskets.get(other)?.length ?? 0;
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
function companions(baskets: number[][], weights: Float64Array, least: number) {
  const most = baskets.reduce((largest, items) => items.reduce((one, item) => Math.max(one, item), largest), 0);
  const [counts, sums] = [new Int32Array(most + 1), new Float64Array(most + 1)];
  return (list: number[], tell: (other: number, count: number, both: number) => void): void => {
    const seen: number[] = [];
    for (const basket of list) {
      const weight = weights[basket] as number;
      for (const other of baskets[basket] as number[]) {
        if (counts[other] === 0) seen.push(other);
        counts[other] = (counts[other] as number) + 1;
        sums[other] = (sums[other] as number) + weight;
      }
    }
    for (const other of seen) {
      if ((counts[other] as number) >= least) tell(other, counts[other] as number, sums[other] as number);
      counts[other] = 0;
      sums[other] = 0;
    }
  };
}

/** Items by basket, baskets by item, and what each basket counts. */
function indexed({ basket, item, day, baskets: n }: Entries, { largest, halfLife }: PairOptions) {
  const baskets: number[][] = Array.from({ length: n }, () => []);
  const days = new Int32Array(n);
  for (const [at, one] of item.entries()) {
    const number = basket[at] as number;
    (baskets[number] as number[]).push(one);
    days[number] = day[at] as number;
  }
  const last = days.reduce((latest, one) => Math.max(latest, one), 0);
  const weights = Float64Array.from(days, one => (halfLife ? 2 ** ((dayNumber(one) - dayNumber(last)) / halfLife) : 1));
  const itemBaskets = new Map<number, number[]>();
  for (const [number, items] of baskets.entries()) {
    if (items.length > largest) {
      baskets[number] = [];
      weights[number] = 0;
      continue;
    }
    for (const one of items) {
      const list = itemBaskets.get(one);
      if (list) list.push(number);
      else itemBaskets.set(one, [number]);
    }
  }
  return { baskets, weights, itemBaskets };
}

function sumOf(baskets: Iterable<number>, weights: Float64Array): number {
  let sum = 0;
  for (const basket of baskets) sum += weights[basket] as number;
  return sum;
}

/** By likeness, then by count, then by items. */
function moreAlike(a: Pair, b: Pair): number {
  return b.similarity - a.similarity || b.count - a.count || a.item - b.item || a.other - b.other;
}
