import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile } from './quantile.js';

describe('quantile', () => {
  it.each([
    { values: [1, 2, 3, 4], share: 0.2, expected: 1.6, truth: 'R: quantile(1:4, .2)' },
    { values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], share: 0.25, expected: 3.25, truth: 'R: quantile(1:10, .25)' },
    { values: [15, 20, 35, 40, 50], share: 0.4, expected: 29, truth: 'R: quantile(c(15, 20, 35, 40, 50), .4)' },
    {
      values: [3, 6, 7, 8, 8, 10, 13, 15, 16, 20],
      share: 0.75,
      expected: 14.5,
      truth: 'h = 9 × .75 = 6.75: 13 + .75 × 2',
    },
    { values: [1, 2, 2, 2], share: 0.2, expected: 1.6, truth: 'h = 3 × .2 = .6: 1 + .6 × 1' },
    { values: [-3, -1], share: 0.5, expected: -2, truth: 'halfway' },
  ])('is $expected for $truth', ({ values, share, expected }) => {
    expect(quantile(values, share)).toBeCloseTo(expected, 12);
  });

  it('is the one value of a single observation, the least at 0 and the greatest at 1', () => {
    expect(quantile([7], 0.3)).toBe(7);
    expect(quantile([1, 5, 9], 0)).toBe(1);
    expect(quantile([1, 5, 9], 1)).toBe(9);
  });

  it('has no answer for nothing, nor for a share outside 0 to 1', () => {
    expect(() => quantile([], 0.5)).toThrow('no quantile of an empty array');
    expect(() => quantile([1], 1.5)).toThrow(RangeError);
    expect(() => quantile([1], Number.NaN)).toThrow(RangeError);
  });

  it('never falls as the share rises and stays within the values', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 });
    fc.assert(
      fc.property(values, share, share, (drawn, one, other) => {
        const ascending = drawn.sort((a, b) => a - b);
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map(p => quantile(ascending, p));
        expect(low).toBeLessThanOrEqual((high as number) + 1e-9);
        expect(low).toBeGreaterThanOrEqual(ascending[0] as number);
      }),
      { seed: 3 },
    );
  });
});
