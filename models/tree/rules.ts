import { conditionsSql } from '../condition.js';
import { conditionsWords } from '../condition-words.js';
import type { TreeFitted } from './fit.js';
import { leavesOf } from './leaves.js';

/** A leaf in words and in SQL. */
export interface TreeRule {
  rule: string;
  condition: string;
  class: string;
  /** The examples that came there, and how many of them are of each class, in the order of the classes. */
  rows: number;
  counts: number[];
}

/** The leaves of the tree, from left to right. */
export function rulesOf({
  tree,
  classes,
  predictors,
}: Pick<TreeFitted, 'tree' | 'classes' | 'predictors'>): TreeRule[] {
  return leavesOf(tree).map(({ conditions, label, counts }) => ({
    rule: conditionsWords(conditions, predictors, { origin: 'file' }),
    condition: conditionsSql(conditions, 'try_cast'),
    class: classes[label] as string,
    rows: counts.reduce((sum, count) => sum + count, 0),
    counts,
  }));
}
