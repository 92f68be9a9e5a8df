import { random } from '../random.js';
import { shuffle } from '../shuffle.js';
import type { Columns } from '../value-order.js';
import { type ClassValues, classValues } from './class-values.js';
import { classificationTree, type TreeOptions } from './classification-tree.js';
import { pruneTree } from './prune-tree.js';
import { type TreeNode, treeLabel } from './tree.js';
import { type TreeCost, treeCosts } from './tree-costs.js';
import { riskOf } from './tree-worths.js';

/** How a tree is pruned by cross-validation, besides how it grows. */
export interface CrossValidationOptions extends TreeOptions {
  /** 10. */
  folds?: number;
  seed?: number;
  /** The smallest tree within one standard error of the least error, the default, or the tree of the least error. */
  rule?: 'one-se' | 'least';
  /** No tree is looked at that pruning at this cost would not give: 0. */
  cost?: number;
}

/** A tree pruned as far as held-out rows say, and what they said. */
export interface CrossValidatedTree {
  tree: TreeNode;
  /** From the root alone to the whole tree, with the error on held-out rows as a share of the root's, and its standard error. */
  table: (TreeCost & { crossError: number; standardError: number })[];
  /** Which of them was taken. */
  chosen: number;
}

/**
 * Grows a tree and prunes it by cross-validated cost-complexity (Breiman et al. 1984, section 3.4), as R's rpart does: each fold's tree is pruned at
 * the geometric mean of a tree's cost and the next larger one. Which rows are held out together depends on the seed and the order of the rows.
 */
export function crossValidatedTree(
  columns: Columns,
  labels: ArrayLike<number>,
  classes: number,
  options: CrossValidationOptions = {},
): CrossValidatedTree {
  const { folds = 10, seed = 1, rule = 'one-se', cost = 0, ...growth } = options;
  const whole = classificationTree(columns, labels, classes, growth);
  const costs = treeCosts(whole).filter(one => one.cost >= cost);
  const values = classValues(whole.counts, growth);
  const fold = foldsOf(labels.length, folds, seed);
  const losses = costs.map(() => new Float64Array(labels.length));
  for (let held = 0; held < folds; held++) {
    const kept = rowsWhere(fold, one => one !== held);
    const grown = classificationTree(columns.map(take(kept)), take(kept)(labels), classes, growth);
    costs.forEach((one, at) => {
      const larger = costs[at - 1]?.cost;
      const tree = pruneTree(grown, larger === undefined ? Number.POSITIVE_INFINITY : Math.sqrt(one.cost * larger));
      for (const row of rowsWhere(fold, other => other === held))
        (losses[at] as Float64Array)[row] = lossOf(tree, columns, labels, row, values);
    });
  }
  const root = riskOf(whole) || 1;
  const table = costs.map((one, at) => ({ ...one, ...errorOf(losses[at] as Float64Array, root) }));
  const chosen = choose(table, rule);
  return { tree: pruneTree(whole, table[chosen]?.cost ?? cost), table, chosen };
}

function foldsOf(rows: number, folds: number, seed: number): Uint32Array {
  const inTurn = Uint32Array.from({ length: rows }, (_, row) => row % folds);
  return shuffle(inTurn, random(seed).uniform);
}

function rowsWhere(fold: Uint32Array, isWanted: (fold: number) => boolean): Uint32Array {
  return Uint32Array.from(fold.keys()).filter(row => isWanted(fold[row] as number));
}

function take(rows: Uint32Array) {
  return (column: ArrayLike<number>) => Float64Array.from(rows, row => column[row] as number);
}

function lossOf(
  tree: TreeNode,
  columns: Columns,
  labels: ArrayLike<number>,
  row: number,
  { loss }: ClassValues,
): number {
  const said = treeLabel(
    tree,
    columns.map(column => column[row] as number),
  );
  return loss(labels[row] as number, said);
}

function errorOf(losses: Float64Array, root: number): { crossError: number; standardError: number } {
  const sum = losses.reduce((so, one) => so + one, 0);
  const mean = sum / losses.length;
  const squares = losses.reduce((so, one) => so + (one - mean) ** 2, 0);
  return { crossError: sum / root, standardError: Math.sqrt(squares) / root };
}

function choose(table: CrossValidatedTree['table'], rule: 'one-se' | 'least'): number {
  const least = Math.min(...table.map(one => one.crossError));
  const best = table.findIndex(one => one.crossError === least);
  if (rule === 'least') return best;
  return table.findIndex(one => one.crossError <= least + (table[best]?.standardError ?? 0));
}
