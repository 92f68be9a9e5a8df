import { clusterMeans } from './cluster-means.js';
import type { Columns } from './value-order.js';

/**
 * The index of Davies & Bouldin (1979) with Euclidean distances: the mean over clusters of the worst (s_i + s_j) / d_ij, where s is the
 * mean distance of a cluster's rows from its centre; less is better. Throws a RangeError below two clusters.
 */
export function daviesBouldin(columns: Columns, labels: ArrayLike<number>, k: number): number {
  if (k < 2) throw new RangeError(`the index compares clusters: ${k} is too few`);
  const { sizes, means } = clusterMeans(columns, labels, k);
  const scatter = new Float64Array(k);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] as number;
    const squared = columns.reduce(
      (sum, column, d) => sum + ((column[row] as number) - (means[d]?.[label] as number)) ** 2,
      0,
    );
    scatter[label] = (scatter[label] as number) + Math.sqrt(squared) / (sizes[label] as number);
  }
  const apart = (i: number, j: number) =>
    Math.sqrt(means.reduce((sum, own) => sum + ((own[i] as number) - (own[j] as number)) ** 2, 0));
  const worst = Array.from(scatter, (own, i) =>
    Math.max(...Array.from(scatter, (other, j) => (j === i ? 0 : (own + other) / apart(i, j)))),
  );
  return worst.reduce((sum, one) => sum + one, 0) / k;
}
