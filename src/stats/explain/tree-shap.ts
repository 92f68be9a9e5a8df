import { goesLeft, type TreeSplit } from '../trees/tree.js';

/** A tree of any kind: what its leaves say, and how many rows came to each node, is told apart from it. */
interface AnyNode<Node> {
  split?: Pick<TreeSplit, 'column' | 'threshold' | 'categories' | 'missing' | 'surrogates'> & {
    left: Node;
    right: Node;
  };
}

/** A column on the way down: the share of rows that go on where it is not known, whether this row does, and the weight of the subsets of so many columns. */
interface Step {
  column: number;
  zero: number;
  one: number;
  weight: number;
}

/**
 * Adds to each column its Shapley value for what a tree says of a row, where an unknown column leaves a row on both sides, by their rows: exact, by the
 * path-dependent TreeSHAP (Lundberg, Erion & Lee 2018, algorithm 2). Returns what the tree says of a row of which nothing is known.
 */
export function addTreeShap<Node extends AnyNode<Node>>(
  tree: Node,
  values: ArrayLike<number>,
  { rowsOf, saidBy }: { rowsOf: (node: Node) => number; saidBy: (node: Node) => number },
  contributions: number[],
): number {
  const descend = (node: Node, before: Step[], next: Omit<Step, 'weight'>, share: number): number => {
    const path = extended(before, next);
    const { split } = node;
    if (!split) {
      const value = saidBy(node);
      for (let at = 1; at < path.length; at++) {
        const { column, one, zero } = path[at] as Step;
        const weight = unwound(path, at).reduce((sum, step) => sum + step.weight, 0);
        contributions[column] = (contributions[column] as number) + weight * (one - zero) * value;
      }
      return share * value;
    }
    const known = path.findIndex((step, at) => at > 0 && step.column === split.column);
    const { zero, one } = path[known] ?? { zero: 1, one: 1 };
    const rest = known < 0 ? path : unwound(path, known);
    const isLeft = goesLeft(split, values);
    const side = (child: Node, isTaken: boolean): number => {
      const part = rowsOf(child) / rowsOf(node);
      return descend(child, rest, { column: split.column, zero: zero * part, one: isTaken ? one : 0 }, share * part);
    };
    return side(split.left, isLeft) + side(split.right, !isLeft);
  };
  return descend(tree, [], { column: -1, zero: 1, one: 1 }, 1);
}

function extended(path: Step[], { column, zero, one }: Omit<Step, 'weight'>): Step[] {
  const length = path.length;
  const next = [...path.map(step => ({ ...step })), { column, zero, one, weight: length === 0 ? 1 : 0 }];
  for (let at = length - 1; at >= 0; at--) {
    const [here, above] = [next[at] as Step, next[at + 1] as Step];
    above.weight += (one * here.weight * (at + 1)) / (length + 1);
    here.weight = (zero * here.weight * (length - at)) / (length + 1);
  }
  return next;
}

/** The path without one of its columns. */
function unwound(path: Step[], gone: number): Step[] {
  const last = path.length - 1;
  const { zero, one } = path[gone] as Step;
  const weights = path.map(step => step.weight);
  let left = weights[last] as number;
  for (let at = last - 1; at >= 0; at--) {
    const here = weights[at] as number;
    if (one === 0) weights[at] = (here * (last + 1)) / (zero * (last - at));
    else {
      weights[at] = (left * (last + 1)) / ((at + 1) * one);
      left = here - ((weights[at] as number) * zero * (last - at)) / (last + 1);
    }
  }
  return path
    .filter((_, at) => at !== gone)
    .map(({ column, zero, one }, at) => ({ column, zero, one, weight: weights[at] as number }));
}
