import { describe, expect, it } from 'vitest';
import { calinskiHarabasz } from './calinski-harabasz.js';
import { daviesBouldin } from './davies-bouldin.js';

const columns = [[0, 2, 10, 12]];
const labels = [0, 0, 1, 1];

/** Truth: by hand. Means 1 and 11 about 6, so B = 4 · 25 = 100 and W = 4 · 1 = 4; each row is 1 from its mean, the means 10 apart. */
describe('indices of a partition', () => {
  it('Caliński and Harabasz: variance between over variance within', () => {
    expect(calinskiHarabasz(columns, labels, 2)).toBe(100 / 1 / (4 / 2));
    expect(calinskiHarabasz([[1, 1, 5]], [0, 0, 1], 2)).toBe(Number.POSITIVE_INFINITY);
    expect(calinskiHarabasz([[1, 5]], [0, 1], 2)).toBe(Number.POSITIVE_INFINITY);
  });

  it('Davies and Bouldin: scatter over how far apart the centres are', () => {
    expect(daviesBouldin(columns, labels, 2)).toBe((1 + 1) / 10);
    expect(daviesBouldin([[0, 2, 10, 12, 30, 30]], [0, 0, 1, 1, 2, 2], 3)).toBeCloseTo((0.2 + 0.2 + 1 / 19) / 3, 12);
  });

  it('need two clusters', () => {
    expect(() => calinskiHarabasz(columns, labels, 1)).toThrow('1 is too few');
    expect(() => daviesBouldin(columns, labels, 1)).toThrow('1 is too few');
  });
});
