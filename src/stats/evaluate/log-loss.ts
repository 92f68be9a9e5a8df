import { tiedProbabilities } from './probabilities.js';

/**
 * The mean of -ln of the probability that was given to what came. Probabilities nearer to 0 or 1 than 2^-52 count as that near, as
 * scikit-learn has it, so one wrong certainty is no infinity. Throws a RangeError on labels or probabilities that are none, or no row.
 *
 * @example logLoss([1, 0], [0.5, 0.5]) // 0.6931, ln 2
 */
export function logLoss(labels: ArrayLike<number>, probabilities: ArrayLike<number>): number {
  const { score, rows, positives, all } = tiedProbabilities(labels, probabilities);
  let sum = 0;
  score.forEach((given, at) => {
    const probability = Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, given));
    const own = positives[at] as number;
    sum -= own * Math.log(probability) + ((rows[at] as number) - own) * Math.log1p(-probability);
  });
  return sum / all.rows;
}
