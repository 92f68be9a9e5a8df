import { quantile } from '../../src/stats/quantile.js';
import { squaredDistances } from '../../src/stats/squared-distances.js';
import type { Cluster } from './clusters.js';

/** The shares of customers whose distance is kept. */
export const distanceShares = [0.1, 0.5, 0.9, 0.99];

/** How far so many of the rows lie from the centre that is nearest to them in their stage, at most; nothing of no rows. */
export function distancesOf(
  columns: Float64Array[],
  clusters: readonly Pick<Cluster, 'center' | 'stage'>[],
  places: Uint16Array,
): number[] {
  const rows = columns[0]?.length ?? 0;
  if (rows === 0) return [];
  const least = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  for (const { center, stage } of clusters) {
    const squares = squaredDistances(columns, center);
    for (let row = 0; row < rows; row++)
      if (places[row] === stage) least[row] = Math.min(least[row] as number, squares[row] as number);
  }
  const ascending = least.map(Math.sqrt).sort();
  return distanceShares.map(share => quantile(ascending, share));
}
