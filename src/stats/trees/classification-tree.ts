import type { Columns } from '../value-order.js';
import { type CodedColumn, codedColumns } from './bins.js';
import { classValues } from './class-values.js';
import { halfway } from './cut-points.js';
import { cutsStore } from './cuts-store.js';
import { grow } from './grow.js';
import { entropy, gini, type Purity } from './impurity.js';
import { kernelColumns } from './kernel-columns.js';
import { kernelStore, kernelTables } from './kernel-store.js';
import { plainStore } from './plain-store.js';
import type { TreeNode } from './tree.js';

/** How far a tree grows; nothing must be given. */
export interface TreeOptions {
  /** Questions from the root to a leaf at most: 5. */
  maxDepth?: number;
  /** Leaves at most; those splits are made that are worth most. Any number. */
  maxLeaves?: number;
  /** Rows of a leaf at least: 1. */
  minLeaf?: number;
  /** Rows of a node that is split at least: 2. */
  minSplit?: number;
  /** What a split must lower the impurity by at least, counted over all rows of the fit: 0, any split that lowers it. */
  minDecrease?: number;
  criterion?: 'gini' | 'entropy';
  /** The columns whose values are names of categories: whole numbers in no order. */
  categorical?: number[];
  /**
   * What is done with missing values: by `direction`, the default, those of a node go to the side where that splits better; by `surrogates` they
   * take no part in finding a split, and go where other columns send them.
   */
  missing?: 'direction' | 'surrogates';
  /** How many surrogates a split has at most: 5. */
  surrogates?: number;
  /** How likely each class is; as the labels are. */
  priors?: number[];
  /** What it costs to call a row of one class (first index) by another (second); 1 for every wrong one. */
  losses?: number[][];
  /** With more rows than this a column of numbers is cut into so many bins: never; 255 is good for many rows. */
  bins?: number;
  /** How many threads count rows where there are many and bins: as many as the machine has. The result does not depend on it. */
  threads?: number;
  /** Where between two neighbouring values a column is cut; default halfway. */
  cut?: (below: number, above: number) => number;
}

const unlimited = Number.POSITIVE_INFINITY;
const defaults = {
  ...{ maxDepth: 5, maxLeaves: unlimited, minLeaf: 1, minSplit: 2, minDecrease: 0, bins: unlimited, surrogates: 5 },
  cut: halfway,
};

/**
 * A classification tree by CART (Breiman, Friedman, Olshen & Stone 1984): at each node the split, of all there are, that lowers the
 * impurity most; of equal ones that of the first column, and the lowest. `labels` are classes from 0 to below `classes`. A missing value
 * is NaN; where a node had none, it goes to the side of more rows. Without bins equal input gives an equal tree, whatever the order of
 * the rows. Throws a RangeError when columns and labels are not equally long, a label is no class, or priors or losses are none.
 *
 * @example classificationTree([[1, 2, 3, 4]], [0, 0, 1, 1], 2).split?.threshold // 2.5
 */
export function classificationTree(
  columns: Columns,
  labels: ArrayLike<number>,
  classes: number,
  options: TreeOptions = {},
): TreeNode {
  const all = refuse(columns, labels, classes);
  const { bins, surrogates, minDecrease, ...limits } = { ...defaults, ...options };
  const { weights, leafOf } = classValues(all, options);
  const isDirected = options.missing !== 'surrogates';
  const purity = options.criterion === 'entropy' ? entropy : gini;
  const growth = { ...limits, weights, leafOf, purity, minDecrease: minDecrease * labels.length, isDirected };
  const isMany = isForKernel(columns, classes, { ...options, bins });
  const coded = isMany ? kernelColumns(columns, options.categorical, bins) : undefined;
  if (coded?.isWhole) {
    const store = kernelStore(coded, labels, { ...options, nodes: nodesAtOnce(limits), cut: limits.cut });
    try {
      return grow({ ...growth, columns: kernelTables(coded) }, store);
    } finally {
      store.close();
    }
  }
  const own = codedColumns(columns, new Set(options.categorical), bins);
  if (isForCuts(own, classes, purity, isDirected))
    return grow({ ...growth, columns: own }, cutsStore(own, labels, { ...growth, columns: own }));
  const plain = { columns: own, labels, classes, surrogates: isDirected ? 0 : surrogates, cut: limits.cut };
  return grow({ ...growth, columns: own }, plainStore(plain));
}

/** Below so many rows counting them in WebAssembly does not pay. */
const fewRows = 8192;
/** And of so many numbers finding exact cuts there does not. */
const fewValues = 2048;
/** The sums of so many nodes are kept at once at most. */
const mostNodes = 1000;

/** Without a limit of leaves a tree grows down one way before the next, so few nodes are open. */
function nodesAtOnce({ maxLeaves, maxDepth }: { maxLeaves: number; maxDepth: number }): number {
  return maxLeaves === unlimited ? maxDepth + 2 : maxLeaves;
}

/** Two classes, numbers alone, and so many values that it pays. */
function isForCuts(columns: CodedColumn[], classes: number, purity: Purity, isDirected: boolean): boolean {
  const rows = columns[0]?.codes.length ?? 0;
  const isPaying = rows * columns.length > fewValues && rows < 0x10000;
  return isPaying && classes === 2 && purity === gini && isDirected && columns.every(column => !column.isCategory);
}

/** Two classes, binned, in so many rows that it pays. */
function isForKernel(
  columns: Columns,
  classes: number,
  { bins, missing, maxLeaves = unlimited, maxDepth = defaults.maxDepth }: TreeOptions & { bins: number },
): boolean {
  const rows = columns[0]?.length ?? 0;
  const isSmall = nodesAtOnce({ maxLeaves, maxDepth }) <= mostNodes;
  return classes === 2 && bins < 256 && rows > Math.max(bins, fewRows) && missing !== 'surrogates' && isSmall;
}

/** How many rows are of each class. */
function refuse(columns: Columns, labels: ArrayLike<number>, classes: number): number[] {
  const other = columns.find(column => column.length !== labels.length);
  if (other) throw new RangeError(`a column of ${other.length} rows for ${labels.length} labels`);
  const counts = Array<number>(classes).fill(0);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] as number;
    if (!Number.isInteger(label) || label < 0 || label >= classes)
      throw new RangeError(`a label is a class from 0 to ${classes - 1}, not ${label}`);
    counts[label] = (counts[label] as number) + 1;
  }
  return counts;
}
