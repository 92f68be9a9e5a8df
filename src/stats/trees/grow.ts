import { type Codes, questionOf } from './question-of.js';
import type { Split, Task } from './task.js';
import type { Question, Surrogate, TreeNode } from './tree.js';

/** All that growing a tree needs to know. */
export interface Growth extends Task {
  /** The leaf of rows of these counts. */
  leafOf: (counts: number[]) => TreeNode;
  maxDepth: number;
  maxLeaves: number;
  minSplit: number;
  /** What a split must raise purity by at least, over all rows. */
  minDecrease: number;
  cut: (below: number, above: number) => number;
}

/** Where rows are kept and counted. */
export interface RowStore<Rows> {
  all: Rows;
  /** By class. */
  countsOf(rows: Rows): number[];
  /** Undefined where none raises purity. `counts` are of the rows, by class. */
  bestSplit(rows: Rows, counts: number[], task: Task): Split | undefined;
  /** The rows themselves are not asked for again. */
  divide(
    rows: Rows,
    split: Split,
  ): { left: Rows; right: Rows; surrogates: (Codes & Pick<Surrogate, 'isTurned' | 'agreement'>)[] };
  /** Rows that will not be divided. */
  release(rows: Rows): void;
}

/** A leaf that may yet be split. */
interface Open<Rows> {
  node: TreeNode;
  rows: Rows;
  depth: number;
  split: Split;
}

/** Splits the leaf whose split is worth most, of equal ones the first, until no split is allowed or the leaves are as many as wanted. */
export function grow<Rows>(growth: Growth, store: RowStore<Rows>): TreeNode {
  const open: Open<Rows>[] = [];
  const begin = (rows: Rows, depth: number): TreeNode => {
    const counts = store.countsOf(rows);
    const node = growth.leafOf(counts);
    const split = mayDivide(counts, depth, growth) ? store.bestSplit(rows, counts, growth) : undefined;
    if (split && split.decrease >= growth.minDecrease) open.push({ node, rows, depth, split });
    else store.release(rows);
    return node;
  };
  const root = begin(store.all, 0);
  for (let leaves = 1; leaves < growth.maxLeaves; leaves++) {
    const next = takeBest(open, growth.maxLeaves);
    if (!next) break;
    const { node, rows, split, depth } = next;
    const { left, right, surrogates } = store.divide(rows, split);
    const asked = surrogates.map(({ isTurned, agreement, ...codes }) => ({
      ...question(codes, growth),
      ...(isTurned && { isTurned }),
      agreement,
    }));
    node.split = {
      ...question(split, growth),
      ...{ missing: split.missing, ...(asked.length > 0 && { surrogates: asked }) },
      ...{ left: begin(left, depth + 1), right: begin(right, depth + 1) },
    };
  }
  return root;
}

function mayDivide(counts: number[], depth: number, { maxDepth, minSplit, minLeaf }: Growth): boolean {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return depth < maxDepth && rows >= Math.max(minSplit, 2 * minLeaf) && counts.filter(count => count > 0).length > 1;
}

function question(codes: Codes, { columns, cut }: Growth): Question {
  return questionOf(codes, columns, cut);
}

/** Without a limit of leaves the order does not matter: then the last, so that few are open. */
function takeBest<Rows>(open: Open<Rows>[], maxLeaves: number): Open<Rows> | undefined {
  if (maxLeaves === Number.POSITIVE_INFINITY) return open.pop();
  let best = 0;
  open.forEach((one, at) => {
    if (one.split.decrease > (open[best] as Open<Rows>).split.decrease) best = at;
  });
  return open.splice(best, 1)[0];
}
