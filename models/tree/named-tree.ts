import type { Cell } from '../../src/table.js';
import type { Condition } from '../condition.js';

/** A node of a fitted tree, its columns by name; a leaf has no split. Plain data, so it goes through JSON. */
export interface NamedTree {
  /** The rows of the fit that came here, by class. */
  counts: number[];
  label: number;
  split?: NamedSplit;
}

/** A question: rows with a number up to `upTo`, or one of the words of `among`, or none of those of `except`, go left. */
export interface NamedSplit {
  column: string;
  upTo?: number;
  among?: string[];
  except?: string[];
  /** Where rows without a value go. */
  missing: 'left' | 'right';
  left: NamedTree;
  right: NamedTree;
}

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

/** The leaf that a row comes to; `cell` tells its value in a column. */
export function leafAt(tree: NamedTree, cell: (column: string) => Cell): NamedTree {
  let node = tree;
  while (node.split) node = node.split[sideOf(node.split, cell)];
  return node;
}

/** Which way a row goes. */
export function sideOf(split: NamedSplit, cell: (column: string) => Cell): 'left' | 'right' {
  return goesLeft(split, cell(split.column)) ? 'left' : 'right';
}

/** What going to one side of a split means. */
export function conditionOf({ column, upTo, among, except, missing }: NamedSplit, side: 'left' | 'right'): Condition {
  const base = { column, missing: missing === side };
  if (upTo !== undefined) return side === 'left' ? { ...base, upTo } : { ...base, above: upTo };
  const [inside, outside] = side === 'left' ? [among, except] : [except, among];
  return inside ? { ...base, among: inside } : { ...base, except: outside as string[] };
}

function goesLeft({ upTo, among, except, missing }: NamedSplit, value: Cell): boolean {
  if (value === null) return missing === 'left';
  if (upTo !== undefined) return Number(value) <= upTo;
  return among ? among.includes(String(value)) : !(except as string[]).includes(String(value));
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
