import { clusterMeans } from './cluster-means.js';
import type { Columns } from './value-order.js';

/**
 * The index of Caliński & Harabasz (1974): the variance between clusters over that within, (B / (k - 1)) / (W / (n - k)); greater is
 * better. Infinity where nothing differs within. Throws a RangeError below two clusters.
 */
export function calinskiHarabasz(columns: Columns, labels: ArrayLike<number>, k: number): number {
  if (k < 2) throw new RangeError(`the index compares clusters: ${k} is too few`);
  const { sizes, means } = clusterMeans(columns, labels, k);
  let [between, within] = [0, 0];
  columns.forEach((column, d) => {
    const own = means[d] as Float64Array;
    let total = 0;
    for (let row = 0; row < labels.length; row++) total += column[row] as number;
    const center = total / labels.length;
    sizes.forEach((size, cluster) => {
      if (size > 0) between += size * ((own[cluster] as number) - center) ** 2;
    });
    for (let row = 0; row < labels.length; row++)
      within += ((column[row] as number) - (own[labels[row] as number] as number)) ** 2;
  });
  return within === 0 ? Number.POSITIVE_INFINITY : between / (k - 1) / (within / (labels.length - k));
}
