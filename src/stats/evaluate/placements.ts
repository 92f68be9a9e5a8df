import type { TiedScores } from './tied-scores.js';

/** Of each different score the share of the other class that a row with it is put right against: what DeLong et al. call structural components. */
export interface Placements {
  /** Of a positive row, the share of negatives below it, equal ones half. */
  above: Float64Array;
  /** Of a negative row, the share of positives above it. */
  below: Float64Array;
  auc: number;
}

/** By one pass over scores in ascending order, as Sun & Xu (2014) show; both classes have rows. */
export function placements({ score, rows, positives, all }: TiedScores): Placements {
  const negatives = all.rows - all.positives;
  const [above, below] = [new Float64Array(score.length), new Float64Array(score.length)];
  let [wins, lower, passed] = [0, 0, 0];
  score.forEach((_, at) => {
    const own = positives[at] as number;
    const other = (rows[at] as number) - own;
    wins += own * (lower + other / 2);
    above[at] = (lower + other / 2) / negatives;
    below[at] = (all.positives - passed - own / 2) / all.positives;
    lower += other;
    passed += own;
  });
  return { above, below, auc: wins / all.positives / negatives };
}
