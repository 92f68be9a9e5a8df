import { type TiedScores, tiedScores } from './tied-scores.js';

/** The same of scores that are probabilities; throws a RangeError when one is not from 0 to 1, or there is no row. */
export function tiedProbabilities(labels: ArrayLike<number>, probabilities: ArrayLike<number>): TiedScores {
  const tied = tiedScores(labels, probabilities);
  if (tied.all.rows === 0) throw new RangeError('there is no row to evaluate');
  for (const one of [tied.score[0], tied.score.at(-1)])
    if (!(one !== undefined && one >= 0 && one <= 1))
      throw new RangeError(`a probability is a number from 0 to 1, not ${one}`);
  return tied;
}
