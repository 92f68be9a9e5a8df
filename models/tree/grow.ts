import { shortBound } from '../../src/stats/short-bound.js';
import { classificationTree } from '../../src/stats/trees/classification-tree.js';
import { crossValidatedTree } from '../../src/stats/trees/cross-validated-tree.js';
import { pruneTree } from '../../src/stats/trees/prune-tree.js';
import type { TreeNode, TreeSplit } from '../../src/stats/trees/tree.js';
import type { NamedSplit, NamedTree } from './named-tree.js';
import type { Given } from './predictor.js';

/** How far a tree grows, and how it is cut back. */
export interface Growth {
  /** The share of the root's wrong rows that a split must save for each leaf more: rpart's `cp`. */
  complexity: number;
  /** By that alone, or by ten-fold cross-validation to the smallest tree within one standard error of the best. */
  prune: 'complexity' | 'one_se';
  criterion: 'gini' | 'entropy';
  /** Questions from the root to a leaf at most. */
  depth: number;
  /** Rows of a leaf at least, and of a node that is split. */
  leaf: number;
  branch: number;
  seed: number;
}

/** With more rows than this, numbers are cut into so many bins. */
const [many, bins] = [20_000, 255];

/** Grows a tree on some rows and cuts back what is not worth its leaves; `growOn` stands for whatever grows it. */
export function growTree(
  given: Given[],
  labels: ArrayLike<number>,
  among: Uint32Array,
  classes: number,
  { complexity, prune, criterion, depth, leaf, branch, seed }: Growth,
  growOn = classificationTree,
): NamedTree {
  const own = Uint16Array.from(among, row => labels[row] as number);
  const columns = given.map(({ values }) => Float64Array.from(among, row => values[row] as number));
  const growth = {
    maxDepth: depth,
    minLeaf: leaf,
    minSplit: branch,
    criterion,
    categorical: given.flatMap(({ kind }, at) => (kind === 'category' ? [at] : [])),
    ...(own.length > many && { bins }),
  };
  const costOf = (counts: number[]) =>
    own.length > 0 ? (complexity * (own.length - Math.max(0, ...counts))) / own.length : 0;
  const learnt = columns.map((values, at) => ({ ...(given[at] as Given), values }));
  if (prune === 'one_se' && own.length > 0) {
    const counts = Array<number>(classes).fill(0);
    for (const label of own) counts[label] = (counts[label] as number) + 1;
    return named(crossValidatedTree(columns, own, classes, { ...growth, seed, cost: costOf(counts) }).tree, learnt);
  }
  const grown = growOn(columns, own, classes, growth);
  return named(pruneTree(grown, costOf(grown.counts)), learnt);
}

/** By the columns that the tree was grown on. */
function named({ counts, label, split }: TreeNode, learnt: Given[]): NamedTree {
  if (!split) return { counts, label };
  const sides = { left: named(split.left, learnt), right: named(split.right, learnt) };
  const from = learnt[split.column] as Given;
  return { counts, label, split: { column: from.name, ...asked(split, from), missing: split.missing, ...sides } };
}

/** A word that the split does not know goes where a missing value goes; so does one that is none of the levels, unless the split knows such words. */
function asked(
  { threshold, categories, missing }: TreeSplit,
  { levels, values }: Given,
): Pick<NamedSplit, 'upTo' | 'among' | 'except'> {
  if (!categories) return { upTo: shortBound(threshold as number, values) };
  const side = (code: number) => (['left', 'right'] as const).find(one => categories[one].includes(code)) ?? missing;
  const words = (wanted: 'left' | 'right') => levels.filter((_, code) => side(code) === wanted);
  return side(levels.length) === 'left' ? { except: words('right') } : { among: words('left') };
}
