import { valueOrder } from '../value-order.js';

/** The different scores of a sample in ascending order, with how many rows have each and how many of those are positive. */
export interface TiedScores {
  score: Float64Array;
  rows: Float64Array;
  positives: Float64Array;
  /** Over all of them. */
  all: { rows: number; positives: number };
}

/**
 * Counts rows by their score, so that what is computed from it depends neither on the order of the rows nor on how ties would be broken.
 * Throws a RangeError when labels and scores are not equally long, a label is neither 0 nor 1, or a score is not a finite number.
 */
export function tiedScores(labels: ArrayLike<number>, scores: ArrayLike<number>): TiedScores {
  refuse(labels, scores);
  const order = valueOrder([scores]);
  const [score, rows, positives] = [0, 1, 2].map(() => new Float64Array(order.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let groups = 0;
  let total = 0;
  for (const row of order) {
    const own = scores[row] as number;
    if (groups === 0 || own !== score[groups - 1]) score[groups++] = own;
    const label = labels[row] as number;
    rows[groups - 1] = (rows[groups - 1] as number) + 1;
    positives[groups - 1] = (positives[groups - 1] as number) + label;
    total += label;
  }
  const cut = (values: Float64Array) => values.slice(0, groups);
  return {
    score: cut(score),
    rows: cut(rows),
    positives: cut(positives),
    all: { rows: order.length, positives: total },
  };
}

function refuse(labels: ArrayLike<number>, scores: ArrayLike<number>): void {
  if (labels.length !== scores.length)
    throw new RangeError(`there are ${labels.length} labels for ${scores.length} scores`);
  for (let row = 0; row < labels.length; row++) {
    if (labels[row] !== 0 && labels[row] !== 1) throw new RangeError(`a label is 0 or 1, not ${labels[row]}`);
    if (!Number.isFinite(scores[row])) throw new RangeError(`a score is a finite number, not ${scores[row]}`);
  }
}
