import { pruneTree, treeLeaves } from './prune-tree.js';
import type { TreeNode } from './tree.js';
import { riskOf, treeWorths } from './tree-worths.js';

/** One of the trees that pruning goes through. */
export interface TreeCost {
  /** From this cost on `pruneTree` gives this tree. */
  cost: number;
  /** The same as a share of the wrong rows of the root: the complexity parameter of R's rpart. */
  cp: number;
  leaves: number;
  /** Wrong rows of the fit, as a share of those of the root. */
  error: number;
}

/** The trees that pruning goes through, from the root alone to the whole tree: rpart's table. */
export function treeCosts(tree: TreeNode): TreeCost[] {
  const rows = tree.counts.reduce((sum, count) => sum + count, 0);
  const root = riskOf(tree) || 1;
  const worths = [...new Set([0, ...treeWorths(tree).values()])].sort((a, b) => b - a);
  return worths.map(worth => {
    const leaves = treeLeaves(pruneTree(tree, worth / rows));
    const wrong = leaves.reduce((sum, leaf) => sum + riskOf(leaf), 0);
    return { cost: worth / rows, cp: worth / root, leaves: leaves.length, error: wrong / root };
  });
}
