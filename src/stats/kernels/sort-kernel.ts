import { part, sorted, sorterFor } from './sorter.js';

/** Of fewer numbers starting the kernel does not pay, and more find no room in its memory. */
const [few, many] = [256, 2 ** 28 - 8192];

/** Sorts numbers in place, in the order of `Float64Array.prototype.sort`, by their bits. */
export function sortNumbers(values: Float64Array): Float64Array {
  if (values.length < few || values.length > many) return values.sort();
  const sorter = sorterFor(values.length);
  values.set(part(sorter, sorted(sorter, values), values.length));
  return values;
}

/** Where at most a quarter of a billion numbers are cut into at most so many bins of about equally many. */
export function cutNumbers(values: ArrayLike<number>, bins: number): Float64Array {
  const sorter = sorterFor(values.length);
  const at = sorted(sorter, values);
  const [first, second] = sorter.rooms;
  const out = at === first ? second : first;
  return part(sorter, out, sorter.exports.cut(at, values.length, bins, out)).slice();
}
