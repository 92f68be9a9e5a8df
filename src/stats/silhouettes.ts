import type { Columns } from './value-order.js';

/** A partition of rows into `k` clusters. */
export interface Partition {
  labels: ArrayLike<number>;
  k: number;
}

/** The mean silhouette of a partition, and of each of its clusters; NaN for one without rows. */
export interface MeanWidths {
  value: number;
  perCluster: number[];
}

/** How far apart two rows are: as the crow flies, or in steps along the columns. */
export type Metric = 'euclidean' | 'manhattan';

/**
 * The mean silhouettes (Rousseeuw 1987) of several partitions of the same rows, by Euclidean distance or another; a row alone in its cluster counts
 * 0. All distances are looked at once: they are summed by the rows that all partitions leave together.
 */
export function silhouettes(columns: Columns, partitions: Partition[], metric: Metric = 'euclidean'): MeanWidths[] {
  const distances = metric === 'euclidean' ? distancesByCell : stepsByCell;
  const rows = columns[0]?.length ?? 0;
  const cells = cellsOf(rows, partitions);
  const values = besideEachOther(columns, cells.order);
  const sizes = partitions.map(({ labels, k }) => counted(labels, k));
  const labelled = partitions.map(({ labels }) => Uint32Array.from(cells.firsts, row => labels[row] as number));
  const totals = partitions.map(({ k }) => new Float64Array(k));
  for (let at = 0; at < rows; at++) {
    const near = distances(values, columns.length, at, cells.ends);
    const row = cells.order[at] as number;
    partitions.forEach(({ labels, k }, which) => {
      const sums = added(near, labelled[which] as Uint32Array, k);
      const label = labels[row] as number;
      const own = totals[which] as Float64Array;
      own[label] = (own[label] as number) + width(sums, sizes[which] as Float64Array, label);
    });
  }
  return totals.map((own, which) => ({
    value: own.reduce((sum, one) => sum + one, 0) / rows,
    perCluster: Array.from(own, (sum, label) => sum / (sizes[which]?.[label] as number)),
  }));
}

/** Rows that no partition tells apart stand together: their order, where each such cell ends in it, and one row of each. */
function cellsOf(rows: number, partitions: Partition[]) {
  const numbers = new Map<string, number>();
  const cell = Uint32Array.from({ length: rows }, (_, row) => {
    const key = partitions.map(({ labels }) => labels[row]).join();
    const known = numbers.get(key) ?? numbers.size;
    numbers.set(key, known);
    return known;
  });
  const order = Uint32Array.from(cell.keys()).sort((a, b) => (cell[a] as number) - (cell[b] as number) || a - b);
  const ends = counted(cell, numbers.size);
  for (let at = 1; at < ends.length; at++) ends[at] = (ends[at] as number) + (ends[at - 1] as number);
  return { order, ends, firsts: Uint32Array.from(ends, end => order[end - 1] as number) };
}

function counted(labels: ArrayLike<number>, k: number): Float64Array {
  const sizes = new Float64Array(k);
  for (let row = 0; row < labels.length; row++) sizes[labels[row] as number] = (sizes[labels[row] as number] ?? 0) + 1;
  return sizes;
}

function besideEachOther(columns: Columns, order: Uint32Array): Float64Array {
  const values = new Float64Array(order.length * columns.length);
  columns.forEach((column, d) => {
    for (let at = 0; at < order.length; at++) values[at * columns.length + d] = column[order[at] as number] as number;
  });
  return values;
}

/** The sum of the distances from a row to the rows of each cell. */
function distancesByCell(values: Float64Array, wide: number, at: number, ends: Float64Array): Float64Array {
  const sums = new Float64Array(ends.length);
  const own = values.subarray(at * wide, (at + 1) * wide);
  for (let cell = 0, other = 0; cell < ends.length; cell++) {
    let sum = 0;
    for (const end = (ends[cell] as number) * wide; other < end; other += wide) {
      let squared = 0;
      for (let d = 0; d < wide; d++) {
        const difference = (own[d] as number) - (values[other + d] as number);
        squared += difference * difference;
      }
      sum += Math.sqrt(squared);
    }
    sums[cell] = sum;
  }
  return sums;
}

/** The same in steps. */
function stepsByCell(values: Float64Array, wide: number, at: number, ends: Float64Array): Float64Array {
  const sums = new Float64Array(ends.length);
  const own = values.subarray(at * wide, (at + 1) * wide);
  for (let cell = 0, other = 0; cell < ends.length; cell++) {
    let sum = 0;
    for (const end = (ends[cell] as number) * wide; other < end; other += wide)
      for (let d = 0; d < wide; d++) sum += Math.abs((own[d] as number) - (values[other + d] as number));
    sums[cell] = sum;
  }
  return sums;
}

/** The sums of the cells of each cluster. */
function added(near: Float64Array, labels: Uint32Array, k: number): Float64Array {
  const sums = new Float64Array(k);
  for (let cell = 0; cell < near.length; cell++) {
    const label = labels[cell] as number;
    sums[label] = (sums[label] as number) + (near[cell] as number);
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
