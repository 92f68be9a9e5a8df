import { tiedProbabilities } from './probabilities.js';

/** How probabilities are put into bins. */
export interface BinOptions {
  /** How many at most: 10. */
  bins?: number;
  /**
   * By `count`, the default: bins of about equally many rows, equal probabilities together: they go where the middle one of them belongs.
   * By `width`: bins of equal width from 0 to 1, each with its lower end.
   */
  by?: 'count' | 'width';
}

/** What was said and what came, of the rows whose probabilities lie together. */
export interface CalibrationBin {
  /** The lowest and the highest probability in it. */
  low: number;
  high: number;
  rows: number;
  positives: number;
  /** The mean probability, and the share of positive rows. */
  mean: number;
  rate: number;
}

/** A reliability table; bins without rows are left out. */
export interface CalibrationTable {
  bins: CalibrationBin[];
  /** Expected calibration error: the distance between mean and rate over the bins, weighted by their rows. */
  ece: number;
  /** The largest of those distances. */
  mce: number;
}

/**
 * Whether what is said with a probability of .3 comes in 30 of 100 cases (Murphy & Winkler 1977), and the expected calibration error over
 * the bins (Naeini, Cooper & Hauskrecht 2015). Throws a RangeError on labels or probabilities that are none, or no row.
 */
export function calibrationTable(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  options: BinOptions = {},
): CalibrationTable {
  const bins = calibrationBins(labels, probabilities, options);
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  const gaps = bins.map(bin => Math.abs(bin.mean - bin.rate));
  const ece = bins.reduce((sum, bin, at) => sum + (bin.rows / rows) * (gaps[at] as number), 0);
  return { bins, ece, mce: Math.max(...gaps) };
}

function calibrationBins(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  { bins = 10, by = 'count' }: BinOptions,
): CalibrationBin[] {
  const tied = tiedProbabilities(labels, probabilities);
  const found = new Map<number, CalibrationBin>();
  let before = 0;
  tied.score.forEach((probability, at) => {
    const rows = tied.rows[at] as number;
    const share = by === 'width' ? probability : (before + rows / 2) / tied.all.rows;
    const place = Math.min(bins - 1, Math.floor(share * bins));
    const bin = found.get(place) ?? { low: probability, high: probability, rows: 0, positives: 0, mean: 0, rate: 0 };
    found.set(place, bin);
    bin.high = probability;
    bin.rows += rows;
    bin.positives += tied.positives[at] as number;
    bin.mean += probability * rows;
    before += rows;
  });
  return [...found.values()].map(bin => ({ ...bin, mean: bin.mean / bin.rows, rate: bin.positives / bin.rows }));
}
