import { kmeansMemory } from './kernels/kmeans-memory.js';
import { steadyGrids } from './steady-totals.js';
import type { Columns } from './value-order.js';

/** Rows in the memory of the kernels, and the partition of them that is worked on. */
export interface Points extends ReturnType<typeof kmeansMemory> {
  /** The greatest squared distance that there can be between two rows. */
  reach: number;
  /** No row lies farther from the middle, scaled. */
  radius: number;
  /** Sums of the clusters, high and low part of each coordinate, exact. */
  sums: Float64Array;
  /** Rows of each cluster, then those of none, then moves. */
  counts: Int32Array;
}

/**
 * Columns as points for `k` clusters. Throws a RangeError for a `k` that is none, and one that names column and row where lengths differ,
 * or a value is not finite or too large to be squared.
 */
export function pointsOf(columns: Columns, k: number, threads: number): Points {
  if (!Number.isInteger(k) || k < 1 || k > 65_535)
    throw new RangeError(`k is a whole number from 1 to 65535, not ${k}`);
  const memory = kmeansMemory({ rows: lengthOf(columns), dimensions: columns.length, k, threads });
  try {
    const measures = measure(memory, fill(memory.values, columns));
    memory.run('prepare');
    const [sums, counts] = [new Float64Array((k + 1) * columns.length * 2), new Int32Array(k + 2)];
    return { ...memory, ...measures, sums, counts };
  } catch (error) {
    memory.close();
    throw error;
  }
}

function lengthOf(columns: Columns): number {
  const rows = columns[0]?.length ?? 0;
  if (rows === 0) throw new RangeError('no clusters of no rows');
  columns.forEach(({ length }, index) => {
    if (length !== rows)
      throw new RangeError(`column ${index} has ${length} rows, column 0 has ${rows}: they must be equally long`);
  });
  return rows;
}

interface Range {
  least: number;
  greatest: number;
}

/** So many rows are turned at a time: both sides of them stay in the cache. */
const block = 2048;
const largest = 1e150;

/** Columns side by side, row by row; the range of each. */
function fill(values: Float64Array, columns: Columns): Range[] {
  const ranges = columns.map(() => ({ least: Number.POSITIVE_INFINITY, greatest: Number.NEGATIVE_INFINITY }));
  const rows = values.length / columns.length;
  for (let from = 0; from < rows; from += block)
    columns.forEach((column, index) => {
      copy(column, values, index, columns.length, from, Math.min(rows, from + block), ranges[index] as Range);
    });
  return ranges;
}

function copy(
  column: ArrayLike<number>,
  values: Float64Array,
  index: number,
  stride: number,
  from: number,
  to: number,
  range: Range,
): void {
  let { least, greatest } = range;
  for (let row = from, at = from * stride + index; row < to; row++, at += stride) {
    const value = column[row] as number;
    if (!(Math.abs(value) <= largest))
      throw new RangeError(`column ${index} is ${value} in row ${row}: ${adviceOn(value)}`);
    if (value < least) least = value;
    if (value > greatest) greatest = value;
    values[at] = value + 0;
  }
  range.least = least;
  range.greatest = greatest;
}

const adviceOn = (value: number) =>
  Number.isFinite(value)
    ? 'its square is too large, so scale the column first'
    : 'leave such rows out or fill them first';

/** Middles, scale and the grids on which sums are exact. */
function measure({ rows, grids, middles, reals }: ReturnType<typeof kmeansMemory>, ranges: Range[]) {
  let reach = 0;
  ranges.forEach(({ least, greatest }, d) => {
    middles[d] = least / 2 + greatest / 2;
    grids.set(steadyGrids(rows, Math.max(-least, greatest)), d * 2);
    reach += (greatest - least) ** 2;
  });
  const widest = Math.max(...ranges.map(({ least, greatest }) => greatest / 2 - least / 2));
  const scale = widest > 0 ? 2 ** Math.max(-1000, Math.min(1000, -Math.ceil(Math.log2(widest)))) : 1;
  reals[0] = scale;
  reals.set(steadyGrids(rows, reach), 3);
  return { reach, radius: (Math.sqrt(reach) / 2) * scale * 1.000001 };
}

/** The squared distance from a point to a centre, summed in the order of the columns. */
export function squaredDistance(
  { values, dimensions }: Pick<Points, 'values' | 'dimensions'>,
  row: number,
  centers: Float64Array,
  center: number,
): number {
  let sum = 0;
  for (let d = 0; d < dimensions; d++) {
    const difference = (values[row * dimensions + d] as number) - (centers[center * dimensions + d] as number);
    sum += difference * difference;
  }
  return sum;
}
