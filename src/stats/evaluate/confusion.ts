import { tiedScores } from './tied-scores.js';

/** Who is called positive at a threshold, rightly and wrongly. A share of nothing is absent. */
export interface Confusion {
  threshold: number;
  truePositives: number;
  falsePositives: number;
  trueNegatives: number;
  falseNegatives: number;
  accuracy?: number;
  /** Of those called positive, the share that are. */
  precision?: number;
  /** Of the positives, the share that are called so. */
  recall?: number;
  /** Of the negatives, the share that are called so. */
  specificity?: number;
  /** The harmonic mean of precision and recall. */
  f1?: number;
}

/**
 * Calls rows positive whose score is the threshold or above, and counts who is right. Throws a RangeError on labels or scores that are none.
 *
 * @example confusion([0, 1, 1], [0.2, 0.5, 0.1], 0.5) // truePositives: 1, falseNegatives: 1, trueNegatives: 1
 */
export function confusion(labels: ArrayLike<number>, scores: ArrayLike<number>, threshold: number): Confusion {
  const { score, rows, positives, all } = tiedScores(labels, scores);
  let [called, truePositives] = [0, 0];
  score.forEach((one, at) => {
    if (one < threshold) return;
    called += rows[at] as number;
    truePositives += positives[at] as number;
  });
  const falsePositives = called - truePositives;
  const falseNegatives = all.positives - truePositives;
  const trueNegatives = all.rows - called - falseNegatives;
  return {
    ...{ threshold, truePositives, falsePositives, trueNegatives, falseNegatives },
    ...share('accuracy', truePositives + trueNegatives, all.rows),
    ...share('precision', truePositives, called),
    ...share('recall', truePositives, all.positives),
    ...share('specificity', trueNegatives, all.rows - all.positives),
    ...share('f1', 2 * truePositives, called + all.positives),
  };
}

function share(name: string, part: number, whole: number): { [name: string]: number } {
  return whole === 0 ? {} : { [name]: part / whole };
}
