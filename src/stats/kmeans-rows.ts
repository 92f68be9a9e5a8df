import type { Points } from './kmeans-points.js';

/** Rows by their values: below 0 when the left one comes first, 0 when they are equal. */
export function compareRows({ values, dimensions }: Points, left: number, right: number): number {
  for (let d = 0; d < dimensions; d++) {
    const difference = (values[left * dimensions + d] as number) - (values[right * dimensions + d] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Throws a RangeError where fewer rows differ from each other than there are to be clusters. */
export function requireDistinct({ values, rows, dimensions, k }: Points): void {
  const seen = new Set<string>();
  for (let row = 0; row < rows && seen.size < k; row++)
    seen.add(values.subarray(row * dimensions, (row + 1) * dimensions).join());
  if (seen.size < k) throw new RangeError(`${k} clusters of ${seen.size} distinct rows: ask for fewer`);
}
