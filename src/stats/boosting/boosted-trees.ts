import { helping } from '../kernels/helpers.js';
import { treeKernel, treeThreads } from '../kernels/tree-kernel.js';
import { kernelColumns } from '../trees/kernel-columns.js';
import type { Columns } from '../value-order.js';
import type { BoostedNode } from './boosted-node.js';
import { type Booster, evenly, growTree } from './grow-tree.js';
import { lossAfter } from './loss-after.js';

/** How trees are boosted; nothing must be given. */
export interface BoostOptions {
  /** 100. */
  trees?: number;
  /** What each tree counts: 0.1. */
  learningRate?: number;
  /** 31. */
  maxLeaves?: number;
  maxDepth?: number;
  /** Rows of a leaf at least, counted by their weight in the loss: 20. */
  minLeaf?: number;
  /** What is added to the second derivative of each leaf: 0. */
  ridge?: number;
  /** The columns whose values are names of categories: whole numbers in no order. */
  categorical?: number[];
  /** Into how many bins a column of numbers is cut at most: 255. */
  bins?: number;
  /** Rows that are not learnt from: the model ends with the tree of the least log-loss on them, and there are no more once so many in a row have not lowered it. */
  validation?: { columns: Columns; labels: ArrayLike<number>; rounds: number };
  /** How many threads work on it: as many as the machine has, where there are rows enough. The result does not depend on it. */
  threads?: number;
}

/** Trees whose values add up to log-odds. Plain data, so it goes through JSON. */
export interface BoostedTrees {
  /** The log-odds of all rows; like the values of the trees a whole multiple of 2^-32, so their sums are exact in any order. */
  base: number;
  trees: BoostedNode[];
  /** With validation: the log-loss on those rows after each tree that was grown. */
  validation?: number[];
}

const defaults = {
  trees: 100,
  learningRate: 0.1,
  maxLeaves: 31,
  maxDepth: Number.POSITIVE_INFINITY,
  minLeaf: 20,
  ridge: 0,
};

/**
 * Gradient boosting of the log-loss by trees over histograms (Friedman 2001; Ke et al. 2017): each tree splits the leaf whose split gains most, by first and second
 * derivatives as whole numbers, so that equal input gives equal bytes on any number of threads. A missing value is NaN; at each split it goes where that gains
 * more. Labels are 0 or 1. With more than 8,192 rows the bins depend on the order of the rows. Throws a RangeError where a class has no row or lengths differ.
 */
export function boostedTrees(columns: Columns, labels: ArrayLike<number>, options: BoostOptions = {}): BoostedTrees {
  const rows = labels.length;
  const share = refuse(columns, labels);
  const choices = { ...defaults, ...options };
  const base = evenly(Math.log(share / (1 - share)));
  const threads = treeThreads(rows, columns.length * choices.trees, options.threads);
  helping(threads - 1);
  const coded = kernelColumns(columns, options.categorical, options.bins);
  const { upperScale, lowerScale } = scalesFor(rows);
  const { maxLeaves, minLeaf } = choices;
  const limits = { ridge: choices.ridge * lowerScale, least: 1e-3 * lowerScale, minLeaf };
  const kernel = treeKernel({ rows, columns: columns.length, nodes: maxLeaves, threads, limits });
  try {
    kernel.code(coded.given);
    kernel.labels.set(labels);
    kernel.scores.fill(base);
    const booster: Booster = { ...choices, rows, coded, kernel, upperScale, lowerScale };
    kernel.step([{ from: 0, to: rows, value: 0 }], upperScale, lowerScale);
    return boost(booster, base, choices);
  } finally {
    kernel.close();
  }
}

function boost(
  booster: Booster,
  base: number,
  { trees: wanted, validation }: typeof defaults & BoostOptions,
): BoostedTrees {
  const trees: BoostedNode[] = [];
  const loss = validation && lossAfter(validation.columns, validation.labels, base);
  const losses: number[] = [];
  let best = 0;
  while (trees.length < wanted) {
    const tree = growTree(booster, trees.length + 1 === wanted);
    if (!tree.split) break;
    trees.push(tree);
    if (!loss) continue;
    losses.push(loss(tree));
    if ((losses.at(-1) as number) < (losses[best - 1] ?? Number.POSITIVE_INFINITY)) best = trees.length;
    if (trees.length - best >= (validation?.rounds as number)) break;
  }
  return loss ? { base, trees: trees.slice(0, best), validation: losses } : { base, trees };
}

function refuse(columns: Columns, labels: ArrayLike<number>): number {
  const other = columns.find(column => column.length !== labels.length);
  if (other) throw new RangeError(`a column of ${other.length} rows for ${labels.length} labels`);
  let positives = 0;
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] as number;
    if (label !== 0 && label !== 1) throw new RangeError(`a label is 0 or 1, not ${label}`);
    positives += label;
  }
  if (positives === 0 || positives === labels.length)
    throw new RangeError(`boosting needs rows of both classes: ${positives} of ${labels.length} are positive`);
  return positives / labels.length;
}

/** As fine as sums of all rows leave room for: 31 bits for the first derivative, which is at most 1, and 32 for the second, at most 1/4. */
function scalesFor(rows: number): { upperScale: number; lowerScale: number } {
  const bits = (room: number) => 2 ** Math.min(22, Math.floor(Math.log2(room / rows)));
  return { upperScale: bits(2 ** 31 - 1), lowerScale: bits(2 ** 34 - 1) };
}
