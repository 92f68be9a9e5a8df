import { goesLeft, type TreeSplit } from '../trees/tree.js';
import { extend, type ShapPath, shapPath, unwind, unwoundSum } from './shap-path.js';

/** A tree of any kind: what its leaves say, and how many rows came to each node, is told apart from it. */
interface AnyNode<Node> {
  split?: Pick<TreeSplit, 'column' | 'threshold' | 'categories' | 'missing' | 'surrogates'> & {
    left: Node;
    right: Node;
  };
}

interface Walk<Node> {
  values: ArrayLike<number>;
  rowsOf: (node: Node) => number;
  saidBy: (node: Node) => number;
  contributions: number[];
  path: ShapPath;
}

/** How a node was come to: where the path before it begins and how long it is, by which column, and the share of rows that come here where that is not known, and whether this row does. */
interface Arrival {
  before: number;
  length: number;
  column: number;
  zero: number;
  one: number;
  /** Of all rows, were nothing known. */
  share: number;
}

/**
 * Adds to each column its Shapley value for what a tree says of a row, where an unknown column leaves a row on both sides, by their rows: exact, by the
 * path-dependent TreeSHAP (Lundberg, Erion & Lee 2018, algorithm 2). Returns what the tree says of a row of which nothing is known.
 */
export function addTreeShap<Node extends AnyNode<Node>>(
  tree: Node,
  values: ArrayLike<number>,
  { rowsOf, saidBy }: Pick<Walk<Node>, 'rowsOf' | 'saidBy'>,
  contributions: number[],
): number {
  const walk = { values, rowsOf, saidBy, contributions, path: shapPath(depthOf(tree)) };
  return descend(tree, walk, { before: 0, length: 0, column: -1, zero: 1, one: 1, share: 1 });
}

function depthOf<Node extends AnyNode<Node>>({ split }: Node): number {
  return split ? 1 + Math.max(depthOf(split.left), depthOf(split.right)) : 0;
}

/** The path to a node stands behind the one that it goes on from, which its other side still needs. */
function descend<Node extends AnyNode<Node>>(node: Node, walk: Walk<Node>, arrival: Arrival): number {
  const { path } = walk;
  const { before, length, share } = arrival;
  const at = before + length;
  extend(path, arrival, at);
  const { split } = node;
  if (!split) return addLeaf(walk, at, length, walk.saidBy(node)) * share;
  let known = 1;
  while (known <= length && path.columns[at + known] !== split.column) known++;
  const isKnown = known <= length;
  const zero = isKnown ? (path.zeros[at + known] as number) : 1;
  const one = isKnown ? (path.ones[at + known] as number) : 1;
  if (isKnown) unwind(path, at, length, known);
  const next = { before: at, length: isKnown ? length : length + 1, column: split.column };
  const isLeft = goesLeft(split, walk.values);
  const side = (child: Node, isTaken: boolean): number => {
    const part = walk.rowsOf(child) / walk.rowsOf(node);
    return descend(child, walk, { ...next, zero: zero * part, one: isTaken ? one : 0, share: share * part });
  };
  return side(split.left, isLeft) + side(split.right, !isLeft);
}

function addLeaf<Node>({ path, contributions }: Walk<Node>, at: number, length: number, value: number): number {
  for (let step = 1; step <= length; step++) {
    const column = path.columns[at + step] as number;
    const difference = (path.ones[at + step] as number) - (path.zeros[at + step] as number);
    const weight = unwoundSum(path, at, length, step);
    contributions[column] = (contributions[column] as number) + weight * difference * value;
  }
  return value;
}
