import { type Cholesky, cholesky, solve } from './cholesky.js';
import { type Design, type Pass, pass } from './design.js';

/** Coefficients in standard deviations of their columns, intercept first. */
export interface Fit {
  coefficients: Float64Array;
  /** Of the information at the last step but one, with the ridge in it: it differs from that of the last by less than rounding. */
  factor: Cholesky;
  logLikelihood: number;
  rank: number;
  iterations: number;
  isDone: boolean;
  /** Whose coefficients still grow where the likelihood does not. */
  separating: boolean[];
}

/** A step that would raise the log-likelihood by less than this is the last: a millionth of a standard error, and the step after it is beyond rounding. */
const enough = 1e-12;
/** In standard deviations: what still moves so far when the likelihood stands moves for ever. */
const growing = 1e-4;

/** Newton's method, a step halved as long as it makes things worse. */
export function newton(
  design: Design,
  { ridge, maxIterations, start }: { ridge: number; maxIterations: number; start: number },
): Fit {
  const size = design.columns.length + 1;
  let coefficients: Float64Array = new Float64Array(size);
  coefficients[0] = start;
  let here = penalized(design, coefficients, ridge);
  let factor = cholesky(here.information, size);
  const { kept } = factor;
  const rank = kept.filter(Boolean).length;
  let iterations = 0;
  for (let isLast = false; ; ) {
    const step = solve(factor, here.gradient);
    const gain = step.reduce((sum, one, at) => sum + one * (here.gradient[at] as number), 0);
    isLast = gain < enough;
    const next = shortened(design, coefficients, step, { here, ridge, isLast });
    iterations++;
    coefficients = next.coefficients;
    here = next.pass;
    const separating = [...step].map(one => isLast && Math.abs(one) > growing);
    const { logLikelihood } = here;
    if (isLast || iterations >= maxIterations)
      return { coefficients, factor, logLikelihood, rank, iterations, isDone: isLast, separating };
    factor = cholesky(here.information, size, kept);
  }
}

interface Penalized extends Pass {
  /** The log-likelihood less the ridge. */
  worth: number;
}

function penalized(design: Design, coefficients: Float64Array, ridge: number): Penalized {
  const found = pass(design, coefficients);
  const size = coefficients.length;
  let squares = 0;
  for (let one = 1; one < size; one++) {
    const own = coefficients[one] as number;
    squares += own * own;
    found.gradient[one] = (found.gradient[one] as number) - ridge * own;
    const at = one * size + one;
    const isConstant = design.scales[one - 1] === 0;
    found.information[at] = (found.information[at] as number) + (isConstant ? 0 : ridge);
  }
  return { ...found, worth: found.logLikelihood - (ridge / 2) * squares };
}

function shortened(
  design: Design,
  from: Float64Array,
  step: Float64Array,
  { here, ridge, isLast }: { here: Penalized; ridge: number; isLast: boolean },
): { coefficients: Float64Array; pass: Penalized } {
  for (let length = 1; ; length /= 2) {
    const coefficients = from.map((one, at) => one + length * (step[at] as number));
    const next = penalized(design, coefficients, ridge);
    if (isLast || length < 1e-6 || next.worth >= here.worth - 1e-9 * Math.abs(here.worth))
      return { coefficients, pass: next };
  }
}
