import { expect, it } from 'vitest';
import type { Entries } from './features.js';
import type { BasketOptions } from './options.js';
import { worthOfRules } from './value.js';

/** Truth: by hand. Of a hundred baskets eighty have tea and seven others jam: .07 of them, where 5.6 with both are expected. The pair is the same whichever is met first. */
it.each([
  [1, 2],
  [2, 1],
])('looks at items that are frequent by just one share, as the miner does, with %i before %i', (tea, jam) => {
  const item = Int32Array.from({ length: 100 }, (_, at) => (at < 80 ? tea : at < 87 ? jam : 3));
  const basket = Int32Array.from(item.keys());
  const entries = { basket, item, baskets: 100, value: new Float64Array(100), parents: new Map() } as Partial<Entries>;
  const { apart } = worthOfRules(entries as Entries, [], { support: 0.07 } as BasketOptions);
  expect(apart.map(({ items, count, expected }) => [...items, count, expected])).toContainEqual([1, 2, 0, 5.6]);
});
