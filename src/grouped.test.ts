import { describe, expect, it } from 'vitest';
import { groupedBy } from './grouped.js';

describe('things by what they have in common', () => {
  it('stand in the order in which they came', () => {
    const groups = groupedBy([5, 2, 7, 4, 1], number => number % 2);
    expect([...groups]).toEqual([
      [1, [5, 7, 1]],
      [0, [2, 4]],
    ]);
  });

  it('are no groups where there is nothing', () => {
    expect(groupedBy([], String).size).toBe(0);
  });
});
