import { literal } from '../../src/engine/engine.js';
import { conditionsSql } from '../condition.js';
import { conditionsWords } from '../condition-words.js';
import { leafCase, leavesOf, type NamedTree } from '../tree/index.js';
import type { ChurnFitted } from './fit.js';

/** A leaf of the tree: in words, as SQL, and what came there of the examples it was grown on. */
export interface ChurnRule {
  rule: string;
  sql: string;
  rows: number;
  positives: number;
}

/** The leaves of the tree, from left to right; none where no tree was grown. */
export function treeRules({ learnt, predictors }: Pick<ChurnFitted, 'learnt' | 'predictors'>): ChurnRule[] {
  return leavesOfLearnt(learnt).map(({ conditions, counts }) => ({
    rule: conditionsWords(conditions, predictors),
    sql: conditionsSql(conditions, 'try_cast'),
    rows: counts.reduce((sum, count) => sum + count, 0),
    positives: counts[1] as number,
  }));
}

/** The tree as one `case` over the columns: the class of each row. */
export function treeCase({ learnt, positive, negative }: ChurnFitted): string | null {
  const tree = learnt.tree as NamedTree | undefined;
  return tree ? leafCase(tree, ({ label }) => literal(label === 1 ? positive : negative), 'try_cast') : null;
}

function leavesOfLearnt(learnt: ChurnFitted['learnt']) {
  return learnt.tree ? leavesOf(learnt.tree as NamedTree) : [];
}
