import { expect, it } from 'vitest';
import { silhouette } from './silhouette.js';

it('of 0, 1 against 4, 6 is the mean of 4/5, 3/4, 3/7 and 7/11, by hand', () => {
  const found = silhouette([[0, 1, 4, 6]], [0, 0, 1, 1], 2);
  expect(found.value).toBeCloseTo((4 / 5 + 3 / 4 + 3 / 7 + 7 / 11) / 4, 14);
  expect(found.perCluster[0]).toBeCloseTo((4 / 5 + 3 / 4) / 2, 14);
  expect(found).toMatchObject({ isSampled: false, rows: 4 });
});

it('counts a row alone in its cluster 0', () => {
  expect(silhouette([[0, 4, 6]], [0, 1, 1], 2).perCluster[0]).toBe(0);
});

it('says when it looked at a sample, which does not depend on the order of rows', () => {
  const column = Array.from({ length: 100 }, (_, at) => at * at);
  const labels = column.map(value => (value > 900 ? 1 : 0));
  const found = silhouette([column], labels, 2, { sample: 30 });
  expect(found).toMatchObject({ isSampled: true, rows: 30 });
  expect(silhouette([column.toReversed()], labels.toReversed(), 2, { sample: 30 })).toEqual(found);
});

it('has no answer for one cluster', () => {
  expect(() => silhouette([[1, 2]], [0, 0], 1)).toThrow('1 is too few');
});
