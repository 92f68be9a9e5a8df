import { shareWords } from '../../src/share-words.js';
import { conditionsWords } from '../condition-words.js';
import { learntTable } from '../learnt-table.js';
import type { DrawnNode } from '../mining.js';
import { conditionOf, type NamedTree } from '../tree/index.js';
import type { ChurnFitted } from './fit.js';

/** The decision tree, node by node, to be drawn. */
export const churnNodes = learntTable({
  table: 'score.churn_node',
  sentence: 'One row per node of the decision tree, each before what is below it: the answer that leads there.',
  key: ['node'],
  columns: {
    node: 'integer',
    parent: 'integer',
    depth: 'integer',
    answer: 'varchar',
    examples: 'integer',
    positives: 'integer',
    share: 'double',
    is_leaf: 'integer',
  },
  rows: (fitted: ChurnFitted) =>
    numbered(fitted).map((node, at) => ({
      ...node,
      node: at + 1,
      share: node.positives / Math.max(1, node.examples),
      is_leaf: Number(node.isLeaf),
    })),
});

/** The same as it is drawn on the page of a file. */
export function drawnNodes(fitted: ChurnFitted): DrawnNode[] {
  return numbered(fitted).map(({ parent, depth, answer, examples, positives, isLeaf }) => {
    const share = positives / Math.max(1, examples);
    const text = `${positives} of ${examples}, ${shareWords(share)}`;
    return { parent: parent > 0 ? parent - 1 : undefined, depth, label: answer, text, share, isLeaf };
  });
}

interface Node {
  /** The number of the node above; of the root 0. */
  parent: number;
  depth: number;
  answer: string;
  examples: number;
  positives: number;
  isLeaf: boolean;
}

function numbered({ learnt, predictors, ...wording }: ChurnFitted): Node[] {
  const nodes: Node[] = [];
  const visit = ({ counts, split }: NamedTree, parent: number, depth: number, answer: string) => {
    const examples = counts.reduce((sum, count) => sum + count, 0);
    const own = nodes.push({ parent, depth, answer, examples, positives: counts[1] ?? 0, isLeaf: !split });
    if (!split) return;
    for (const side of ['left', 'right'] as const)
      visit(split[side], own, depth + 1, conditionsWords([conditionOf(split, side)], predictors, wording));
  };
  if (learnt.tree) visit(learnt.tree as NamedTree, 0, 0, 'everybody');
  return nodes;
}
