import { type TreeRange, treeKernel, treeThreads } from '../kernels/tree-kernel.js';
import { binTable, type CodeTable } from './bins.js';
import type { Groups } from './groups.js';
import type { RowStore } from './grow.js';
import type { KernelColumns } from './kernel-columns.js';
import { sidesOf, toLeft, unknown } from './question-of.js';
import { bestSplit } from './split.js';

/** With the rows of the second class. */
interface Range extends TreeRange {
  positives: number;
}

/** What the codes of the kernel's columns are. */
export function kernelTables({ given, categories }: KernelColumns): CodeTable[] {
  return given.map(({ cuts }, at) => {
    const known = categories[at];
    if (!known) return binTable(cuts);
    const values = Float64Array.from(known);
    return { size: known.length, highest: values, lowest: values, isCategory: true };
  });
}

/** Rows of two classes in the kernel: their counts by code are kept while a node is open, and those of the larger side are what is left of the whole. */
export function kernelStore(
  coded: KernelColumns,
  labels: ArrayLike<number>,
  { nodes, threads, cut }: { nodes: number; threads?: number; cut: (below: number, above: number) => number },
): RowStore<Range> & { close(): void } {
  const rows = labels.length;
  const tables = kernelTables(coded);
  const shape = { rows, columns: tables.length, nodes, threads: treeThreads(rows, tables.length, threads) };
  const kernel = treeKernel(shape);
  const free = Array.from({ length: nodes - 1 }, (_, place) => nodes - 1 - place);
  const groups: Groups = {
    length: 0,
    codes: new Uint32Array(256),
    counts: new Uint32Array(512),
    missing: new Uint32Array(2),
    hasMissing: false,
  };
  kernel.code(coded.given);
  for (let row = 0; row < rows; row++) {
    kernel.carried[row * 2] = 1;
    kernel.carried[row * 2 + 1] = labels[row] as number;
  }
  const positives = kernel.begin(0).upper;

  return {
    all: { from: 0, to: rows, place: 0, positives },
    countsOf: ({ from, to, positives }) => [to - from - positives, positives],
    bestSplit: ({ place }, counts, task) => {
      const sums = kernel.sums(place);
      return bestSplit(at => read(groups, sums, at * 512, (tables[at] as CodeTable).size), counts, task);
    },
    divide: (range, split) => {
      const sides = sidesOf(split, tables, cut);
      for (let code = 0; code < 256; code++)
        kernel.sides[code] = Number(
          (sides[code] ?? unknown) === unknown ? split.missing === 'left' : sides[code] === toLeft,
        );
      const { left, right } = kernel.branch(range, split.column, free.pop() as number);
      const withPositives = ({ sums, ...side }: typeof left): Range => ({ ...side, positives: sums.upper });
      return { left: withPositives(left), right: withPositives(right), surrogates: [] };
    },
    release: ({ place }) => free.push(place),
    close: kernel.close,
  };
}

function read(groups: Groups, sums: Int32Array, start: number, size: number): Groups {
  groups.length = 0;
  for (let code = 0; code <= size; code++) {
    const count = sums[start + code * 2] as number;
    const positives = sums[start + code * 2 + 1] as number;
    if (code === size) groups.missing.set([count - positives, positives]);
    else if (count > 0) {
      groups.codes[groups.length] = code;
      groups.counts[groups.length * 2] = count - positives;
      groups.counts[groups.length * 2 + 1] = positives;
      groups.length++;
    }
  }
  groups.hasMissing = (sums[start + size * 2] as number) > 0;
  return groups;
}
