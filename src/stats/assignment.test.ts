import fc from 'fast-check';
import { expect, it } from 'vitest';
import { assignment } from './assignment.js';

it('finds the least sum of a square, a wide and a tall table', () => {
  expect(
    assignment([
      [4, 1, 3],
      [2, 0, 5],
      [3, 2, 2],
    ]),
  ).toEqual([1, 0, 2]);
  expect(assignment([[9, 1, 7]])).toEqual([1]);
  expect(assignment([[9], [1], [7]])).toEqual([-1, 0, -1]);
  expect(assignment([])).toEqual([]);
});

it('agrees with trying all', () => {
  const table = fc.integer({ min: 1, max: 4 }).chain(width =>
    fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: width,
    }),
  );
  fc.assert(
    fc.property(table, costs => {
      const found = assignment(costs);
      expect(new Set(found).size).toBe(costs.length);
      expect(found.reduce((sum, column, row) => sum + (costs[row]?.[column] as number), 0)).toBe(leastOf(costs, 0, []));
    }),
    { seed: 3 },
  );
});

it('refuses a cost that is not finite', () => {
  expect(() => assignment([[1, Number.NaN]])).toThrow('finite numbers');
});

function leastOf(costs: number[][], row: number, taken: number[]): number {
  if (row === costs.length) return 0;
  const free = (costs[row] as number[]).map((_, at) => at).filter(at => !taken.includes(at));
  return Math.min(...free.map(at => (costs[row]?.[at] as number) + leastOf(costs, row + 1, [...taken, at])));
}
