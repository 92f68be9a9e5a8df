import { compiled } from './compiled.js';
import { roomFrom } from './layout.js';

const page = 65_536;
/** Up to so many numbers the memory is kept for the next ones. */
const kept = 16_384;
/** Behind the kernel's tables. */
const firstPlace = 65_536;

interface Exports {
  sort(at: number, length: number, spare: number): number;
  cut(at: number, length: number, bins: number, out: number): number;
  distinct(at: number, length: number): number;
  code(at: number, length: number, limits: number, count: number, none: number): void;
}

/** Two rooms for numbers. */
interface Sorter {
  numbers: Float64Array;
  rooms: [number, number];
  exports: Exports;
}

let keptSorter: Sorter | undefined;

/** A kernel with room for so many numbers, twice. Throws a RangeError where so much memory cannot be had. */
export function sorterFor(length: number): Sorter {
  if (length > kept) return sorterOf(length);
  keptSorter ??= sorterOf(kept);
  return keptSorter;
}

function sorterOf(length: number): Sorter {
  const { rooms, bytes } = planOf(length);
  const initial = Math.ceil(bytes / page);
  const memory = new WebAssembly.Memory({ initial, maximum: initial, shared: true });
  const { exports } = new WebAssembly.Instance(compiled('sort'), { env: { memory } });
  return { numbers: new Float64Array(memory.buffer, 0, bytes / 8), rooms, exports: exports as Exports };
}

function planOf(length: number): { rooms: [number, number]; bytes: number } {
  const memory = roomFrom(firstPlace);
  const rooms: [number, number] = [memory.take(length * 8), memory.take(length * 8)];
  return { rooms, bytes: memory.end() };
}

/** Numbers in ascending order, NaN last: the place of a room. */
export function sorted({ numbers, rooms, exports }: Sorter, values: ArrayLike<number>): number {
  numbers.set(values, rooms[0] / 8);
  return exports.sort(rooms[0], values.length, rooms[1]);
}

/** Some numbers of a room. */
export function part({ numbers }: Sorter, at: number, length: number): Float64Array {
  return numbers.subarray(at / 8, at / 8 + length);
}
