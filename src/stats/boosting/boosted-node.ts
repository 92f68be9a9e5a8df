import { goesLeft, type Question } from '../trees/tree.js';

/** A node of a boosted tree; a leaf has no split. */
export interface BoostedNode {
  /** What it adds to the log-odds, as a leaf. */
  value: number;
  /** The rows of the fit that came here. */
  rows: number;
  split?: Question & { missing: 'left' | 'right'; left: BoostedNode; right: BoostedNode };
}

/** What a tree adds to the log-odds of a row. */
export function nodeValue(tree: BoostedNode, values: ArrayLike<number>): number {
  let node = tree;
  while (node.split) node = goesLeft(node.split, values) ? node.split.left : node.split.right;
  return node.value;
}
