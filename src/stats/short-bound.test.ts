import { expect, it } from 'vitest';
import { shortBound } from './short-bound.js';

/** Truth: by hand. */
it.each([
  [2.45, [1.9, 3], 2.45],
  [45.46666666666667, [45.4, 45.53333333333333], 45.4667],
  // At six digits 45.4667 would take in the upper value too.
  [45.46666666666667, [45.46666, 45.46667], 45.466667],
  [12345.675, [12345.67, 12345.68], 12345.67],
  [1234567.5, [1234567, 1234568], 1234567.5],
  [0.30000000000000004, [0.1, 0.30000000000000004, Number.NaN, 0.5], 0.30000000000000004],
  [-0.0012345678, [-0.1, 0.1], -0.00123457],
  [1 / 3, [], 0.333333],
])('%d among %o is told as %d', (bound, values, expected) => {
  expect(shortBound(bound, values)).toBe(expected);
});
