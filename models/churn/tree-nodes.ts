import { doubles, integers, texts } from '../../src/table.js';
import { conditionsWords } from '../condition-words.js';
import type { DrawnNode } from '../mining.js';
import type { LearntTable } from '../model.js';
import { conditionOf, type NamedTree } from '../tree/index.js';
import type { ChurnFitted } from './fit.js';

/** The decision tree, node by node, to be drawn. */
export const churnNodes: LearntTable<ChurnFitted> = {
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
  reads: [],
  make({ learnt, predictors }) {
    const nodes = learnt.tree ? numbered(learnt.tree as NamedTree, predictors) : [];
    return {
      rows: nodes.length,
      columns: [
        integers('node', nodes, (_, at) => at + 1),
        integers('parent', nodes, ({ parent }) => parent),
        integers('depth', nodes, ({ depth }) => depth),
        texts('answer', nodes, ({ answer }) => answer),
        integers('examples', nodes, ({ examples }) => examples),
        integers('positives', nodes, ({ positives }) => positives),
        doubles('share', nodes, ({ examples, positives }) => positives / Math.max(1, examples)),
        integers('is_leaf', nodes, ({ isLeaf }) => Number(isLeaf)),
      ],
    };
  },
};

/** The same as it is drawn on the page of a file. */
export function drawnNodes({ learnt, predictors }: ChurnFitted): DrawnNode[] {
  const nodes = learnt.tree ? numbered(learnt.tree as NamedTree, predictors) : [];
  return nodes.map(({ parent, depth, answer, examples, positives, isLeaf }) => {
    const share = positives / Math.max(1, examples);
    const text = `${positives} of ${examples}, ${(share * 100).toFixed(1)} %`;
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

function numbered(tree: NamedTree, predictors: ChurnFitted['predictors']): Node[] {
  const nodes: Node[] = [];
  const visit = ({ counts, split }: NamedTree, parent: number, depth: number, answer: string) => {
    const examples = counts.reduce((sum, count) => sum + count, 0);
    const own = nodes.push({ parent, depth, answer, examples, positives: counts[1] ?? 0, isLeaf: !split });
    if (!split) return;
    for (const side of ['left', 'right'] as const)
      visit(split[side], own, depth + 1, conditionsWords([conditionOf(split, side)], predictors));
  };
  visit(tree, 0, 0, 'everybody');
  return nodes;
}
