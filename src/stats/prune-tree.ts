import type { TreeNode } from './classification-tree.js';

/**
 * The same tree without the branches that are not worth their leaves, by the weakest link (Breiman et al. 1984, section 3.3): as long as there is a
 * branch whose every leaf but one lowers the share of wrong rows by no more than `cost`, the one of least worth becomes a leaf. With
 * cost 0 only branches go that change nothing: the class is the same for every row.
 */
export function pruneTree(tree: TreeNode, cost = 0): TreeNode {
  const rows = tree.counts.reduce((sum, count) => sum + count, 0);
  let pruned = tree;
  for (let weakest = weakestOf(pruned); weakest && weakest.worth <= cost * rows; weakest = weakestOf(pruned))
    pruned = without(pruned, weakest.node);
  return pruned;
}

/** The leaves of a tree, from left to right. */
export function treeLeaves(tree: TreeNode): TreeNode[] {
  return tree.split ? [...treeLeaves(tree.split.left), ...treeLeaves(tree.split.right)] : [tree];
}

interface Branch {
  node: TreeNode;
  /** The wrong rows that each of its leaves but one saves. */
  worth: number;
}

/** The branch of least worth; of equal ones the first on the way down, which takes the others with it. */
function weakestOf(tree: TreeNode): Branch | undefined {
  if (!tree.split) return undefined;
  const leaves = treeLeaves(tree);
  const saved = wrong(tree) - leaves.reduce((sum, leaf) => sum + wrong(leaf), 0);
  const own = { node: tree, worth: saved / (leaves.length - 1) };
  return [weakestOf(tree.split.left), weakestOf(tree.split.right)].reduce<Branch>(
    (least, one) => (one && one.worth < least.worth ? one : least),
    own,
  );
}

function wrong({ counts, label }: TreeNode): number {
  return counts.reduce((sum, count, at) => (at === label ? sum : sum + count), 0);
}

function without(tree: TreeNode, node: TreeNode): TreeNode {
  if (tree === node) return { counts: tree.counts, label: tree.label };
  if (!tree.split) return tree;
  const { left, right } = tree.split;
  return { ...tree, split: { ...tree.split, left: without(left, node), right: without(right, node) } };
}
