import type { TreeNode } from './tree.js';
import { treeWorths } from './tree-worths.js';

/**
 * The same tree without the branches that are not worth their leaves, by the weakest link (Breiman et al. 1984, section 3.3): as long as there is a
 * branch whose every leaf but one lowers the share of wrong rows by no more than `cost`, the one of least worth becomes a leaf. With
 * cost 0 only branches go that change nothing: the class is the same for every row. R's rpart states cost as a share of the wrong rows of the root.
 */
export function pruneTree(tree: TreeNode, cost = 0): TreeNode {
  const worths = treeWorths(tree);
  const rows = tree.counts.reduce((sum, count) => sum + count, 0);
  const least = cost * rows * (1 + rounding);
  const cutBack = (node: TreeNode): TreeNode => {
    const { split, ...leaf } = node;
    if (!split || (worths.get(node) as number) <= least) return leaf;
    return { ...leaf, split: { ...split, left: cutBack(split.left), right: cutBack(split.right) } };
  };
  return cutBack(tree);
}

/** A cost was divided by the rows, and may be a product before: so far it may lie beside what it was made of. */
const rounding = 4 * Number.EPSILON;

/** The leaves of a tree, from left to right. */
export function treeLeaves(tree: TreeNode): TreeNode[] {
  return tree.split ? [...treeLeaves(tree.split.left), ...treeLeaves(tree.split.right)] : [tree];
}
