import { conditionsWords } from '../condition-words.js';
import type { DrawnNode } from '../mining.js';
import type { TreeFitted } from './fit.js';
import { conditionOf } from './leaves.js';
import type { NamedTree } from './named-tree.js';
import { shareOf } from './score.js';

/** The tree as it is drawn: at each node its class, and the share of its examples that are of it. */
export function drawnTree({ tree, classes, predictors }: TreeFitted): DrawnNode[] {
  const nodes: DrawnNode[] = [];
  const visit = (node: NamedTree, parent: number | undefined, depth: number, label: string) => {
    const { counts, split } = node;
    const rows = counts.reduce((sum, count) => sum + count, 0);
    const text = `${classes[node.label]}: ${counts[node.label]} of ${rows}`;
    const own = nodes.push({ parent, depth, label, text, share: shareOf(node), isLeaf: !split }) - 1;
    if (!split) return;
    for (const side of ['left', 'right'] as const)
      visit(split[side], own, depth + 1, conditionsWords([conditionOf(split, side)], predictors, { origin: 'file' }));
  };
  visit(tree, undefined, 0, 'everybody');
  return nodes;
}
