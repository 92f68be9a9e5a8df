import type { Question, TreeNode } from './tree.js';

/** What leads to one leaf: every bound holds. */
export interface TreeRule {
  label: number;
  /** The rows of the fit that came to the leaf, by class. */
  counts: number[];
  bounds: ColumnBound[];
}

/**
 * Of numbers: values above one number and up to another, either of which may be open; of categories: one of these, or none of those. And whether
 * a missing value is among them.
 */
export interface ColumnBound {
  column: number;
  above?: number;
  upTo?: number;
  among?: number[];
  except?: number[];
  missing: boolean;
}

/**
 * The leaves of a tree as rules that exclude each other and leave nothing out, from left to right: of each column asked for on the way
 * one bound, in the order of the first question. Throws a RangeError where a split has surrogates: their rules are not of this form.
 */
export function treeRules(tree: TreeNode, bounds: ColumnBound[] = []): TreeRule[] {
  const { label, counts, split } = tree;
  if (!split) return [{ label, counts, bounds }];
  if (split.surrogates) throw new RangeError('a tree with surrogates is more than rules');
  const { missing, left, right } = split;
  return [
    ...treeRules(left, narrowed(bounds, boundOf(split, 'left', missing))),
    ...treeRules(right, narrowed(bounds, boundOf(split, 'right', missing))),
  ];
}

/** What goes to a side; a category that a split does not know goes where missing values go. */
function boundOf(
  { column, threshold, categories }: Question,
  side: 'left' | 'right',
  lacking: 'left' | 'right',
): ColumnBound {
  const missing = lacking === side;
  if (!categories)
    return side === 'left' ? { column, upTo: threshold, missing } : { column, above: threshold, missing };
  const other = side === 'left' ? 'right' : 'left';
  return missing ? { column, except: categories[other], missing } : { column, among: categories[side], missing };
}

/** A later question of numbers is always within the bound before it. */
function narrowed(bounds: ColumnBound[], next: ColumnBound): ColumnBound[] {
  const known = bounds.find(bound => bound.column === next.column);
  if (!known) return [...bounds, next];
  const both = { ...known, ...next, ...categoriesOf(known, next), missing: known.missing && next.missing };
  return bounds.map(bound => (bound === known ? both : bound));
}

function categoriesOf(known: ColumnBound, next: ColumnBound): Pick<ColumnBound, 'among' | 'except'> {
  const except = [...new Set([...(known.except ?? []), ...(next.except ?? [])])].sort((a, b) => a - b);
  const among =
    known.among && next.among ? known.among.filter(one => next.among?.includes(one)) : (known.among ?? next.among);
  if (among) return { among: among.filter(one => !except.includes(one)), except: undefined };
  return except.length > 0 ? { except } : {};
}
