import { type Cholesky, cholesky, solve } from './cholesky.js';
import { type Design, pass } from './design.js';
import { thinned } from './thinned.js';

/** Coefficients in standard deviations of their columns, intercept first. */
export interface Fit {
  coefficients: Float64Array;
  /** Of the information, with the ridge in it, where the last step began or ended: they differ by less than rounding. */
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

/** From so many rows on passes over them are saved. */
export const manyRows = 100_000;
/** Within a tenth of a standard error the information hardly changes any more. */
const near = 1e-2;
/** What a step gains is to fall by this factor at least, else it pays to count the information. */
const quick = 30;

interface Options {
  ridge: number;
  maxIterations: number;
  /** The intercept to begin with. */
  start: number;
}

/**
 * Newton's method, a step halved as long as it makes things worse. With many rows it begins where some of them end, and with their information, which costs
 * most to count and need not be exact for the way: only where that leads on too slowly is that of all rows counted before the end.
 */
export function newton(design: Design, options: Options): Fit {
  const { ridge, maxIterations } = options;
  const isLarge = design.rows >= manyRows;
  const begun = isLarge ? beginning(design, options) : undefined;
  let coefficients = begun?.coefficients ?? startOf(design, options);
  let here = penalized(design, coefficients, ridge, begun ? 'gradient' : 'all');
  let factor = begun?.factor ?? cholesky(here.information, coefficients.length);
  const { kept } = factor;
  const rank = kept.filter(Boolean).length;
  for (let iterations = 1, before = Number.POSITIVE_INFINITY; ; iterations++) {
    const step = solve(factor, here.gradient);
    const gain = step.reduce((sum, one, at) => sum + one * (here.gradient[at] as number), 0);
    const isLast = gain < enough;
    const isNear = begun !== undefined || gain < near;
    const wanted = isLarge && isNear && gain < before / quick && !isLast ? 'gradient' : 'all';
    before = gain;
    const next = shortened(design, coefficients, step, { here, ridge, isLast, wanted });
    coefficients = next.coefficients;
    here = next.pass;
    const separating = [...step].map(one => isLast && Math.abs(one) > growing);
    if (wanted === 'all' && (!isLast || isLarge)) factor = cholesky(here.information, coefficients.length, kept);
    const { logLikelihood } = here;
    if (isLast || iterations >= maxIterations)
      return { coefficients, factor, logLikelihood, rank, iterations, isDone: isLast, separating };
  }
}

function startOf({ columns }: Design, { start }: Options): Float64Array {
  const coefficients = new Float64Array(columns.length + 1);
  coefficients[0] = start;
  return coefficients;
}

/** Where a tenth of the rows end, or less of very many, and their information for that of all; nothing where they do not say something definite of every column. */
function beginning(design: Design, options: Options): Pick<Fit, 'coefficients' | 'factor'> | undefined {
  const some = thinned(design, Math.max(10, Math.floor(design.rows / 32_768)));
  const share = some.rows / design.rows;
  const ridge = options.ridge * share;
  const { coefficients, isDone, separating } = newton(some, { ...options, ridge, maxIterations: 20 });
  if (!isDone || separating.some(Boolean)) return undefined;
  const information = penalized(some, coefficients, ridge, 'all').information.map(one => one / share);
  const factor = cholesky(information, coefficients.length);
  return factor.kept.every(Boolean) ? { coefficients, factor } : undefined;
}

type Wanted = Parameters<typeof pass>[2];

interface Penalized extends ReturnType<typeof pass> {
  /** The log-likelihood less the ridge. */
  worth: number;
}

function penalized(design: Design, coefficients: Float64Array, ridge: number, wanted: Wanted): Penalized {
  const found = pass(design, coefficients, wanted);
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
  { here, ridge, isLast, wanted }: { here: Penalized; ridge: number; isLast: boolean; wanted: Wanted },
): { coefficients: Float64Array; pass: Penalized } {
  for (let length = 1; ; length /= 2) {
    const coefficients = from.map((one, at) => one + length * (step[at] as number));
    const next = penalized(design, coefficients, ridge, wanted);
    if (isLast || length < 1e-6 || next.worth >= here.worth - 1e-9 * Math.abs(here.worth))
      return { coefficients, pass: next };
  }
}
