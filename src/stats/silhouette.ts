import { sampleRows } from './sample-rows.js';
import type { Columns } from './value-order.js';

/** How well rows sit in their clusters, from -1 to 1. */
export interface Silhouette {
  value: number;
  /** The mean of each cluster; NaN for one without rows among those looked at. */
  perCluster: number[];
  /** Whether a sample of the rows was looked at, and how many rows that were. */
  isSampled: boolean;
  rows: number;
}

/**
 * The mean silhouette (Rousseeuw 1987) by Euclidean distance; a row alone in its cluster counts 0. All rows up to `sample` (10,000),
 * above it that many drawn without replacement, in an order that does not depend on how the rows came. Throws a RangeError below two clusters.
 */
export function silhouette(
  columns: Columns,
  labels: ArrayLike<number>,
  k: number,
  { sample = 10_000, seed = 1 } = {},
): Silhouette {
  if (k < 2) throw new RangeError(`a silhouette compares clusters: ${k} is too few`);
  const isSampled = labels.length > sample;
  const chosen = sampleRows(columns, sample, seed);
  const own = columns.map(column => Float64Array.from(chosen, row => column[row] as number));
  const found = widths(
    own,
    Uint32Array.from(chosen, row => labels[row] as number),
    k,
  );
  return { ...found, isSampled, rows: chosen.length };
}

function widths(columns: Float64Array[], labels: Uint32Array, k: number): { value: number; perCluster: number[] } {
  const sizes = new Float64Array(k);
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1;
  const sums = new Float64Array(k);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] as number;
    sums[label] = (sums[label] as number) + width(distances(columns, labels, row, k), sizes, label);
  }
  const total = sums.reduce((sum, one) => sum + one, 0);
  return { value: total / labels.length, perCluster: Array.from(sums, (sum, at) => sum / (sizes[at] as number)) };
}

/** The sum of the distances from a row to the rows of each cluster. */
function distances(columns: Float64Array[], labels: Uint32Array, row: number, k: number): Float64Array {
  const sums = new Float64Array(k);
  for (let other = 0; other < labels.length; other++) {
    let squared = 0;
    for (const column of columns) {
      const difference = (column[row] as number) - (column[other] as number);
      squared += difference * difference;
    }
    const label = labels[other] as number;
    sums[label] = (sums[label] as number) + Math.sqrt(squared);
  }
  return sums;
}

function width(sums: Float64Array, sizes: Float64Array, label: number): number {
  if (sizes[label] === 1) return 0;
  const inside = (sums[label] as number) / ((sizes[label] as number) - 1);
  let outside = Number.POSITIVE_INFINITY;
  for (let other = 0; other < sizes.length; other++)
    if (other !== label && (sizes[other] as number) > 0)
      outside = Math.min(outside, (sums[other] as number) / (sizes[other] as number));
  const greater = Math.max(inside, outside);
  return greater === 0 || outside === Number.POSITIVE_INFINITY ? 0 : (outside - inside) / greater;
}
