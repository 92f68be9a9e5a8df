import { cutsKernel } from '../kernels/cuts-kernel.js';
import type { CodedColumn } from './bins.js';
import type { RowStore } from './grow.js';
import { questionOf } from './question-of.js';
import type { Task } from './task.js';

/** Rows from one place to another in the kernel's order, and how many of them are of the second class. */
interface Range {
  from: number;
  to: number;
  second: number;
}

/** Rows of two classes in the kernel, counted anew at each node. Columns are numbers of at most 65,535 codes, purity is Gini's, and missing values go where the cut is better. */
export function cutsStore(
  columns: CodedColumn[],
  labels: ArrayLike<number>,
  { weights, minLeaf, cut }: Task & { cut: (below: number, above: number) => number },
): RowStore<Range> {
  const kernel = cutsKernel({ columns, labels, weights, minLeaf });
  let second = 0;
  for (let row = 0; row < labels.length; row++) second += labels[row] as number;
  return {
    all: { from: 0, to: labels.length, second },
    countsOf: ({ from, to, second }) => [to - from - second, second],
    bestSplit: ({ from, to, second }) => {
      const best = kernel.best(from, to - from - second, second);
      return best && { ...best, missing: best.isMissingLeft ? 'left' : 'right' };
    },
    divide: ({ from, to, second }, split) => {
      const { highest } = columns[split.column] as CodedColumn;
      const limit = within(highest, questionOf(split, columns, cut).threshold as number);
      const divided = kernel.divide(from, to - from, split.column, limit, split.missing === 'left');
      const middle = from + divided.left;
      const left = { from, to: middle, second: divided.second };
      return { left, right: { from: middle, to, second: second - divided.second }, surrogates: [] };
    },
    release: () => {},
  };
}

/** How many of ascending numbers are not above a limit. */
function within(numbers: Float64Array, limit: number): number {
  let [from, to] = [0, numbers.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((numbers[middle] as number) <= limit) from = middle + 1;
    else to = middle;
  }
  return from;
}
