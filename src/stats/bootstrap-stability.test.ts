import { describe, expect, it } from 'vitest';
import { adjustedRand } from './adjusted-rand.js';
import { bootstrapStability } from './bootstrap-stability.js';
import { kmeans } from './kmeans.js';
import { random } from './random.js';

const { uniform } = random(2);
const apart = [Float64Array.from({ length: 90 }, (_, row) => (row % 3) * 10 + uniform())];
const even = [Float64Array.from({ length: 200 }, uniform), Float64Array.from({ length: 200 }, uniform)];

describe('the stability of a partition', () => {
  it('is 1 where every sample finds the same clusters', () => {
    expect(bootstrapStability(apart, kmeans(apart, { k: 3 }))).toBe(1);
  });

  it('is less where the cuts go through the middle of things', () => {
    const found = bootstrapStability(even, kmeans(even, { k: 5 }));
    expect(found).toBeGreaterThan(0.2);
    expect(found).toBeLessThan(0.9);
  });

  // By hand: centres that are always 0 and 100 put all rows into one cluster, which says nothing of the three.
  it('is the adjusted Rand index of the labels by the nearest centre', () => {
    const partition = kmeans(apart, { k: 3 });
    expect(bootstrapStability(apart, partition, { centersOf: () => [[0], [100], [200]] })).toBe(0);
    const halves = Array.from(partition.labels, label => Number(label > 0));
    expect(bootstrapStability(apart, partition, { centersOf: () => [[0], [15], [900]] })).toBeCloseTo(
      adjustedRand(partition.labels, halves),
      12,
    );
  });

  it('does not depend on the order of the rows', () => {
    const { labels, k } = kmeans(even, { k: 4 });
    const back = even.map(column => column.toReversed());
    expect(bootstrapStability(back, { labels: labels.toReversed(), k })).toBe(bootstrapStability(even, { labels, k }));
  });

  it('is nothing where no sample has as many distinct rows', () => {
    expect(bootstrapStability([[1, 1, 1, 1]], { labels: [0, 0, 0, 0], k: 2 })).toBeNaN();
  });
});
