import { expect, it } from 'vitest';
import { meanOf } from './mean-of.js';

it('is that of the values that are there, also where their sum is beyond the numbers there are: by hand', () => {
  const rows = Uint32Array.of(0, 1, 3);
  expect(meanOf(Float64Array.of(1, Number.NaN, 50, 4), rows)).toBe(2.5);
  expect(meanOf(Float64Array.of(1.5e308, 1.5e308, 0, -1.5e308), rows) / 1e307).toBeCloseTo(5, 12);
  expect(meanOf(new Float64Array(4).fill(Number.NaN), rows)).toBe(0);
});
