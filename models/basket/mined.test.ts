import { expect, it } from 'vitest';
import type { Entries } from './features.js';
import { minedOf } from './mined.js';

/** By hand: two customers share the first basket, of tea (1), which both have, and jam (2); the second has three items, the third one and its group. */
const lines = [
  [0, 1, 7, 5],
  [0, 1, 8, 2],
  [0, 2, 8, 3],
  [1, 1, 7, 1],
  [1, 2, 7, 1],
  [1, 3, 7, 1],
  [2, -1, 8, 4],
  [2, 3, 8, 4],
];
const of = (at: number) => Int32Array.from(lines, line => line[at] as number);
const entries = {
  ...{ basket: of(0), item: of(1), customer: of(2), value: Float64Array.from(of(3)), day: of(0) },
  ...{ part: ['a', 'b', 'c'], baskets: 3 },
} as Partial<Entries> as Entries;

it('baskets are mined with each item once, and with what it brought from all customers', () => {
  const { basket, item, value, oversized } = minedOf(entries, 3);
  expect([...basket]).toEqual([0, 0, 1, 1, 1, 2, 2]);
  expect([...item]).toEqual([1, 2, 1, 2, 3, -1, 3]);
  expect([...value]).toEqual([7, 3, 1, 1, 1, 4, 4]);
  expect(oversized).toEqual({ largest: 3, baskets: 0, share: 0 });
});

it('baskets of more items are left out, of which a shared one has no more than its items', () => {
  const { basket, part, baskets, oversized } = minedOf(entries, 2);
  expect([[...basket], part, baskets]).toEqual([[0, 0, 1, 1], ['a', 'c'], 2]);
  expect(oversized).toEqual({ largest: 2, baskets: 1, share: 3 / 7 });
});
