import { falseDiscovery } from '../../src/stats/false-discovery.js';
import { atMost } from '../../src/stats/hypergeometric.js';
import { minimumCount } from '../../src/stats/itemsets/minimum-count.js';
import { basketLists, shared } from './basket-lists.js';
import { companions } from './companions.js';
import { type Entries, productsOf } from './features.js';
import type { BasketOptions } from './options.js';
import type { Rule } from './rules.js';

/** What rules are worth, and which items are bought instead of each other. */
export interface Valued {
  /** What all items of all baskets brought. */
  total: number;
  /** Of each rule, in their order: what its items brought where all of them are, and what the right side brought there per basket with the left one. */
  rules: { value: number; attached: number }[];
  /** Pairs of frequent items in fewer baskets than by chance, the surest first. */
  apart: {
    items: [number, number];
    count: number;
    expected: number;
    lift: number;
    chance: number;
    chanceFdr: number;
  }[];
}

/** The greatest share of false ones among the pairs that are told. */
const falseShare = 0.05;

/** More pairs are not told. */
const mostApart = 1000;

/** A pair that is expected in fewer baskets cannot be surely too rare. */
const leastExpected = 5;

/** What the rules of baskets are worth by the value of their items. */
export function worthOfRules(mined: Entries, rules: readonly Rule[], { support }: BasketOptions): Valued {
  const lists = basketLists(mined);
  const sum = worthOf(mined, lists);
  const total = [...lists].reduce((all, [item, baskets]) => all + (item < 0 ? 0 : sum(item, baskets)), 0);
  return {
    total,
    rules: rules.map(({ left, right, leftCount }) => {
      const both = shared([...left, ...right].map(item => lists.get(item) ?? new Int32Array()));
      const of = (items: number[]) => items.reduce((all, item) => all + sum(item, both), 0);
      const attached = of(right);
      return { value: of(left) + attached, attached: attached / leftCount };
    }),
    apart: apartOf(mined, lists, support),
  };
}

/** What an item brought in some of its baskets, which ascend. */
function worthOf({ basket, item, value }: Entries, lists: Map<number, Int32Array>) {
  const values = new Map([...lists].map(([one, list]) => [one, { list, worth: new Float64Array(list.length), at: 0 }]));
  for (let entry = 0; entry < item.length; entry++) {
    const own = values.get(item[entry] as number);
    if (own === undefined || own.list[own.at] !== basket[entry]) continue;
    own.worth[own.at++] = value[entry] as number;
  }
  return (one: number, baskets: Int32Array): number => {
    const { list, worth } = values.get(one) ?? { list: new Int32Array(), worth: new Float64Array() };
    let [at, sum] = [0, 0];
    for (const wanted of baskets) {
      while (at < list.length && (list[at] as number) < wanted) at += 1;
      if (list[at] === wanted) sum += worth[at] as number;
    }
    return sum;
  };
}

/** By Fisher's exact test for fewer, adjusted for all pairs that are looked at; groups of products are left out. */
function apartOf(mined: Entries, lists: Map<number, Int32Array>, support: number): Valued['apart'] {
  const n = mined.baskets;
  const least = minimumCount(support, n);
  const items = [...lists].filter(([item, list]) => item >= 0 && list.length >= least).sort(([a], [b]) => a - b);
  const together = companions(productsOf(mined), new Float64Array(n), 1);
  const pairs = items.flatMap(([one, ones], at) => {
    const counts = new Map<number, number>();
    together(ones, (other, count) => counts.set(other, count));
    return items.slice(at + 1).flatMap(([other, others]) => {
      const expected = (ones.length * others.length) / n;
      if (expected < leastExpected) return [];
      const count = counts.get(other) ?? 0;
      const chance = atMost(count, { marked: ones.length, drawn: others.length, all: n });
      return [{ items: [one, other] as [number, number], count, expected, lift: count / expected, chance }];
    });
  });
  const adjusted = falseDiscovery(pairs.map(({ chance }) => chance));
  return pairs
    .map((pair, at) => ({ ...pair, chanceFdr: adjusted[at] as number }))
    .filter(({ lift, chanceFdr }) => lift < 1 && chanceFdr <= falseShare)
    .sort((a, b) => a.chance - b.chance || a.items[0] - b.items[0] || a.items[1] - b.items[1])
    .slice(0, mostApart);
}
