import { availableParallelism } from 'node:os';
import { crewOf } from './crew.js';
import { roomFrom } from './layout.js';

/** In the order of `perform` in kernels/trees/index.ts. */
const tasks = ['bin', 'count', 'step'] as const;
/** Codes of a column, a missing value among them. */
const codes = 256;

/** What the kernel is made for. */
interface TreeShape {
  rows: number;
  columns: number;
  /** Nodes whose sums are kept at once. */
  nodes: number;
  threads: number;
  /** Where the best cut of each node is wanted: what is added to the lower sum of a side, what that is at least, and its rows at least, each of the mean lower sum. */
  limits?: { ridge: number; least: number; minLeaf: number };
}

/** How columns are coded: at most 255 codes each, and of a missing value the next. */
export interface TreeColumn {
  values: ArrayLike<number>;
  /** At most 254, ascending: a code is how many of them lie below a value. */
  cuts: Float64Array;
  /** Whether its cuts are scanned. */
  isScanned: boolean;
}

/** What is known of a node: its sums, and with limits its best cut among numbers; a gain of 0 where there is none. */
export interface TreeSums {
  upper: number;
  lower: number;
  gain: number;
  column: number;
  code: number;
  isMissingLeft: boolean;
}

/** A node's rows in the kernel's order, and the place of its sums. */
export interface TreeRange {
  from: number;
  to: number;
  place: number;
}

interface Exports {
  begin(sums: number): void;
  branch(from: number, to: number, column: number, sums: number, other: number): number;
  reset(): void;
}

/** Less work than this is done before another thread has begun. */
const worthwhile = 2e6;

/** How many threads for so many rows and columns: as many as asked for, or as the machine has where there is work for them. */
export function treeThreads(rows: number, columns: number, asked?: number): number {
  const wanted = asked ?? (rows * columns < worthwhile ? 1 : availableParallelism());
  return Math.max(1, Math.min(wanted, 16, Math.ceil(rows / 16_384)));
}

/**
 * Rows, coded, with what they carry: two whole numbers each. Nodes are ranges of rows in the kernel's order; their sums are kept by place, 256 pairs to a
 * column. Sums of a node are sums of whole numbers, so they do not depend on threads.
 */
export function treeKernel(shape: TreeShape) {
  const { rows, columns } = shape;
  const groups = Math.ceil(columns / 4);
  const bytesOfSums = groups * 4 * codes * 8;
  const plan = planOf(shape, groups, bytesOfSums);
  const crew = crewOf<Exports>('trees', shape.threads, plan.bytes);
  const { memory, exports } = crew;
  const fields = new Uint32Array(memory, 256, 31);
  const { places } = plan;
  const reals = new Float64Array(memory, 512, 24);
  fields.set([columns, rows, places.codes, places.index, places.spare, places.payload, places.ordered]);
  fields.set([places.labels, places.scores, places.staging, places.cuts], 7);
  fields.set([places.ownSums, places.begun], 13);
  fields.set([places.leaves, places.table, shape.threads, places.sides, places.found, places.parts], 24);
  if (shape.limits) {
    fields[30] = 1;
    reals.set([shape.limits.ridge, shape.limits.least, shape.limits.minLeaf], 2);
  }
  const run = (task: (typeof tasks)[number], length: number) => crew.run(tasks.indexOf(task), length);
  const sumsAt = (node: number) => places.sums + node * bytesOfSums;
  const table = new Uint32Array(memory, places.table, groups * 8);
  exports.reset();
  const sums: Int32Array[] = [];

  /** Codes four columns at a time, so that little has to be copied at once. */
  function code(given: TreeColumn[]): void {
    const cuts = new Float64Array(memory, places.cuts, 4 * codes);
    for (let group = 0; group < groups; group++) {
      const four = given.slice(group * 4, group * 4 + 4);
      cuts.fill(Number.POSITIVE_INFINITY);
      let missing = 0;
      four.forEach((column, at) => {
        new Float64Array(memory, places.staging + at * rows * 8, rows).set(column.values);
        cuts.set(column.cuts, at * codes);
        const size = column.cuts.length + 1;
        missing += size * 2 ** (8 * at);
        table.set([size, Number(column.isScanned)], (group * 4 + at) * 2);
      });
      fields.set([missing, group], 11);
      run('bin', rows);
    }
  }

  /** Sums what all rows carry. */
  function begin(place: number): TreeSums {
    exports.begin(sumsAt(place));
    return found(0);
  }

  /** Divides a node by the `sides` of a column's codes. The sums of the smaller side go to the other place, those of the larger stay where the node's were. */
  function branch({ from, to, place }: TreeRange, column: number, other: number) {
    const middle = from + exports.branch(from, to, column, sumsAt(place), sumsAt(other));
    const isLeftSmaller = middle - from < to - middle;
    const [small, large] = [found(0), found(1)];
    return {
      left: { from, to: middle, place: isLeftSmaller ? other : place, sums: isLeftSmaller ? small : large },
      right: { from: middle, to, place: isLeftSmaller ? place : other, sums: isLeftSmaller ? large : small },
    };
  }

  function found(side: number): TreeSums {
    const at = 8 + side * 8;
    return {
      upper: reals[at] as number,
      lower: reals[at + 1] as number,
      gain: reals[at + 2] as number,
      column: reals[at + 3] as number,
      code: reals[at + 4] as number,
      isMissingLeft: reals[at + 5] === 1,
    };
  }

  /** Adds to scores what leaves say, and makes of labels and scores what rows carry: derivatives times the scales. */
  function step(leaves: { from: number; to: number; value: number }[], upper: number, lower: number): void {
    reals.set([upper, lower]);
    const ranges = new Uint32Array(memory, places.leaves, leaves.length * 4);
    const values = new Float64Array(memory, places.leaves, leaves.length * 2);
    leaves.forEach(({ from, to, value }, at) => {
      ranges.set([from, to], at * 4);
      values[at * 2 + 1] = value;
    });
    run('step', rows);
  }

  return {
    ...{ code, begin, branch, step, close: crew.close },
    labels: new Uint8Array(memory, places.labels, rows),
    /** Two words to a row, the lower number first. */
    carried: new Int32Array(memory, places.payload, rows * 2),
    scores: new Float64Array(memory, places.scores, rows),
    /** By code: 1 where rows go left when a node is divided. */
    sides: new Uint8Array(memory, places.sides, codes),
    /** A node's sums as pairs of words, the lower first. */
    sums: (node: number) => {
      sums[node] ??= new Int32Array(memory, sumsAt(node), columns * codes * 2);
      return sums[node];
    },
  };
}

function planOf({ rows, nodes, threads }: TreeShape, groups: number, bytesOfSums: number) {
  const memory = roomFrom(1024);
  const places = {
    codes: memory.take(groups * rows * 4),
    index: memory.take(rows * 4 + 4),
    spare: memory.take(rows * 4 + 4),
    payload: memory.take(rows * 8),
    ordered: memory.take(rows * 8),
    labels: memory.take(rows),
    scores: memory.take(rows * 8),
    staging: memory.take(rows * 8 * 4),
    cuts: memory.take(4 * codes * 8),
    ownSums: memory.take((threads - 1) * bytesOfSums),
    begun: memory.take(threads * 64),
    leaves: memory.take((nodes + 1) * 16),
    table: memory.take(groups * 4 * 8),
    sides: memory.take(codes),
    found: memory.take(groups * 128),
    parts: memory.take((rows / 4096 + 2) * 8),
    sums: memory.take(nodes * bytesOfSums),
  };
  return { places, bytes: memory.end() };
}
