import { upperGamma } from '../upper-gamma.js';
import type { Columns } from '../value-order.js';
import { columnUnit } from './column-unit.js';
import { type Design, designOf } from './design.js';
import { inverse } from './inverse.js';
import { type Fit, newton } from './newton.js';
import { sharedDesign } from './shared-design.js';

/** How a logistic regression is fitted; nothing must be given. */
export interface LogisticOptions {
  /**
   * What is taken off the log-likelihood: half of this times the sum of the squared coefficients, in standard deviations of their columns, without the
   * intercept. 0, none. It is 1 / C of scikit-learn on standardized columns.
   */
  ridge?: number;
  /** How often each row counts: once. */
  weights?: ArrayLike<number>;
  /** What the columns are called in notes: "column 0". */
  names?: string[];
  maxIterations?: number;
  /** How many threads count rows where there are many: as many as the machine has. The result does not depend on it. */
  threads?: number;
}

/** A coefficient per unit of its column. */
interface Coefficient {
  estimate: number;
  /** From the inverse of the information, with the ridge in it; absent, with z and p, where the data do not say what the coefficient is. */
  standardError?: number;
  /** Estimate over standard error, and how likely one as far from 0 would be if it were 0 (Wald's test). */
  z?: number;
  p?: number;
}

/** A fitted logistic regression. Plain data, so it goes through JSON. */
export interface LogisticRegression {
  intercept: Coefficient;
  /** Of each column; 0 where it is a combination of those before it. */
  coefficients: Coefficient[];
  logLikelihood: number;
  /** Of the intercept alone. */
  nullLogLikelihood: number;
  /** -2 (logLikelihood - rank). */
  aic: number;
  /** How many coefficients are fitted, the intercept among them. */
  rank: number;
  iterations: number;
  /** What is wrong with the data, in words: nothing, as a rule. */
  notes: string[];
}

/**
 * Logistic regression by maximum likelihood, iteratively reweighted least squares (Nelder & Wedderburn 1972), as R's glm finds it. Labels are 0 or 1.
 * A column that is constant, or a combination of those before it, gets 0 and a note; so do columns that part the classes (Albert & Anderson 1984), whose
 * coefficients would grow without end: a ridge keeps them finite. Throws a RangeError where a class has no row, a value is missing, or lengths differ.
 *
 * @example logisticRegression([[0, 0, 1, 1, 1]], [0, 1, 0, 1, 1]).coefficients[0]?.estimate // 0.6931, ln 2
 */
export function logisticRegression(
  columns: Columns,
  labels: ArrayLike<number>,
  options: LogisticOptions = {},
): LogisticRegression {
  const { weights, threads } = options;
  const positive = refuse(columns, labels, options);
  const units = columns.map(columnUnit);
  const within = columns.map((column, at) => inUnits(column, units[at] as number));
  const shared = weights ? undefined : sharedDesign(within, labels, threads);
  try {
    const { coefficients, ...found } = fitted(shared ?? designOf(within, labels, weights), positive, options);
    return { ...found, coefficients: coefficients.map((one, at) => perUnit(one, units[at] as number)) };
  } finally {
    shared?.close();
  }
}

function inUnits(column: ArrayLike<number>, unit: number): ArrayLike<number> {
  return unit === 1 ? column : Float64Array.from(column, value => value / unit);
}

function perUnit({ estimate, standardError, ...found }: Coefficient, unit: number): Coefficient {
  const own = standardError === undefined ? {} : { standardError: standardError / unit };
  return { estimate: estimate / unit, ...own, ...found };
}

function fitted(design: Design, positive: { rows: number; all: number }, options: LogisticOptions): LogisticRegression {
  const { ridge = 0, maxIterations = 60, names } = options;
  const fit = newton(design, { ridge, maxIterations, start: Math.log(positive.rows / (positive.all - positive.rows)) });
  const share = positive.rows / positive.all;
  return {
    ...coefficientsOf(fit, design),
    logLikelihood: fit.logLikelihood,
    nullLogLikelihood: positive.rows * Math.log(share) + (positive.all - positive.rows) * Math.log1p(-share),
    aic: -2 * (fit.logLikelihood - fit.rank),
    rank: fit.rank,
    iterations: fit.iterations,
    notes: notesOf(fit, design, names ?? []),
  };
}

/** The log-odds that a regression gives a row. */
export function logisticScore({ intercept, coefficients }: LogisticRegression, values: ArrayLike<number>): number {
  return coefficients.reduce((sum, { estimate }, at) => sum + estimate * (values[at] as number), intercept.estimate);
}

/** How many rows count, and how many of them are positive. */
function refuse(columns: Columns, labels: ArrayLike<number>, { weights, names }: LogisticOptions) {
  const other = [...columns, ...(weights ? [weights] : [])].find(column => column.length !== labels.length);
  if (other) throw new RangeError(`a column of ${other.length} rows for ${labels.length} labels`);
  let [rows, all] = [0, 0];
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] as number;
    if (label !== 0 && label !== 1) throw new RangeError(`a label is 0 or 1, not ${label}`);
    const weight = weights ? (weights[row] as number) : 1;
    rows += label * weight;
    all += weight;
  }
  if (rows === 0 || rows === all)
    throw new RangeError(`a logistic regression needs rows of both classes: ${rows} of ${all} are positive`);
  columns.forEach((column, at) => {
    for (let row = 0; row < column.length; row++)
      if (!Number.isFinite(column[row]))
        throw new RangeError(
          `a logistic regression needs every value: ${nameOf(at, names)} has ${column[row]} in row ${row}`,
        );
  });
  return { rows, all };
}

/** From standard deviations back to the units of the columns. */
function coefficientsOf(fit: Fit, { means, scales }: Design) {
  const covariance = inverse(fit.factor);
  const size = fit.factor.size;
  const factors = Float64Array.from(scales, scale => (scale === 0 ? 0 : 1 / scale));
  const isKnown = (at: number) => fit.factor.kept[at] && !fit.separating[at];
  const coefficients = [...factors].map((factor, at) => {
    const estimate = (fit.coefficients[at + 1] as number) * factor;
    const variance = (covariance[(at + 1) * size + at + 1] as number) * factor * factor;
    return coefficient(estimate, isKnown(at + 1) ? variance : Number.NaN);
  });
  // The intercept is that of columns at 0: a row of 1 and -mean / scale.
  const row = Float64Array.from({ length: size }, (_, at) =>
    at === 0 ? 1 : -(means[at - 1] as number) * (factors[at - 1] as number),
  );
  let [estimate, variance] = [0, 0];
  for (let one = 0; one < size; one++) {
    estimate += (row[one] as number) * (fit.coefficients[one] as number);
    for (let two = 0; two < size; two++)
      variance += (row[one] as number) * (row[two] as number) * (covariance[one * size + two] as number);
  }
  const isSure = fit.separating.every(one => !one);
  return { intercept: coefficient(estimate, isSure ? variance : Number.NaN), coefficients };
}

function coefficient(estimate: number, variance: number): Coefficient {
  if (Number.isNaN(variance)) return { estimate };
  const standardError = Math.sqrt(variance);
  const z = estimate / standardError;
  return { estimate, standardError, z, p: upperGamma(0.5, (z * z) / 2) };
}

function notesOf(fit: Fit, { scales }: Design, names: string[]): string[] {
  const parting = fit.separating.flatMap((is, at) => (is && at > 0 ? [nameOf(at - 1, names)] : []));
  const notes = [...scales].flatMap((scale, at) => {
    if (scale === 0) return [`${nameOf(at, names)} is constant, so it says nothing`];
    return fit.factor.kept[at + 1]
      ? []
      : [`${nameOf(at, names)} is a combination of columns before it, so it adds nothing`];
  });
  if (parting.length > 0)
    notes.push(
      `${parting.join(', ')} ${parting.length > 1 ? 'part' : 'parts'} the classes, at least in part, so the coefficients have no end: a ridge keeps them finite`,
    );
  if (!fit.isDone) notes.push(`no end after ${fit.iterations} iterations`);
  return notes;
}

function nameOf(column: number, names: string[] = []): string {
  return names[column] ?? `column ${column}`;
}
