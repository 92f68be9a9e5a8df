import type { TreeNode } from './classification-tree.js';

/** What leads to one leaf: every bound holds. */
export interface TreeRule {
  label: number;
  /** The rows of the fit that came to the leaf, by class. */
  counts: number[];
  bounds: ColumnBound[];
}

/** Values above one number and up to another, either of which may be open; and whether a missing value is among them. */
export interface ColumnBound {
  column: number;
  above?: number;
  upTo?: number;
  missing: boolean;
}

/**
 * The leaves of a tree as rules that exclude each other and leave nothing out, from left to right: of each column asked for on the way
 * one bound, in the order of the first question.
 */
export function treeRules(tree: TreeNode, bounds: ColumnBound[] = []): TreeRule[] {
  const { label, counts, split } = tree;
  if (!split) return [{ label, counts, bounds }];
  const { column, threshold, missing, left, right } = split;
  return [
    ...treeRules(left, narrowed(bounds, { column, upTo: threshold, missing: missing === 'left' })),
    ...treeRules(right, narrowed(bounds, { column, above: threshold, missing: missing === 'right' })),
  ];
}

/** A later question of a column is always within the bound before it. */
function narrowed(bounds: ColumnBound[], next: ColumnBound): ColumnBound[] {
  const known = bounds.find(bound => bound.column === next.column);
  if (!known) return [...bounds, next];
  const both = { ...known, ...next, missing: known.missing && next.missing };
  return bounds.map(bound => (bound === known ? both : bound));
}
