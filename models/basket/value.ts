import { falseDiscovery } from '../../src/stats/false-discovery.js';
import { atMost } from '../../src/stats/hypergeometric.js';
import { basketLists, minedBaskets, shared } from './basket-lists.js';
import type { Entries } from './features.js';
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

/** A pair that is expected in fewer baskets cannot be surely too rare. */
const leastExpected = 5;

/** What the rules of baskets are worth by the value of their items. */
export function worthOfRules(entries: Entries, rules: readonly Rule[], { support, largest }: BasketOptions): Valued {
  const lists = basketLists(entries, largest);
  const worth = worthOf(entries);
  const sum = (items: readonly number[], baskets: Int32Array) =>
    items.reduce((all, item) => all + baskets.reduce((own, basket) => own + (worth(item, basket) ?? 0), 0), 0);
  const total = [...lists].reduce((all, [item, baskets]) => all + (item < 0 ? 0 : sum([item], baskets)), 0);
  return {
    total,
    rules: rules.map(({ left, right, leftCount }) => {
      const both = shared([...left, ...right].map(item => lists.get(item) ?? new Int32Array()));
      const attached = sum(right, both);
      return { value: sum(left, both) + attached, attached: attached / leftCount };
    }),
    apart: apartOf(entries, lists, support, largest),
  };
}

function worthOf({ basket, item, value, baskets }: Entries): (item: number, basket: number) => number | undefined {
  const key = (one: number, of: number) => one * baskets + of;
  const worth = new Map(Array.from(item, (one, at) => [key(one, basket[at] as number), value[at] as number]));
  return (one, of) => worth.get(key(one, of));
}

/** By Fisher's exact test for fewer, adjusted for all pairs that are looked at; groups of products are left out. */
function apartOf(entries: Entries, lists: Map<number, Int32Array>, support: number, largest: number): Valued['apart'] {
  const n = minedBaskets(entries, largest).reduce((sum, flag) => sum + flag, 0);
  const items = [...lists].filter(([item, list]) => item >= 0 && list.length >= support * n);
  const isOfOne = new Uint8Array(entries.baskets);
  const pairs = items.flatMap(([one, ones], at) => {
    isOfOne.fill(0);
    for (const basket of ones) isOfOne[basket] = 1;
    return items.slice(at + 1).flatMap(([other, others]) => {
      const expected = (ones.length * others.length) / n;
      if (expected < leastExpected) return [];
      const count = others.reduce((both, basket) => both + (isOfOne[basket] as number), 0);
      const chance = atMost(count, { marked: ones.length, drawn: others.length, all: n });
      return [{ items: [one, other] as [number, number], count, expected, lift: count / expected, chance }];
    });
  });
  const adjusted = falseDiscovery(pairs.map(({ chance }) => chance));
  return pairs
    .map((pair, at) => ({ ...pair, chanceFdr: adjusted[at] as number }))
    .filter(({ lift, chanceFdr }) => lift < 1 && chanceFdr <= falseShare)
    .sort((a, b) => a.chance - b.chance || a.items[0] - b.items[0] || a.items[1] - b.items[1]);
}
