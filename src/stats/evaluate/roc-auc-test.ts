import { upperGamma } from '../upper-gamma.js';
import { placements } from './placements.js';
import { tiedScores } from './tied-scores.js';

/** How two scores of the same rows differ in the area under the ROC curve. */
export interface RocAucTest {
  /** The area of the first less that of the second, and its standard error. */
  difference: number;
  standardError: number;
  /** The probability of a difference as great where there is none; where nothing varies 1 for no difference and 0 for any. */
  p: number;
}

/**
 * The test of DeLong, DeLong & Clarke-Pearson (1988) for two areas of the same rows, as R's `pROC::roc.test` with its method "delong". Undefined with fewer than two rows of a
 * class. Throws a RangeError on labels or scores that are none.
 *
 * @example rocAucTest([0, 0, 1, 1], [1, 2, 3, 4], [1, 3, 2, 4])?.difference // 0.25
 */
export function rocAucTest(
  labels: ArrayLike<number>,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): RocAucTest | undefined {
  const [one, other] = [placesOf(labels, first), placesOf(labels, second)];
  if (!one || !other) return undefined;
  const difference = one.auc - other.auc;
  const distances = one.places.map((place, row) => place - (other.places[row] as number) - difference);
  const spread = (label: number) => {
    const own = distances.filter((_, row) => labels[row] === label);
    return own.reduce((sum, distance) => sum + distance ** 2, 0) / (own.length - 1) / own.length;
  };
  const variance = spread(0) + spread(1);
  const p = variance > 0 ? upperGamma(0.5, difference ** 2 / variance / 2) : Number(difference === 0);
  return { difference, standardError: Math.sqrt(variance), p };
}

/** By row the share of the other class that it is put right against. */
function placesOf(labels: ArrayLike<number>, scores: ArrayLike<number>) {
  const tied = tiedScores(labels, scores);
  const { rows, positives } = tied.all;
  if (positives < 2 || rows - positives < 2) return undefined;
  const { above, below, auc } = placements(tied);
  const numbers = new Map(Array.from(tied.score, (score, at) => [score, at]));
  const places = Float64Array.from({ length: rows }, (_, row) => {
    const at = numbers.get(scores[row] as number) as number;
    return (labels[row] === 1 ? above[at] : below[at]) as number;
  });
  return { auc, places };
}
