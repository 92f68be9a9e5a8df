import { type Points, pointsOf } from './kmeans-points.js';
import { requireDistinct } from './kmeans-rows.js';
import { startsOf } from './kmeans-start.js';
import { random } from './random.js';
import type { Columns } from './value-order.js';

/** What starts are drawn by. */
interface Drawing {
  k: number;
  nInit: number;
  seed: number;
}

/** Start centres by greedy k-means++, one start after the other; of one cluster there is but one. */
export function* draws(points: Points, { k, nInit, seed }: Drawing): Generator<Float64Array> {
  if (!(Number.isInteger(nInit) && nInit > 0)) throw new RangeError(`${nInit} starts: there must be one or more`);
  const stream = random(seed);
  const drawn = startsOf(points);
  for (let at = 0; at < (k === 1 ? 1 : nInit); at++) yield drawn(stream);
}

/**
 * The start centres that `kmeans` draws for these columns, a list of k centres for each start, so that another program can begin
 * where it does. Throws a RangeError as `kmeans` does.
 */
export function kmeansStarts(columns: Columns, drawing: Drawing): number[][][] {
  const points = pointsOf(columns, drawing.k, 1);
  const { length: wide } = columns;
  try {
    requireDistinct(points);
    return Array.from(draws(points, drawing), start =>
      Array.from({ length: drawing.k }, (_, at) => [...start.subarray(at * wide, (at + 1) * wide)]),
    );
  } finally {
    points.close();
  }
}
