import type { CodedColumn } from './bins.js';
import { type Groups, grouping } from './groups.js';
import { bestSplit } from './split.js';
import { type CodedSurrogate, surrogatesOf } from './surrogates.js';
import type { Split, Task } from './task.js';
import type { Question, Surrogate, TreeNode } from './tree.js';

/** All that growing a tree needs to know. */
export interface Growth extends Task {
  labels: ArrayLike<number>;
  /** The leaf of rows of these counts. */
  leafOf: (counts: number[]) => TreeNode;
  maxDepth: number;
  maxLeaves: number;
  minSplit: number;
  /** What a split must raise purity by at least, over all rows. */
  minDecrease: number;
  surrogates: number;
  cut: (below: number, above: number) => number;
}

/** A leaf that may yet be split. */
interface Open {
  node: TreeNode;
  rows: Uint32Array;
  depth: number;
  split: Split;
}

/** Splits the leaf whose split is worth most, of equal ones the first, until no split is allowed or the leaves are as many as wanted. */
export function grow(growth: Growth): TreeNode {
  const { columns, labels, weights } = growth;
  const most = Math.max(0, ...columns.map(column => column.size));
  const group = grouping(most, weights.length);
  const groupSides = grouping(most, 2);
  const open: Open[] = [];
  const begin = (rows: Uint32Array, depth: number): TreeNode => {
    const counts = countsOf(rows, labels, weights.length);
    const node = growth.leafOf(counts);
    const isDone =
      counts.filter(count => count > 0).length < 2 || depth >= growth.maxDepth || rows.length < growth.minSplit;
    const split = isDone ? undefined : bestSplit(column => group(rows, column, labels), counts, growth);
    if (split && split.decrease >= growth.minDecrease) open.push({ node, rows, depth, split });
    return node;
  };
  const root = begin(
    Uint32Array.from({ length: labels.length }, (_, row) => row),
    0,
  );
  for (let leaves = 1; leaves < growth.maxLeaves; leaves++) {
    const next = takeBest(open, growth.maxLeaves);
    if (!next) break;
    const { node, rows, split, depth } = next;
    const surrogates = growth.surrogates > 0 ? found(rows, split, growth, groupSides) : [];
    const [left, right] = divided(rows, split, surrogates, growth);
    const asked = surrogates.map(
      ({ isTurned, agreement, ...codes }): Surrogate => ({
        ...question(codes, growth),
        ...(isTurned && { isTurned }),
        agreement,
      }),
    );
    const { missing } = split;
    node.split = {
      ...question(split, growth),
      ...{ missing, ...(asked.length > 0 && { surrogates: asked }) },
      ...{ left: begin(left, depth + 1), right: begin(right, depth + 1) },
    };
  }
  return root;
}

/** Without a limit of leaves the order does not matter: then the last, so that few are open. */
function takeBest(open: Open[], maxLeaves: number): Open | undefined {
  if (maxLeaves === Number.POSITIVE_INFINITY) return open.pop();
  let best = 0;
  open.forEach((one, at) => {
    if (one.split.decrease > (open[best] as Open).split.decrease) best = at;
  });
  return open.splice(best, 1)[0];
}

function found(rows: Uint32Array, split: Split, growth: Growth, group: ReturnType<typeof grouping>) {
  const { columns, surrogates } = growth;
  const sides = sidesOf(split, growth);
  const { codes } = columns[split.column] as CodedColumn;
  const known = rows.filter(row => sides[codes[row] as number] !== unknown);
  const side = new Uint8Array(codes.length);
  for (const row of known) side[row] = sides[codes[row] as number] === toLeft ? 1 : 0;
  const groupsOf = (column: CodedColumn): Groups => group(known, column, side);
  return surrogatesOf(columns, split.column, groupsOf, surrogates);
}

const [unknown, toLeft, toRight] = [0, 1, 2];

/** By code where a row goes. A surrogate may meet codes that were not there when its cut was found: the threshold decides. */
function sidesOf(
  { column, below, above, categories }: Pick<Split, 'column' | 'below' | 'above' | 'categories'>,
  { columns, cut }: Growth,
): Uint8Array {
  const { size, highest, lowest } = columns[column] as CodedColumn;
  const sides = new Uint8Array(size + 1);
  if (categories) {
    for (const code of categories.left) sides[code] = toLeft;
    for (const code of categories.right) sides[code] = toRight;
    return sides;
  }
  const threshold = thresholdOf({ highest, lowest }, below, above, cut);
  for (let code = 0; code < size; code++) sides[code] = (highest[code] as number) <= threshold ? toLeft : toRight;
  return sides;
}

/** Of bins the cut point itself, which parts all their values; of values one between them. */
function thresholdOf(
  { highest, lowest }: Pick<CodedColumn, 'highest' | 'lowest'>,
  below: number,
  above: number,
  cut: Growth['cut'],
): number {
  const from = highest[below] as number;
  return highest === lowest ? cut(from, lowest[above] as number) : from;
}

function divided(
  rows: Uint32Array,
  split: Split,
  surrogates: CodedSurrogate[],
  growth: Growth,
): [Uint32Array, Uint32Array] {
  const questions = [{ ...split, isTurned: undefined }, ...surrogates].map(one => ({
    codes: (growth.columns[one.column] as CodedColumn).codes,
    sides: sidesOf(one, growth),
    isTurned: one.isTurned === true,
  }));
  const [left, right] = [new Uint32Array(rows.length), new Uint32Array(rows.length)];
  let [onLeft, onRight] = [0, 0];
  for (const row of rows) {
    let goesLeft = split.missing === 'left';
    for (const { codes, sides, isTurned } of questions) {
      const side = sides[codes[row] as number];
      if (side === unknown) continue;
      goesLeft = (side === toLeft) !== isTurned;
      break;
    }
    if (goesLeft) left[onLeft++] = row;
    else right[onRight++] = row;
  }
  return [left.slice(0, onLeft), right.slice(0, onRight)];
}

/** From codes to values. */
function question(
  { column, below, above, categories }: Omit<CodedSurrogate, 'agreement'>,
  { columns, cut }: Growth,
): Question {
  const { highest, lowest } = columns[column] as CodedColumn;
  if (categories) {
    const values = (codes: number[]) => codes.map(code => highest[code] as number);
    return { column, categories: { left: values(categories.left), right: values(categories.right) } };
  }
  return { column, threshold: thresholdOf({ highest, lowest }, below, above, cut) };
}

function countsOf(rows: Uint32Array, labels: ArrayLike<number>, classes: number): number[] {
  const counts = Array<number>(classes).fill(0);
  for (const row of rows) counts[labels[row] as number] = (counts[labels[row] as number] as number) + 1;
  return counts;
}
