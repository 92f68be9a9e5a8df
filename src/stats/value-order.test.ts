import fc from 'fast-check';
import { expect, it } from 'vitest';
import { random } from './random.js';
import { valueOrder } from './value-order.js';

it('orders rows by the first column, ties by the next', () => {
  expect([
    ...valueOrder([
      [2, 1, 2, 1],
      [5, 9, 4, -3],
    ]),
  ]).toEqual([3, 1, 2, 0]);
  expect([...valueOrder([[]])]).toEqual([]);
});

it('agrees with a plain sort, for ties, negative zero and the whole range of doubles', () => {
  const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { maxLength: 300, size: 'max' }), rows => {
      const order = [...valueOrder([rows.map(row => row[0]), rows.map(row => row[1])])];
      expect(new Set(order).size).toBe(rows.length);
      const sorted = [...rows].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      expect(order.map(row => rows[row]?.map(one => one + 0))).toEqual(sorted.map(row => row.map(one => one + 0)));
    }),
    { seed: 3, numRuns: 50 },
  );
});

it('orders a hundred thousand rows of skewed values', () => {
  const { uniform } = random(1);
  const column = Float64Array.from({ length: 100_000 }, () => Math.exp(40 * uniform() ** 3));
  const order = valueOrder([column]);
  expect([...order].map(row => column[row])).toEqual([...column].sort((a, b) => a - b));
});

it('orders many rows with ties, negative numbers and negative zero as a plain sort does', () => {
  const { uniform } = random(2);
  const rows = Array.from({ length: 20_000 }, () => [Math.round(uniform() * 6 - 3) / 2, uniform() - 0.5] as const);
  const order = [...valueOrder([rows.map(row => row[0]), rows.map(row => row[1])])];
  const sorted = [...rows].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  expect(order.map(row => rows[row]?.map(one => one + 0))).toEqual(sorted.map(row => row.map(one => one + 0)));
});
