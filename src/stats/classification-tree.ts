import { bestSplit, countsOf, type NodeRows, sortedRows } from './classification-tree-split.js';
import type { Columns } from './value-order.js';

/** How far a tree grows; nothing must be given. */
export interface TreeOptions {
  /** Questions from the root to a leaf at most: 5. */
  maxDepth?: number;
  /** Rows of a leaf at least: 1. */
  minLeaf?: number;
  /** What a split must lower the impurity by at least, counted over all rows of the fit: 0, any split that lowers it. */
  minDecrease?: number;
  /** Where between two neighbouring values a column is cut; default halfway. */
  cut?: (below: number, above: number) => number;
}

/** A node of a tree; a leaf has no split. Plain data, so it goes through JSON. */
export interface TreeNode {
  /** The rows of the fit that came here, by class. */
  counts: number[];
  /** The class of most of them; of equal ones the first. */
  label: number;
  split?: TreeSplit;
}

/** A question: rows whose value is at most the threshold go left. */
export interface TreeSplit {
  /** The number of the column. */
  column: number;
  threshold: number;
  /** Where rows without a value go. */
  missing: 'left' | 'right';
  left: TreeNode;
  right: TreeNode;
}

const defaults: Required<TreeOptions> = { maxDepth: 5, minLeaf: 1, minDecrease: 0, cut: halfway };

/**
 * A classification tree by CART (Breiman, Friedman, Olshen & Stone 1984): at each node the split, of all there are, that lowers Gini's
 * impurity most; of equal ones that of the first column, and the lowest. `labels` are classes from 0 to below `classes`. A missing value
 * is NaN: those of a node go to the side where that splits better, and where a node had none, to the side of more rows. Equal input gives an equal tree, whatever the order of
 * the rows. Throws a RangeError when columns and labels are not equally long, or a label is no class.
 *
 * @example classificationTree([[1, 2, 3, 4]], [0, 0, 1, 1], 2).split?.threshold // 2.5
 */
export function classificationTree(
  columns: Columns,
  labels: ArrayLike<number>,
  classes: number,
  options: TreeOptions = {},
): TreeNode {
  refuse(columns, labels, classes);
  const growth = { ...defaults, ...options, columns, labels, goesLeft: new Uint8Array(labels.length) };
  const all = Uint32Array.from({ length: labels.length }, (_, row) => row);
  const sorted = columns.map(sortedRows);
  return grow({ all, sorted, counts: countsOf(all, labels, classes) }, growth, 0);
}

/** The class that a tree gives a row; a missing value is NaN. */
export function treeLabel(tree: TreeNode, values: ArrayLike<number>): number {
  let node = tree;
  while (node.split) {
    const { column, threshold, missing, left, right } = node.split;
    const value = values[column] as number;
    const goesLeft = Number.isNaN(value) ? missing === 'left' : value <= threshold;
    node = goesLeft ? left : right;
  }
  return node.label;
}

function refuse(columns: Columns, labels: ArrayLike<number>, classes: number): void {
  const other = columns.find(column => column.length !== labels.length);
  if (other) throw new RangeError(`a column of ${other.length} rows for ${labels.length} labels`);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] as number;
    if (!Number.isInteger(label) || label < 0 || label >= classes)
      throw new RangeError(`a label is a class from 0 to ${classes - 1}, not ${label}`);
  }
}

interface Growth extends Required<TreeOptions> {
  columns: Columns;
  labels: ArrayLike<number>;
  /** By row: whether it goes left at the node that is being divided. */
  goesLeft: Uint8Array;
}

function grow(rows: NodeRows, growth: Growth, depth: number): TreeNode {
  const { columns, labels, maxDepth, minLeaf, minDecrease, cut } = growth;
  const { counts } = rows;
  const node = { counts: [...counts], label: counts.indexOf(Math.max(...counts)) };
  const isPure = counts.filter(count => count > 0).length < 2;
  const found = isPure || depth >= maxDepth ? undefined : bestSplit(rows, { columns, labels, minLeaf });
  if (!found || found.decrease < minDecrease * labels.length) return node;
  const { column, below, above, missing } = found;
  const threshold = cut(below, above);
  const [left, right] = divide(rows, growth, { column, threshold, missing });
  const next = { left: grow(left, growth, depth + 1), right: grow(right, growth, depth + 1) };
  return { ...node, split: { column, threshold, missing, ...next } };
}

function divide(
  { all, sorted, counts }: NodeRows,
  { columns, labels, goesLeft }: Growth,
  { column, threshold, missing }: Pick<TreeSplit, 'column' | 'threshold' | 'missing'>,
): [NodeRows, NodeRows] {
  const values = columns[column] as ArrayLike<number>;
  for (const row of all) {
    const value = values[row] as number;
    goesLeft[row] = Number(Number.isNaN(value) ? missing === 'left' : value <= threshold);
  }
  const side = (wanted: number): NodeRows => {
    const rows = those(all, goesLeft, wanted);
    const ordered = sorted.map(one => those(one, goesLeft, wanted));
    return { all: rows, sorted: ordered, counts: countsOf(rows, labels, counts.length) };
  };
  return [side(1), side(0)];
}

function those(rows: Uint32Array, goesLeft: Uint8Array, wanted: number): Uint32Array {
  const found = new Uint32Array(rows.length);
  let count = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number;
    if (goesLeft[row] === wanted) found[count++] = row;
  }
  return found.slice(0, count);
}

/** Between two doubles that are neighbours there is nothing: then the lower one. */
function halfway(below: number, above: number): number {
  const middle = below + (above - below) / 2;
  return middle < above ? middle : below;
}
