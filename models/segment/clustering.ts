import type { KMeans, KMeansOptions } from '../../src/stats/kmeans.js';

/** What is needed of a partition. */
export type Clustered = Pick<KMeans, 'k' | 'labels' | 'centers' | 'sizes' | 'sse' | 'spread'>;

/** A way to cluster rows: our own k-means, or what stands in its place. Clusters are in the order of their centres. */
export type Clustering = (
  columns: Float64Array[],
  options: Pick<KMeansOptions, 'k' | 'finish'> & { seed: number; nInit: number },
) => Clustered;
