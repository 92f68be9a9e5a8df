import { part, sorted, sorterFor } from './sorter.js';

/** The different ones of at most a quarter of a billion numbers in ascending order; NaN is none. */
export function distinctNumbers(values: ArrayLike<number>): Float64Array {
  const sorter = sorterFor(values.length);
  const at = sorted(sorter, values);
  return part(sorter, at, sorter.exports.distinct(at, values.length)).slice();
}

/** How many of the ascending limits lie below each of at least as many numbers; of NaN the code of `none`. What is returned is overwritten by the next call. */
export function codeNumbers(values: ArrayLike<number>, limits: Float64Array, none: number): Uint32Array {
  const { numbers, rooms, exports } = sorterFor(values.length);
  const [at, other] = rooms;
  numbers.set(values, at / 8);
  numbers.set(limits, other / 8);
  exports.code(at, values.length, other, limits.length, none);
  return new Uint32Array(numbers.buffer, at, values.length);
}
