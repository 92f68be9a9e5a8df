import { expect, it } from 'vitest';
import { extent } from './extent.js';

/* By hand; d3's extent passes over missing values too. */
it.each([
  [
    [3, -1, 2],
    [-1, 3],
  ],
  [
    [Number.NaN, 4, Number.NaN],
    [4, 4],
  ],
  [[], [Infinity, -Infinity]],
])('of %j is %j', (values, expected) => {
  expect(extent(Float64Array.from(values))).toEqual(expected);
});
