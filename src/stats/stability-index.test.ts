import { expect, it } from 'vitest';
import { stabilityIndex } from './stability-index.js';

it('is nothing for equal shares, whatever the counts', () => {
  expect([stabilityIndex([10, 30], [1, 3]), stabilityIndex([4, 0], [6, 0])]).toEqual([0, 0]);
});

it('is the sum of share differences times the logarithm of their ratio', () => {
  // 0.5 and 0.5 before, 0.25 and 0.75 after: -0.25 ln 0.5 + 0.25 ln 1.5
  expect(stabilityIndex([8, 8], [2, 6])).toBeCloseTo(0.25 * Math.log(3), 12);
});

it('has an answer for empty bins, and says nothing of lists that count nobody', () => {
  expect(stabilityIndex([10, 0], [0, 10])).toBeGreaterThan(1);
  expect([stabilityIndex([0, 0], [1, 2]), stabilityIndex([1, 2], [0, 0]), stabilityIndex([], [])]).toEqual([0, 0, 0]);
});
