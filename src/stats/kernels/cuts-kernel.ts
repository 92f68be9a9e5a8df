import { compiled } from './compiled.js';
import { roomFrom } from './layout.js';

const page = 65_536;

interface Exports {
  best(from: number, first: number, second: number): void;
  divide(from: number, rows: number, column: number, limit: number, isMissingLeft: number): number;
}

/** Rows of two classes, 0 and 1, in columns of numbers by code: each column has `size` codes, of a missing value it is the next. */
interface CutsShape {
  columns: { codes: ArrayLike<number>; size: number }[];
  labels: ArrayLike<number>;
  /** What a row of each class counts for. */
  weights: Float64Array;
  /** Rows of a side at least. */
  minLeaf: number;
}

/** The best cuts of nodes by Gini's impurity. Nodes are ranges of rows in the kernel's order. */
export function cutsKernel({ columns, labels, weights, minLeaf }: CutsShape) {
  const rows = labels.length;
  const most = Math.max(...columns.map(column => column.size)) + 1;
  const { places, bytes } = planOf(rows, columns.length, most);
  const initial = Math.ceil(bytes / page);
  const memory = new WebAssembly.Memory({ initial, maximum: initial, shared: true });
  const exports = new WebAssembly.Instance(compiled('cuts'), { env: { memory } }).exports as Exports;
  const { buffer } = memory;
  new Uint32Array(buffer, 256).set([rows, columns.length, ...Object.values(places)]);
  new Float64Array(buffer, 512).set([...weights, minLeaf]);
  const sizes = new Uint32Array(buffer, places.sizes, columns.length);
  columns.forEach(({ codes, size }, at) => {
    new Uint16Array(buffer, places.codes + at * rows * 2, rows).set(codes);
    sizes[at] = size;
  });
  new Uint8Array(buffer, places.labels, rows).set(labels);
  const index = new Uint32Array(buffer, places.index, rows);
  for (let row = 0; row < rows; row++) index[row] = row;
  const found = new Float64Array(buffer, 576, 5);

  return {
    /** Of so many rows of each class; undefined where no cut raises purity. */
    best(from: number, first: number, second: number) {
      exports.best(from, first, second);
      const [column = -1, below = 0, above = 0, isMissingLeft = 0, decrease = 0] = found;
      return column < 0 ? undefined : { column, below, above, isMissingLeft: isMissingLeft === 1, decrease };
    },
    /** Codes below the limit go left. Returns how many rows do, and how many of them are of the second class. */
    divide(from: number, length: number, column: number, limit: number, isMissingLeft: boolean) {
      const left = exports.divide(from, length, column, limit, Number(isMissingLeft));
      return { left, second: found[0] as number };
    },
  };
}

/** In the order of kernels/cuts/fields.ts. */
function planOf(rows: number, columns: number, most: number) {
  const memory = roomFrom(1024);
  const places = {
    codes: memory.take(columns * rows * 2),
    labels: memory.take(rows),
    index: memory.take(rows * 4),
    spare: memory.take(rows * 4 + 4),
    sizes: memory.take(columns * 4),
    table: memory.take(most * 8),
    bits: memory.take((most / 64 + 1) * 8),
    topBits: memory.take((most / 4096 + 1) * 8),
    groups: memory.take(most * 16),
    groupCodes: memory.take(most * 4),
  };
  return { places, bytes: memory.end() };
}
