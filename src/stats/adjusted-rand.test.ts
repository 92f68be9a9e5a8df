import { expect, it } from 'vitest';
import { adjustedRand } from './adjusted-rand.js';

it.each([
  { left: [0, 0, 1, 1], right: [1, 1, 0, 0], expected: 1 },
  { left: [0, 0, 1, 1], right: [0, 0, 1, 2], expected: 0.5714285714285714 },
  { left: [0, 0, 1, 1], right: [0, 1, 0, 1], expected: -0.5 },
  { left: [0, 0, 0, 0], right: [0, 1, 2, 3], expected: 0 },
  { left: [], right: [], expected: 1 },
])('of $left and $right is $expected (scikit-learn)', ({ left, right, expected }) => {
  expect(adjustedRand(left, right)).toBeCloseTo(expected, 14);
});

it('refuses labels of different rows', () => {
  expect(() => adjustedRand([1], [1, 2])).toThrow('1 labels against 2');
});
