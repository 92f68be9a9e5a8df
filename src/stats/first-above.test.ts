import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstAbove } from './first-above.js';

it('finds the place after the last value that does not lie above the limit', () => {
  expect(firstAbove([1, 2, 2, 5], 2)).toBe(3);
  expect(firstAbove([1, 2, 2, 5], 0)).toBe(0);
  expect(firstAbove([1, 2, 2, 5], 9)).toBe(4);
  expect(firstAbove(BigInt64Array.of(1n, 3n), 1n)).toBe(1);
  expect(firstAbove([], 1)).toBe(0);
});

it('agrees with a search from the start', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.integer({ min: -1, max: 21 }), (values, limit) => {
      const ascending = values.sort((a, b) => a - b);
      const found = ascending.findIndex(value => value > limit);
      expect(firstAbove(ascending, limit)).toBe(found < 0 ? ascending.length : found);
    }),
    { seed: 3 },
  );
});
