import { type TiedScores, tiedScores } from './tied-scores.js';

/** One part of the rows, in the order of falling scores. */
export interface LiftPart {
  /** From 1, the highest scores. */
  part: number;
  rows: number;
  /** How many of them are positive; a fraction where the edge of a part goes through rows of equal score. */
  positives: number;
  /** The lowest score in it. */
  score: number;
  /** The share of positives, and how many times that of all it is. */
  rate: number;
  lift: number;
  /** Up to and including this part: the share of all rows, of all positives (gain, capture), and the lift. */
  depth: number;
  gain: number;
  cumulativeLift: number;
  /** Gain less the same share of the negatives. */
  ks: number;
}

/** Lift, gain and KS by parts. */
export interface LiftTable {
  parts: LiftPart[];
  /** The largest distance between the shares of positives and negatives above a score (Kolmogorov-Smirnov), over all scores, and where that is. */
  ks: number;
  ksScore: number;
}

/**
 * Who would be reached by beginning with the highest scores: rows in falling order of score, in equal parts, the k-th of them up to row floor(k n / parts).
 * Rows of equal score have no order among themselves: where a part ends among them it has of their positives what it has of their rows, the
 * mean over all orders. Undefined where there is no positive, no negative, or fewer rows than parts. Throws a RangeError on labels or scores that are none.
 */
export function liftTable(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  options: { parts?: number } = {},
): LiftTable | undefined {
  const { parts = 10 } = options;
  const tied = tiedScores(labels, scores);
  const { rows, positives } = tied.all;
  if (positives === 0 || positives === rows || rows < parts) return undefined;
  const ends = Array.from({ length: parts }, (_, at) => Math.floor(((at + 1) * rows) / parts));
  const reached = ends.map(reaching(tied));
  const table = ends.map((end, at) => {
    const from = ends[at - 1] ?? 0;
    const { positives: upTo, score } = reached[at] as Reached;
    const own = upTo - (reached[at - 1]?.positives ?? 0);
    const rate = own / (end - from);
    const all = positives / rows;
    const gain = upTo / positives;
    return {
      ...{ part: at + 1, rows: end - from, positives: own, score, rate, lift: rate / all },
      ...{ depth: end / rows, gain, cumulativeLift: upTo / end / all, ks: gain - (end - upTo) / (rows - positives) },
    };
  });
  return { parts: table, ...farthest(tied) };
}

interface Reached {
  positives: number;
  score: number;
}

/** The positives among so many rows of the highest scores, and the score of the last; asked for ever more rows. */
function reaching({ score, rows, positives }: TiedScores): (end: number) => Reached {
  let at = score.length;
  let [above, found] = [0, 0];
  return end => {
    while (above < end) {
      at--;
      above += rows[at] as number;
      found += positives[at] as number;
    }
    const beyond = above - end;
    return {
      positives: found - (beyond * (positives[at] as number)) / (rows[at] as number),
      score: score[at] as number,
    };
  };
}

function farthest({ score, rows, positives, all }: TiedScores): { ks: number; ksScore: number } {
  let [own, other] = [0, 0];
  let [ks, ksScore] = [0, score.at(-1) as number];
  for (let at = score.length - 1; at >= 0; at--) {
    own += positives[at] as number;
    other += (rows[at] as number) - (positives[at] as number);
    const distance = Math.abs(own / all.positives - other / (all.rows - all.positives));
    if (distance > ks) [ks, ksScore] = [distance, score[at] as number];
  }
  return { ks, ksScore };
}
