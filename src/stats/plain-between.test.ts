import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainBetween } from './plain-between.js';

/** Truth: by hand. */
it.each([
  [312.07, 312.55, 312.3],
  [4, 5, 4],
  [4, 9, 6],
  [1 / 12, 1 / 11, 0.09],
  [99, 103, 100],
  [-7, 3, 0],
  [0, 1, 0],
  [-3.5, -3.2, -3.4],
  [0.1, 0.10000000000000002, 0.1],
])('between %d and %d it is %d', (below, above, expected) => {
  expect(plainBetween(below, above)).toBe(expected);
});

it('parts every two numbers: it is not below the one, and below the other', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 });
  fc.assert(
    fc.property(number, number, (one, other) => {
      fc.pre(one !== other);
      const [below, above] = [Math.min(one, other), Math.max(one, other)];
      const found = plainBetween(below, above);
      expect(found >= below && found < above).toBe(true);
    }),
    { seed: 3, numRuns: 2000 },
  );
});

it('finds nothing between equal numbers', () => {
  expect(() => plainBetween(1, 1)).toThrow('nothing lies between 1 and 1');
});
