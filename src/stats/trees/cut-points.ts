import { cutNumbers } from '../kernels/sort-kernel.js';

/** From so many rows the cut points are found. */
const enough = 8192;

/**
 * Where a column is cut into at most `bins` bins of about equally many rows, by every so-manieth row: a cut lies halfway between two values, and a
 * value that fills a bin alone has one for itself.
 */
export function cutPoints(column: ArrayLike<number>, bins: number): Float64Array {
  const stride = Math.ceil(column.length / enough);
  const sample = new Float64Array(Math.floor(column.length / stride));
  for (let at = 0; at < sample.length; at++) sample[at] = column[at * stride] as number;
  return cutNumbers(sample, bins);
}

/** Between two doubles that are neighbours there is nothing: then the lower one. */
export function halfway(below: number, above: number): number {
  const middle = below + (above - below) / 2;
  return middle < above ? middle : below;
}
