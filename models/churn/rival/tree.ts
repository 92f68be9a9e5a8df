import { conditionsWords } from '../../condition-words.js';
import { double } from '../../double.js';
import {
  cellsAt,
  conditionOf,
  growTree,
  leafAt,
  leafCase,
  leavesOf,
  type NamedSplit,
  type NamedTree,
  sideOf,
} from '../../tree/index.js';
import { noReasons, textSql, topReasons } from './reasons.js';
import type { Called, Cells, Part, Rival } from './rival.js';

/** A decision tree: the share of positives in the leaf. */
export const tree: Rival<NamedTree> = {
  learn({ given, labels, learnt }, options) {
    return learnt.length > 0 ? growTree(given, labels, learnt, 2, options) : undefined;
  },
  probability: (learnt, cells) => positiveShare(leafAt(learnt, cells)),
  probabilities(learnt, { given }, rows) {
    const cells = cellsAt(given);
    return Float64Array.from(rows, row => positiveShare(leafAt(learnt, cells(row))));
  },
  sql: learnt => ({ steps: [], score: leafCase(learnt, leaf => double(positiveShare(leaf))) }),
  parts: (learnt, cells, called) => partsOf(wayOf(learnt, cells), called),
  base: positiveShare,
  /** They are the same for everybody in a leaf. */
  reasons(learnt, called) {
    const each = leavesOf(learnt).map(({ way }) => topReasons(partsOf(way, called)));
    const texts = noReasons.map((_, at) => leafCase(learnt, (_leaf, place) => textSql(each[place]?.[at])));
    return { steps: [], texts };
  },
};

function wayOf(tree: NamedTree, cells: Cells): NamedTree[] {
  const way = [tree];
  for (let node = tree; node.split; way.push(node)) node = node.split[sideOf(node.split, cells)];
  return way;
}

/** Each question on the way adds what it changes of the share. */
function partsOf(way: readonly NamedTree[], { predictors, ...wording }: Called): Part[] {
  return way.slice(1).map((next, at) => {
    const node = way[at] as NamedTree & { split: NamedSplit };
    const side = node.split.left === next ? 'left' : 'right';
    const text = conditionsWords([conditionOf(node.split, side)], predictors, wording);
    return { text, amount: positiveShare(next) - positiveShare(node) };
  });
}

/** Of a node's examples the share that is positive. */
function positiveShare({ counts }: Pick<NamedTree, 'counts'>): number {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return rows > 0 ? (counts[1] as number) / rows : 0;
}
