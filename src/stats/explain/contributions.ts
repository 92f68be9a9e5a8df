import type { BoostedTrees } from '../boosting/boosted-trees.js';
import { classShares, type TreeNode } from '../trees/tree.js';
import { addTreeShap } from './tree-shap.js';

/** Why a row has its score: base and contributions add up to it. */
export interface Contributions {
  /** The score of a row of which nothing is known. */
  base: number;
  /** What each column adds. */
  contributions: number[];
}

/** What each column adds to the log-odds that boosted trees give a row: Shapley values, exact, by path-dependent TreeSHAP (Lundberg, Erion & Lee 2018). */
export function boostedContributions({ base, trees }: BoostedTrees, values: ArrayLike<number>): Contributions {
  const contributions = Array<number>(values.length).fill(0);
  const by = { rowsOf: (node: { rows: number }) => node.rows, saidBy: (node: { value: number }) => node.value };
  const expected = trees.reduce((sum, tree) => sum + addTreeShap(tree, values, by, contributions), base);
  return { base: expected, contributions };
}

/** What each column adds to the share of a class, 1 unless said otherwise, that a tree gives a row: Shapley values as of boosted trees. */
export function treeContributions(tree: TreeNode, values: ArrayLike<number>, label = 1): Contributions {
  const contributions = Array<number>(values.length).fill(0);
  const by = {
    rowsOf: ({ counts }: TreeNode) => counts.reduce((sum, count) => sum + count, 0),
    saidBy: (node: TreeNode) => classShares(node)[label] as number,
  };
  return { base: addTreeShap(tree, values, by, contributions), contributions };
}
