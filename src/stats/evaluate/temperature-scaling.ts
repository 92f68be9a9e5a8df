import { type Calibration, logistic } from './calibration.js';
import { type TiedScores, tiedScores } from './tied-scores.js';

type Temperature = Extract<Calibration, { kind: 'temperature' }>;

/** Where the best temperature is looked for: beyond it a score says everything, or nothing. */
const [coldest, hottest] = [1e-3, 1e3];

/**
 * The temperature that log-odds are divided by for the least log-loss (Guo, Pleiss, Sun & Weinberger 2017): above 1 the model was too sure of itself. It never changes
 * which class is likelier. It stays within .001 and 1,000. Throws a RangeError on labels or log-odds that are none, or no row.
 */
export function temperatureScaling(labels: ArrayLike<number>, logOdds: ArrayLike<number>): Temperature {
  const tied = tiedScores(labels, logOdds);
  if (tied.all.rows === 0) throw new RangeError('there is no row to calibrate by');
  let [low, high] = [1 / hottest, 1 / coldest];
  // The loss is convex in 1 / temperature: its slope has one zero.
  for (let round = 0; round < 200 && high - low > 1e-15 * high; round++) {
    const middle = Math.sqrt(low * high);
    if (slopeOf(tied, middle) > 0) high = middle;
    else low = middle;
  }
  return { kind: 'temperature', temperature: 1 / Math.sqrt(low * high) };
}

function slopeOf({ score, rows, positives }: TiedScores, factor: number): number {
  let slope = 0;
  score.forEach((one, at) => {
    slope += ((rows[at] as number) * logistic(factor * one) - (positives[at] as number)) * one;
  });
  return slope;
}
