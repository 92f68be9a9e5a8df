import { describe, expect, it } from 'vitest';
import { chiSquareTest } from './chi-square-test.js';
import { falseDiscovery } from './false-discovery.js';
import { fisherTest } from './fisher-test.js';
import { incompleteBeta } from './incomplete-beta.js';
import { logGamma } from './log-gamma.js';
import { upperGamma } from './upper-gamma.js';
import { welchTest } from './welch-test.js';

const sleep = { n: 10, mean: 0.75, variance: 3.2005555555555554 };
const other = { n: 10, mean: 2.33, variance: 4.009 };

describe("Welch's t test", () => {
  it("says of Student's sleep data what R says: t = -1.8608, df = 17.776, p-value = 0.07939", () => {
    const found = welchTest(sleep, other);
    expect(found?.t).toBeCloseTo(-1.8608134674868526, 12);
    expect(found?.df).toBeCloseTo(17.776473516178488, 12);
    expect(found?.p).toBeCloseTo(0.0793941401873583, 12);
  });

  it('has nothing to say of one value, or where nothing varies', () => {
    expect(welchTest({ ...sleep, n: 1 }, other)).toBeUndefined();
    expect(welchTest({ ...sleep, variance: 0 }, { ...other, variance: 0 })).toBeUndefined();
    expect(welchTest(sleep, sleep)?.p).toBe(1);
  });
});

describe('the chi-square test', () => {
  it("says of Agresti's party data what R says: X-squared = 30.07, df = 2, p-value = 2.954e-07", () => {
    const found = chiSquareTest([
      [762, 327, 468],
      [484, 239, 477],
    ]);
    expect(found?.statistic).toBeCloseTo(30.070149095754672, 10);
    expect(found?.df).toBe(2);
    expect((found?.p as number) / 2.9535891832117595e-7).toBeCloseTo(1, 9);
  });

  it('does not mind rows that count nothing, and says nothing where fewer than two are left', () => {
    expect(
      chiSquareTest([
        [3, 1],
        [0, 0],
        [1, 3],
      ]),
    ).toEqual(
      chiSquareTest([
        [3, 1],
        [1, 3],
      ]),
    );
    expect(
      chiSquareTest([
        [3, 1],
        [0, 0],
      ]),
    ).toBeUndefined();
    expect(
      chiSquareTest([
        [3, 0],
        [1, 0],
      ]),
    ).toBeUndefined();
    expect(chiSquareTest([])).toBeUndefined();
    expect(
      chiSquareTest([
        [3, 1],
        [1, 3],
      ])?.leastExpected,
    ).toBe(2);
  });
});

/**
 * Truth: R's help on fisher.test, 0.4857 for the tea and 0.0005367 for the convictions of twins; the third is scipy's; those of large
 * numbers are sums of mpmath's 40 digits.
 */
it.each([
  [[3, 1, 1, 3], 17 / 35],
  [[10, 2, 3, 15], 0.0005367241191434357],
  [[1000, 20, 50, 30], 3.725126512135543e-24],
  [[0, 5, 0, 5], 1],
  [[5, 0, 0, 5], 2 / 252],
  [[3, 100_000_000, 2, 900_000_000], 0.008560000413100004],
  [[7, 1_000_000_000, 3, 1_000_000_000], 0.3437499987695313],
] as const)("Fisher's exact test of %j is %d", (counts, expected) => {
  expect(fisherTest(...(counts as [number, number, number, number])) / expected).toBeCloseTo(1, 9);
});

it('adjusts for false discoveries as scipy and R do, in the order they came', () => {
  const found = falseDiscovery([0.01, 0.04, 0.03, 0.005, 0.8]);
  [0.025, 0.05, 0.05, 0.025, 0.8].forEach((expected, at) => {
    expect(found[at]).toBeCloseTo(expected, 12);
  });
  expect(falseDiscovery([])).toEqual([]);
});

/** Truth: scipy.special 1.17. */
describe('the functions beneath', () => {
  it.each([
    [logGamma(0.1), 2.252712651734206],
    [logGamma(1234.5), 7550.550901077894],
    [upperGamma(0.5, 20), 2.5396285894708634e-10],
    [upperGamma(300, 310), 0.2775112458281389],
    [incompleteBeta(0.3, 2.5, 0.5), 0.018927124071945658],
    [incompleteBeta(0.999, 2000, 0.5), 0.04545975843785473],
  ])('%d is %d', (found, expected) => {
    expect(found / expected).toBeCloseTo(1, 9);
  });

  it('begin and end where they must', () => {
    expect([upperGamma(2, 0), incompleteBeta(0, 1, 2), incompleteBeta(1, 1, 2)]).toEqual([1, 0, 1]);
  });
});
