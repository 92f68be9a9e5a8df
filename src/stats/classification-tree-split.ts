import { type Columns, valueOrder } from './value-order.js';

/** The rows of a node: all of them, by each column those that have a value in the order of their values, and how many are of each class. */
export interface NodeRows {
  all: Uint32Array;
  sorted: Uint32Array[];
  counts: number[];
}

/** The best split of a node: after which value of which column, and by how much it lowers impurity times rows. */
interface Split {
  column: number;
  below: number;
  above: number;
  missing: 'left' | 'right';
  decrease: number;
}

interface Task {
  columns: Columns;
  labels: ArrayLike<number>;
  minLeaf: number;
}

/**
 * Of every cut in every column the one that lowers Gini's impurity most; undefined where none lowers it. All sums are of whole numbers, so
 * equal cuts are seen to be equal.
 */
export function bestSplit(rows: NodeRows, task: Task): Split | undefined {
  let best: Split | undefined;
  for (let column = 0; column < task.columns.length; column++) {
    const sorted = rows.sorted[column] as Uint32Array;
    const lacking = sorted.length < rows.all.length;
    for (const missing of lacking ? (['right', 'left'] as const) : ([undefined] as const)) {
      const found = scan(rows, column, missing, task);
      if (found && found.decrease > (best?.decrease ?? 0)) best = found;
    }
  }
  return best;
}

/** The rows that have a value, in the order of their values. */
export function sortedRows(column: ArrayLike<number>): Uint32Array {
  const there = Uint32Array.from({ length: column.length }, (_, row) => row).filter(
    row => !Number.isNaN(column[row] as number),
  );
  const order = valueOrder([Float64Array.from(there, row => column[row] as number)]);
  return order.map(at => there[at] as number);
}

/** How many of the rows are of each class. */
export function countsOf(rows: Uint32Array, labels: ArrayLike<number>, classes: number): number[] {
  const counts = Array<number>(classes).fill(0);
  for (const row of rows) counts[labels[row] as number] = (counts[labels[row] as number] as number) + 1;
  return counts;
}

/** Moves the rows of a column from right to left in the order of their values; those without one are on their side from the beginning. */
function scan(rows: NodeRows, column: number, missing: Split['missing'] | undefined, task: Task): Split | undefined {
  const { columns, labels, minLeaf } = task;
  const values = columns[column] as ArrayLike<number>;
  const sorted = rows.sorted[column] as Uint32Array;
  const total = rows.all.length;
  const left = missing === 'left' ? lackingCounts(rows, sorted, labels) : rows.counts.map(() => 0);
  const right = rows.counts.map((count, at) => count - (left[at] as number));
  let onLeft = total - sum(right);
  let [leftSquares, rightSquares] = [squares(left), squares(right)];
  const before = squares(rows.counts) / total;
  let best: Split | undefined;
  for (let at = 0; at + 1 < sorted.length; at++) {
    const row = sorted[at] as number;
    const label = labels[row] as number;
    const [there, here] = [right[label] as number, left[label] as number];
    leftSquares += 2 * here + 1;
    rightSquares -= 2 * there - 1;
    left[label] = here + 1;
    right[label] = there - 1;
    onLeft++;
    const [below, above] = [values[row] as number, values[sorted[at + 1] as number] as number];
    if (below === above || onLeft < minLeaf || total - onLeft < minLeaf) continue;
    const decrease = leftSquares / onLeft + rightSquares / (total - onLeft) - before;
    if (decrease > (best?.decrease ?? 0))
      best = { column, below, above, missing: missing ?? (onLeft * 2 >= total ? 'left' : 'right'), decrease };
  }
  return best;
}

function lackingCounts({ all, counts }: NodeRows, sorted: Uint32Array, labels: ArrayLike<number>): number[] {
  const there = countsOf(sorted, labels, counts.length);
  return all.length === sorted.length ? there.map(() => 0) : counts.map((count, at) => count - (there[at] as number));
}

function squares(counts: number[]): number {
  return counts.reduce((sum, count) => sum + count * count, 0);
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
