import { normalQuantile } from '../normal-quantile.js';
import { placements } from './placements.js';
import { tiedScores } from './tied-scores.js';

/** How well scores put positive rows before negative ones, and how sure that is. */
export interface RocAuc {
  /** The share of pairs of a positive and a negative row in which the positive has the higher score; a tie is half. */
  auc: number;
  /** The interval of the level by DeLong: auc ± z standard errors, cut off at 0 and 1. With one row of a class nothing is sure: 0 to 1. */
  low: number;
  high: number;
  /** Absent with one row of a class. */
  standardError?: number;
  positives: number;
  negatives: number;
}

/**
 * The area under the ROC curve with the interval of DeLong, DeLong & Clarke-Pearson (1988), as R's pROC gives it, from one sort as Sun & Xu (2014)
 * show. `labels` are 0 or 1; undefined where one of the two has no row. Throws a RangeError on labels or scores that are none.
 *
 * @example rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])?.auc // 0.75
 */
export function rocAuc(labels: ArrayLike<number>, scores: ArrayLike<number>, level = 0.95): RocAuc | undefined {
  const z = normalQuantile((1 + level) / 2);
  const tied = tiedScores(labels, scores);
  const positives = tied.all.positives;
  const negatives = tied.all.rows - positives;
  if (positives === 0 || negatives === 0) return undefined;
  const { above, below, auc } = placements(tied);
  const own = { auc, positives, negatives };
  if (positives < 2 || negatives < 2) return { ...own, low: 0, high: 1 };
  let [first, second] = [0, 0];
  tied.score.forEach((_, at) => {
    const count = tied.positives[at] as number;
    first += count * ((above[at] as number) - auc) ** 2;
    second += ((tied.rows[at] as number) - count) * ((below[at] as number) - auc) ** 2;
  });
  const standardError = Math.sqrt(first / (positives - 1) / positives + second / (negatives - 1) / negatives);
  const half = z * standardError;
  return { ...own, low: Math.max(0, auc - half), high: Math.min(1, auc + half), standardError };
}
