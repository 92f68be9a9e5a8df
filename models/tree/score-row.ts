import type { Row } from '../model.js';
import type { TreeFitted } from './fit.js';
import { type Leaf, leavesOf } from './leaves.js';
import { shareOf, treeVersion } from './score.js';
import { leafAt } from './walk.js';

/** The row that the select of `score` gives. */
export function scoreRow(fitted: TreeFitted, row: Row): Row {
  const { leaf, at } = leafOfRow(fitted, row);
  const { customer_id = null, as_of = null } = row;
  return {
    customer_id,
    as_of,
    leaf: at + 1,
    class: fitted.classes[leaf.label] as string,
    share: shareOf(leaf),
    model_version: treeVersion,
  };
}

/** The leaf of a row, and its place from left to right. */
export function leafOfRow({ tree }: Pick<TreeFitted, 'tree'>, row: Row): { leaf: Leaf; at: number } {
  const node = leafAt(tree, name => row[name] ?? null);
  const leaves = leavesOf(tree);
  const at = leaves.findIndex(({ way }) => way.at(-1) === node);
  return { leaf: leaves[at] as Leaf, at };
}
