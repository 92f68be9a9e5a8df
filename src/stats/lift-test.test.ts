import { describe, expect, it } from 'vitest';
import { liftTest } from './lift-test.js';

const [strong, none] = [
  { both: 20, left: 40, right: 50, n: 200 },
  { both: 20, left: 80, right: 50, n: 200 },
];

describe('liftTest', () => {
  it('finds lifts of 2 and 1 apart, as the delta method by numeric derivatives has it', () => {
    const { lifts, statistic, probability } = liftTest([strong, none]);
    expect(lifts).toEqual([2, 1]);
    expect(statistic).toBeCloseTo(11.241037, 5);
    expect(probability).toBeCloseTo(0.000800084, 8);
  });

  it('takes a part without the rule, with two degrees of freedom: exp(-Q / 2)', () => {
    const { lifts, statistic, probability } = liftTest([strong, none, { both: 0, left: 10, right: 30, n: 100 }]);
    expect(lifts[2]).toBe(0);
    expect(statistic).toBeCloseTo(13.963295, 5);
    expect(probability).toBeCloseTo(Math.exp(-statistic / 2), 12);
  });

  it('finds nothing in equal parts, in one, and where a side is in no basket', () => {
    expect(liftTest([strong, strong])).toMatchObject({ statistic: 0, probability: 1 });
    expect(liftTest([strong]).probability).toBe(1);
    const { lifts, probability } = liftTest([strong, { both: 0, left: 0, right: 5, n: 10 }]);
    expect(lifts[1]).toBeNaN();
    expect(probability).toBeGreaterThan(0.05);
  });
});
