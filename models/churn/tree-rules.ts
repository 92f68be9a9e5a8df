import { literal } from '../../src/engine/engine.js';
import { conditionsSql } from '../condition.js';
import { conditionsWords } from '../condition-words.js';
import { sixDecimals } from '../six-decimals.js';
import { leafCase, leavesOf, type NamedTree } from '../tree/index.js';
import { published } from './calibration/calibrator.js';
import type { ChurnFitted } from './fit.js';

/** A leaf of the tree: in words, as SQL, and what came there of the examples it was grown on. */
export interface ChurnRule {
  rule: string;
  sql: string;
  rows: number;
  positives: number;
}

/** The leaves of the tree, from left to right; none where no tree was grown. */
export function treeRules({
  learnt,
  predictors,
  ...wording
}: Pick<ChurnFitted, 'learnt' | 'predictors' | 'origin' | 'currency'>): ChurnRule[] {
  return leavesOfLearnt(learnt).map(({ conditions, counts }) => ({
    rule: conditionsWords(conditions, predictors, wording),
    sql: conditionsSql(conditions, 'try_cast'),
    rows: counts.reduce((sum, count) => sum + count, 0),
    positives: counts[1] as number,
  }));
}

/** The tree as one `case` over the columns: the class of each row, that of its score where the tree scores. */
export function treeCase({ learnt, chosen, calibrated, threshold, positive, negative }: ChurnFitted): string | null {
  const tree = learnt.tree as NamedTree | undefined;
  if (!tree) return null;
  const isPositive = ({ label, counts: [others = 0, own = 0] }: { label: number; counts: number[] }) =>
    chosen === 'tree' && calibrated
      ? published(calibrated.calibrator, own / Math.max(1, own + others)) >= sixDecimals(threshold)
      : label === 1;
  return leafCase(tree, leaf => literal(isPositive(leaf) ? positive : negative), 'try_cast');
}

function leavesOfLearnt(learnt: ChurnFitted['learnt']) {
  return learnt.tree ? leavesOf(learnt.tree as NamedTree) : [];
}
