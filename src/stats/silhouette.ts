import { sampleRows } from './sample-rows.js';
import { type MeanWidths, silhouettes } from './silhouettes.js';
import type { Columns } from './value-order.js';

/** How well rows sit in their clusters, from -1 to 1. */
export interface Silhouette extends MeanWidths {
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
  const labelled = Uint32Array.from(chosen, row => labels[row] as number);
  const [found] = silhouettes(own, [{ labels: labelled, k }]) as [MeanWidths];
  return { ...found, isSampled, rows: chosen.length };
}
