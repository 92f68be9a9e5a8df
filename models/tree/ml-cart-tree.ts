import { halfway } from '../../src/stats/trees/cut-points.js';
import type { TreeNode } from '../../src/stats/trees/tree.js';
import type { Columns } from '../../src/stats/value-order.js';

/** A node of ml-cart: rows whose value is below `splitValue` go left. */
export interface MlCartNode {
  splitColumn?: number;
  splitValue?: number;
  left?: MlCartNode;
  right?: MlCartNode;
}

interface Task {
  columns: Columns;
  labels: ArrayLike<number>;
  classes: number;
  minLeaf: number;
}

/**
 * A tree of ml-cart with the rows of each node counted, in our words: a question is halfway between the values on either side of theirs, which sends
 * every row of the fit the same way. ml-cart knows no fewest rows of a leaf, so a branch ends where its best split leaves fewer.
 */
export function treeOfMlCart(node: MlCartNode, rows: number[], task: Task): TreeNode {
  const { columns, minLeaf } = task;
  const leaf = leafOf(rows, task);
  if (!node.left || !node.right) return leaf;
  const [column, value] = [node.splitColumn as number, node.splitValue as number];
  const at = (row: number) => (columns[column] as ArrayLike<number>)[row] as number;
  const [below, above] = [rows.filter(row => at(row) < value), rows.filter(row => at(row) >= value)];
  if (below.length < minLeaf || above.length < minLeaf) return leaf;
  const greatest = below.reduce((most, row) => Math.max(most, at(row)), Number.NEGATIVE_INFINITY);
  const least = above.reduce((most, row) => Math.min(most, at(row)), Number.POSITIVE_INFINITY);
  const sides = { left: treeOfMlCart(node.left, below, task), right: treeOfMlCart(node.right, above, task) };
  const missing = below.length >= above.length ? 'left' : 'right';
  return { ...leaf, split: { column, threshold: halfway(greatest, least), missing, ...sides } };
}

function leafOf(rows: number[], { labels, classes }: Task): TreeNode {
  const counts = Array<number>(classes).fill(0);
  for (const row of rows) counts[labels[row] as number] = (counts[labels[row] as number] as number) + 1;
  return { counts, label: counts.indexOf(Math.max(...counts)) };
}
