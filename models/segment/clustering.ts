import { distinctRows } from '../../src/stats/distinct-rows.js';
import type { KMeans, KMeansOptions } from '../../src/stats/kmeans.js';
import { type Draw, largestDraw, picked } from './draw.js';

/** What is needed of a partition. */
export type Clustered = Pick<KMeans, 'k' | 'labels' | 'centers' | 'sizes' | 'sse' | 'spread'>;

/** A way to cluster rows: our own k-means, or what stands in its place. Clusters are in the order of their centres. */
export type Clustering = (
  columns: Float64Array[],
  options: Pick<KMeansOptions, 'k' | 'finish' | 'starts'> & { seed: number; nInit: number },
) => Clustered;

/** Above so many rows starts are tried on a draw of them. */
const manyRows = 100_000;

/** The best of the starts. Of many rows they are tried on a draw, and the best one goes on from there on all of them. */
export function bestOf(
  clustering: Clustering,
  columns: Float64Array[],
  draw: Draw,
  options: Parameters<Clustering>[1],
): Clustered {
  if ((columns[0]?.length ?? 0) <= manyRows) return clustering(columns, options);
  const few = picked(columns, draw(largestDraw));
  if (distinctRows(few, options.k) < options.k) return clustering(columns, options);
  return clustering(columns, { ...options, starts: [clustering(few, options).centers] });
}
