import { type BinOptions, calibrationTable } from './calibration-table.js';
import { tiedProbabilities } from './probabilities.js';

/** The mean squared distance of probabilities from what came, and what it is made of: brier = reliability - resolution + uncertainty + within. */
export interface BrierScore {
  brier: number;
  /** How far the bins' mean probabilities are from their rates: 0 is best. */
  reliability: number;
  /** How far the bins' rates are from that of all: the more, the more is told apart. */
  resolution: number;
  /** What nobody can know who knows only the rate of all: rate (1 - rate). */
  uncertainty: number;
  /** What the bins hide, because probabilities within a bin differ; 0 where each bin has one probability. */
  within: number;
}

/**
 * Brier's score (1950) with Murphy's decomposition (1973) over bins, and what is left within them (Stephenson, Coelho & Jolliffe 2008). Throws
 * a RangeError on labels or probabilities that are none, or no row.
 *
 * @example brierScore([0, 1], [0.25, 0.75]).brier // 0.0625
 */
export function brierScore(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  options: BinOptions = {},
): BrierScore {
  const { bins } = calibrationTable(labels, probabilities, options);
  const { score, rows, positives, all } = tiedProbabilities(labels, probabilities);
  const rate = all.positives / all.rows;
  let squares = 0;
  score.forEach((probability, at) => {
    const own = positives[at] as number;
    squares += own * (1 - probability) ** 2 + ((rows[at] as number) - own) * probability ** 2;
  });
  const over = (distance: (bin: (typeof bins)[number]) => number) =>
    bins.reduce((sum, bin) => sum + bin.rows * distance(bin) ** 2, 0) / all.rows;
  const brier = squares / all.rows;
  const reliability = over(bin => bin.mean - bin.rate);
  const resolution = over(bin => bin.rate - rate);
  const uncertainty = rate * (1 - rate);
  return { brier, reliability, resolution, uncertainty, within: brier - reliability + resolution - uncertainty };
}
