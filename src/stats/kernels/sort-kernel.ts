import { compiled } from './compiled.js';
import { roomFrom } from './layout.js';

const page = 65_536;
/** Below so many numbers starting the kernel does not pay; up to so many its memory is kept for the next ones. */
const [few, kept] = [256, 16_384];
const mostPages = 65_536;
/** Behind the kernel's tables. */
const firstPlace = 65_536;

interface Exports {
  sort(at: number, length: number, spare: number): number;
  cut(at: number, length: number, bins: number, out: number): number;
  distinct(at: number, length: number): number;
}

/** Two rooms for numbers. */
interface Sorter {
  numbers: Float64Array;
  rooms: [number, number];
  exports: Exports;
}

let keptSorter: Sorter | undefined;

/** Sorts numbers in place, in the order of `Float64Array.prototype.sort`, by their bits. */
export function sortNumbers(values: Float64Array): Float64Array {
  if (values.length < few || pagesFor(values.length) > mostPages) return values.sort();
  const sorter = sorterFor(values.length);
  values.set(part(sorter, sorted(sorter, values), values.length));
  return values;
}

/** The different ones of at most half a billion numbers in ascending order; NaN is none. */
export function distinctNumbers(values: ArrayLike<number>): Float64Array {
  const sorter = sorterFor(values.length);
  const at = sorted(sorter, values);
  return part(sorter, at, sorter.exports.distinct(at, values.length)).slice();
}

/** Where at most half a billion numbers are cut into at most so many bins of about equally many. */
export function cutNumbers(values: ArrayLike<number>, bins: number): Float64Array {
  const sorter = sorterFor(values.length);
  const at = sorted(sorter, values);
  const [first, second] = sorter.rooms;
  const out = at === first ? second : first;
  return part(sorter, out, sorter.exports.cut(at, values.length, bins, out)).slice();
}

function sorted({ numbers, rooms, exports }: Sorter, values: ArrayLike<number>): number {
  numbers.set(values, rooms[0] / 8);
  return exports.sort(rooms[0], values.length, rooms[1]);
}

function part({ numbers }: Sorter, at: number, length: number): Float64Array {
  return numbers.subarray(at / 8, at / 8 + length);
}

function sorterFor(length: number): Sorter {
  if (length > kept) return sorterOf(length);
  keptSorter ??= sorterOf(kept);
  return keptSorter;
}

function sorterOf(length: number): Sorter {
  const { rooms, bytes } = planOf(length);
  const initial = pagesFor(length);
  const memory = new WebAssembly.Memory({ initial, maximum: initial, shared: true });
  const { exports } = new WebAssembly.Instance(compiled('sort'), { env: { memory } });
  return { numbers: new Float64Array(memory.buffer, 0, bytes / 8), rooms, exports: exports as Exports };
}

function pagesFor(length: number): number {
  return Math.ceil(planOf(length).bytes / page);
}

function planOf(length: number): { rooms: [number, number]; bytes: number } {
  const memory = roomFrom(firstPlace);
  const rooms: [number, number] = [memory.take(length * 8), memory.take(length * 8)];
  return { rooms, bytes: memory.end() };
}
