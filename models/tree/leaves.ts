import type { Condition } from '../condition.js';
import type { NamedSplit, NamedTree } from './named-tree.js';

/** A leaf, and what leads to it: every condition holds. */
export interface Leaf {
  counts: number[];
  label: number;
  conditions: Condition[];
  /** The nodes on the way, from the root to the leaf. */
  way: NamedTree[];
}

/** The leaves of a tree, from left to right: they exclude each other and leave nothing out. */
export function leavesOf(tree: NamedTree, conditions: Condition[] = [], before: NamedTree[] = []): Leaf[] {
  const { counts, label, split } = tree;
  const way = [...before, tree];
  if (!split) return [{ counts, label, conditions, way }];
  return [
    ...leavesOf(split.left, narrowed(conditions, conditionOf(split, 'left')), way),
    ...leavesOf(split.right, narrowed(conditions, conditionOf(split, 'right')), way),
  ];
}

/** What going to one side of a split means. */
export function conditionOf({ column, upTo, among, except, missing }: NamedSplit, side: 'left' | 'right'): Condition {
  const base = { column, missing: missing === side };
  if (upTo !== undefined) return side === 'left' ? { ...base, upTo } : { ...base, above: upTo };
  const [inside, outside] = side === 'left' ? [among, except] : [except, among];
  return inside ? { ...base, among: inside } : { ...base, except: outside as string[] };
}

/** A later question of a column is within the one before it. */
function narrowed(conditions: Condition[], next: Condition): Condition[] {
  const known = conditions.find(one => one.column === next.column);
  if (!known) return [...conditions, next];
  const missing = known.missing && next.missing;
  const both = { ...known, ...next, missing };
  const words = known.among || known.except ? { column: next.column, missing, ...bothWords(known, next) } : both;
  return conditions.map(one => (one === known ? words : one));
}

function bothWords(known: Condition, next: Condition): Pick<Condition, 'among' | 'except'> {
  if (known.among)
    return { among: known.among.filter(word => next.among?.includes(word) ?? !next.except?.includes(word)) };
  if (next.among) return { among: next.among.filter(word => !known.except?.includes(word)) };
  return { except: [...new Set([...(known.except ?? []), ...(next.except ?? [])])] };
}
