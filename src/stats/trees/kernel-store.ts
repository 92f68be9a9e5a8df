import { treeKernel, treeThreads } from '../kernels/tree-kernel.js';
import { binTable, type CodeTable } from './bins.js';
import type { Groups } from './groups.js';
import type { RowStore } from './grow.js';
import type { KernelColumns } from './kernel-columns.js';
import { sidesOf, toLeft, unknown } from './question-of.js';

/** A range of rows in the kernel's order, and the place of their sums. */
interface Range {
  from: number;
  to: number;
  place: number;
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
  kernel.reset();
  for (let row = 0; row < rows; row++) {
    kernel.carried[row * 2] = 1;
    kernel.carried[row * 2 + 1] = labels[row] as number;
  }
  kernel.count(0, 0, rows, true);

  return {
    all: { from: 0, to: rows, place: 0 },
    countsOf: ({ from, to, place }) => {
      const positives = positivesOf(kernel.sums(place));
      return [to - from - positives, positives];
    },
    groupsOf: ({ place }, column) => read(groups, kernel.sums(place), column * 512, (tables[column] as CodeTable).size),
    divide: ({ from, to, place }, split) => {
      const sides = sidesOf(split, tables, cut);
      const table = Uint8Array.from({ length: 256 }, (_, code) =>
        Number((sides[code] ?? unknown) === unknown ? split.missing === 'left' : sides[code] === toLeft),
      );
      const middle = from + kernel.divide(from, to, split.column, table);
      const other = free.pop() as number;
      const isLeftSmaller = middle - from < to - middle;
      if (isLeftSmaller) kernel.count(other, from, middle, false);
      else kernel.count(other, middle, to, false);
      kernel.subtract(place, other);
      const [leftPlace, rightPlace] = isLeftSmaller ? [other, place] : [place, other];
      const [left, right] = [
        { from, to: middle, place: leftPlace },
        { from: middle, to, place: rightPlace },
      ];
      return { left, right, surrogates: [] };
    },
    release: ({ place }) => free.push(place),
    close: kernel.close,
  };
}

/** Every row is in the first column's sums once. */
function positivesOf(sums: Int32Array): number {
  let positives = 0;
  for (let at = 1; at < 512; at += 2) positives += sums[at] as number;
  return positives;
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
