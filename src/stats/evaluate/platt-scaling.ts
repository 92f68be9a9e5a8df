import { type Calibration, logistic } from './calibration.js';
import { type TiedScores, tiedScores } from './tied-scores.js';

type Platt = Extract<Calibration, { kind: 'platt' }>;

/**
 * Platt's scaling (1999): a logistic curve over the scores, fitted to labels drawn in a little, (positives + 1) / (positives + 2) and
 * 1 / (negatives + 2), by Newton's method as Lin, Lin & Weng (2007) do it. Throws a RangeError on labels or scores that are none, or no row.
 */
export function plattScaling(labels: ArrayLike<number>, scores: ArrayLike<number>): Platt {
  const tied = tiedScores(labels, scores);
  const { rows, positives } = tied.all;
  if (rows === 0) throw new RangeError('there is no row to calibrate by');
  const targets = { positive: (positives + 1) / (positives + 2), negative: 1 / (rows - positives + 2) };
  let fit: Platt = { kind: 'platt', slope: 0, intercept: Math.log((positives + 1) / (rows - positives + 1)) };
  let loss = lossOf(tied, targets, fit);
  for (let round = 0; round < 100; round++) {
    const step = newtonStep(tied, targets, fit);
    if (Math.hypot(step.slope, step.intercept) < 1e-12 * (1 + Math.hypot(fit.slope, fit.intercept))) break;
    const next = shortened(step, fit, one => lossOf(tied, targets, one) < loss);
    if (!next) break;
    fit = next;
    loss = lossOf(tied, targets, fit);
  }
  return fit;
}

interface Targets {
  positive: number;
  negative: number;
}

/** The positive rows' targets and the negative ones' of one score, summed. */
function wanted({ rows, positives }: TiedScores, { positive, negative }: Targets, at: number): number {
  const own = positives[at] as number;
  return own * positive + ((rows[at] as number) - own) * negative;
}

function lossOf(tied: TiedScores, targets: Targets, { slope, intercept }: Platt): number {
  let loss = 0;
  tied.score.forEach((score, at) => {
    const x = slope * score + intercept;
    const rows = tied.rows[at] as number;
    // ln(1 + e^x) without overflow.
    loss += rows * (Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))) - wanted(tied, targets, at) * x;
  });
  return loss;
}

function newtonStep(tied: TiedScores, targets: Targets, { slope, intercept }: Platt) {
  let [gradient, gradient1, hessian, hessian1, hessian2] = [0, 0, 1e-12, 0, 1e-12];
  tied.score.forEach((score, at) => {
    const rows = tied.rows[at] as number;
    const p = logistic(slope * score + intercept);
    const off = rows * p - wanted(tied, targets, at);
    const weight = rows * p * (1 - p);
    gradient += off;
    gradient1 += off * score;
    hessian += weight;
    hessian1 += weight * score;
    hessian2 += weight * score * score;
  });
  const determinant = hessian * hessian2 - hessian1 * hessian1;
  return {
    slope: -(hessian * gradient1 - hessian1 * gradient) / determinant,
    intercept: -(hessian2 * gradient - hessian1 * gradient1) / determinant,
  };
}

/** The first of the whole step, half of it, and so on that is better. */
function shortened(step: { slope: number; intercept: number }, fit: Platt, isBetter: (one: Platt) => boolean) {
  for (let length = 1; length > 1e-10; length /= 2) {
    const next = { ...fit, slope: fit.slope + length * step.slope, intercept: fit.intercept + length * step.intercept };
    if (isBetter(next)) return next;
  }
  return undefined;
}
