import type { Columns } from './value-order.js';

/** The number of rows and the mean of each column in each of `k` clusters; sums in the order of the rows. */
export function clusterMeans(columns: Columns, labels: ArrayLike<number>, k: number) {
  const sizes = new Float64Array(k);
  for (let row = 0; row < labels.length; row++) sizes[labels[row] as number] = (sizes[labels[row] as number] ?? 0) + 1;
  const means = columns.map(column => {
    const sums = new Float64Array(k);
    for (let row = 0; row < labels.length; row++)
      sums[labels[row] as number] = (sums[labels[row] as number] as number) + (column[row] as number);
    return sums.map((sum, cluster) => sum / (sizes[cluster] as number));
  });
  return { sizes, means };
}
