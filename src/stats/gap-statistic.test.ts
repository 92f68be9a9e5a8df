import { describe, expect, it } from 'vitest';
import { gapChoice } from './gap-choice.js';
import { gapStatistic } from './gap-statistic.js';
import { random } from './random.js';

const { uniform } = random(11);
const column = (rows: number, centers: number[], width: number) =>
  Float64Array.from({ length: rows }, (_, row) => (centers[row % centers.length] as number) + width * uniform());

describe('the gap statistic', () => {
  it('of rows spread evenly is nothing: one cluster (Tibshirani, Walther & Hastie 2001, their first example)', () => {
    const gaps = gapStatistic([column(500, [0], 1), column(500, [0], 1)], 5);
    for (const { gap, error } of gaps) expect(Math.abs(gap)).toBeLessThan(4 * error + 0.02);
    expect(gapChoice(gaps)).toBe(1);
  });

  it('finds three narrow clusters, and falls beyond them', () => {
    const gaps = gapStatistic([column(300, [0, 10, 5], 1), column(300, [0, 0, 8], 1)], 6);
    expect(gapChoice(gaps)).toBe(3);
    expect(gaps[3]?.gap).toBeLessThan(gaps[2]?.gap as number);
  });

  // Uniform on an interval of length r: W is n r²/12 for one cluster, and of the best k a k-th of the length each, so W falls by k².
  // Two points of equal weight at its ends have W = n r²/4, so that gap(1) = ln(1/12) - ln(1/4) = -ln 3, up to chance in 4,000 rows.
  it('of two points at the ends of an interval is -ln 3 for one cluster, by hand', () => {
    const ends = Float64Array.from({ length: 4000 }, (_, row) => row % 2);
    const [one] = gapStatistic([ends], 1, { draws: 40 });
    expect(one?.gap).toBeCloseTo(-Math.log(3), 2);
    // ln W has the standard deviation √(4/5n) there: the variance of (u - 1/2)² is 1/180, its mean 1/12.
    expect((one?.error as number) / Math.sqrt(0.8 / 4000)).toBeCloseTo(1, 0);
  });

  it('is the same for the same seed, another for another, and does not mind the order of the rows', () => {
    const given = [column(60, [0, 4], 1)];
    const found = gapStatistic(given, 3, { seed: 5 });
    expect(gapStatistic(given, 3, { seed: 5 })).toEqual(found);
    expect(gapStatistic([(given[0] as Float64Array).toReversed()], 3, { seed: 5 })).toEqual(found);
    expect(gapStatistic(given, 3, { seed: 6 })).not.toEqual(found);
  });

  // Half of the rows are red, and all red ones have the number 0: in a reference set they have any number.
  it('draws columns of words together, each value as often as it is there, and numbers apart from them', () => {
    const words = [0, 1].map(word => Float64Array.from({ length: 2000 }, (_, row) => Number(row % 2 === word)));
    const numbers = Float64Array.from({ length: 2000 }, (_, row) => row % 2);
    const sets: Float64Array[][] = [];
    const leastSquares = (columns: Float64Array[]) => sets.push(columns);
    gapStatistic([numbers, ...words], 1, { draws: 3, together: [[1, 2]], leastSquares });
    for (const [value, red, blue] of sets.slice(0, 3) as [Float64Array, Float64Array, Float64Array][]) {
      expect(red.every((one, row) => one + (blue[row] as number) === 1)).toBe(true);
      expect(red.reduce((sum, one) => sum + one, 0) / 2000).toBeCloseTo(0.5, 1);
      expect(value.filter(one => one > 0 && one < 1)).toHaveLength(2000);
      const high = value.filter((_, row) => red[row] === 1);
      expect(high.reduce((sum, one) => sum + one, 0) / high.length).toBeCloseTo(0.5, 1);
    }
  });

  it('speaks for the last number where the gaps only grow, and for none where there are none', () => {
    const growing = [1, 2, 3].map(k => ({ k, gap: k, error: 0.1 }));
    expect([gapChoice(growing), gapChoice([])]).toEqual([3, undefined]);
  });
});
