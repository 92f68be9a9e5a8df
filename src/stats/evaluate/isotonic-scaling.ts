import type { Calibration } from './calibration.js';
import { tiedScores } from './tied-scores.js';

type Isotonic = Extract<Calibration, { kind: 'isotonic' }>;

/**
 * The non-decreasing probabilities that are nearest to the labels in least squares, by pooling adjacent violators (Ayer et al. 1955), with a straight
 * line between one level and the next, as scikit-learn's IsotonicRegression has it. Not advised below 1,000 rows. Throws a RangeError on labels
 * or scores that are none, or no row.
 */
export function isotonicScaling(labels: ArrayLike<number>, scores: ArrayLike<number>): Isotonic {
  const { score, rows, positives, all } = tiedScores(labels, scores);
  if (all.rows === 0) throw new RangeError('there is no row to calibrate by');
  const blocks: Block[] = [];
  score.forEach((own, at) => {
    let block = { from: own, to: own, rows: rows[at] as number, positives: positives[at] as number };
    for (let last = blocks.at(-1); last && isAbove(last, block); last = blocks.at(-1)) {
      blocks.pop();
      block = {
        from: last.from,
        to: block.to,
        rows: last.rows + block.rows,
        positives: last.positives + block.positives,
      };
    }
    blocks.push(block);
  });
  const ends = blocks.flatMap(({ from, to, rows: own, positives: there }) =>
    (from === to ? [from] : [from, to]).map(end => [end, there / own] as const),
  );
  return { kind: 'isotonic', scores: ends.map(([end]) => end), probabilities: ends.map(([, one]) => one) };
}

interface Block {
  from: number;
  to: number;
  rows: number;
  positives: number;
}

/** By whole numbers, so equal rates are seen to be equal, and pooled. */
function isAbove(left: Block, right: Block): boolean {
  return left.positives * right.rows >= right.positives * left.rows;
}
