import { describe, expect, it } from 'vitest';
import { random } from './random.js';
import { steadyTotals } from './steady-totals.js';

describe('steadyTotals', () => {
  it('are the sums of the groups', () => {
    expect([...steadyTotals(Float64Array.of(1, 2, 3, 4.5), [0, 1, 0, 1], 3)]).toEqual([4, 6.5, 0]);
    expect([...steadyTotals(Float64Array.of(1e300, -1e300, 1e300), [0, 0, 0], 1)]).toEqual([1e300]);
    expect([...steadyTotals(Float64Array.of(0, -0), [0, 0], 1)]).toEqual([0]);
    expect([...steadyTotals(new Float64Array(0), [], 2)]).toEqual([0, 0]);
  });

  it('are the same to the last digit in any order of the rows, where a plain sum is not', () => {
    const { uniform } = random(3);
    const values = Float64Array.from({ length: 5000 }, () => (uniform() - 0.3) * 10 ** Math.floor(uniform() * 9));
    const plain = (all: Float64Array) => all.reduce((sum, value) => sum + value, 0);
    const total = (all: Float64Array) => steadyTotals(all, new Uint8Array(all.length), 1)[0];
    const [other, sorted] = [values.toReversed(), values.toSorted()];
    expect(new Set([values, other, sorted].map(plain)).size).toBeGreaterThan(1);
    expect(new Set([values, other, sorted].map(total)).size).toBe(1);
    expect((total(values) as number) / plain(sorted)).toBeCloseTo(1, 12);
  });
});
