import { adjustedRand } from './adjusted-rand.js';
import { distinctRows } from './distinct-rows.js';
import { kmeans } from './kmeans.js';
import { nearestCenters } from './nearest-centers.js';
import { random } from './random.js';
import { type Columns, valueOrder } from './value-order.js';

/** The centres of k clusters that a method finds. */
export type Centers = (columns: Float64Array[], k: number) => number[][];

const byKMeans: Centers = (columns, k) => kmeans(columns, { k, nInit: 2, finish: 'lloyd' }).centers;

/**
 * How far a partition comes back from other samples: the mean adjusted Rand index (Hubert & Arabie 1985) between it and the partitions
 * of the same rows by the nearest of the centres that are found in `draws` bootstrap samples, of as many rows drawn with replacement
 * (the scheme of Fang & Wang 2012, against the given partition). 1 where every sample gives the same; NaN where no sample has k distinct
 * rows. It does not depend on the order of the rows.
 */
export function bootstrapStability(
  columns: Columns,
  { labels, k }: { labels: ArrayLike<number>; k: number },
  { draws = 10, seed = 1, centersOf = byKMeans }: { draws?: number; seed?: number; centersOf?: Centers } = {},
): number {
  const { uniform } = random(seed);
  const order = valueOrder(columns);
  const given = Uint32Array.from(order, row => labels[row] as number);
  const ordered = columns.map(column => Float64Array.from(order, row => column[row] as number));
  const found = Array.from({ length: draws }, () => {
    const chosen = order.map(() => Math.floor(uniform() * order.length));
    const sample = ordered.map(column => Float64Array.from(chosen, at => column[at] as number));
    return distinctRows(sample, k) === k ? [adjustedRand(given, nearestCenters(ordered, centersOf(sample, k)))] : [];
  }).flat();
  return found.reduce((sum, one) => sum + one, 0) / found.length;
}
