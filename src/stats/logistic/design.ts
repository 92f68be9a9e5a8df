import type { Columns } from '../value-order.js';

/** What a logistic regression is fitted to: columns, seen as centred and of standard deviation 1, labels, and how often each row counts. */
export interface Design {
  columns: Columns;
  labels: ArrayLike<number>;
  weights?: ArrayLike<number>;
  rows: number;
  means: Float64Array;
  /** Standard deviations over all rows, divided by n; 0 of a constant column. */
  scales: Float64Array;
  /** Counts these rows elsewhere, sooner. */
  counted?: (coefficients: Float64Array, wanted: 'all' | 'gradient') => Pass;
}

/** What a pass over the rows finds at some coefficients: the log-likelihood, its gradient and the information matrix, intercept first. */
interface Pass {
  logLikelihood: number;
  gradient: Float64Array;
  information: Float64Array;
}

const chunk = 512;

/** Means and standard deviations, in two passes. */
export function designOf(columns: Columns, labels: ArrayLike<number>, weights?: ArrayLike<number>): Design {
  const rows = labels.length;
  let total = 0;
  for (let row = 0; row < rows; row++) total += weights ? (weights[row] as number) : 1;
  const means = Float64Array.from(columns, column => weighted(column, weights, 1, 0) / total);
  const scales = Float64Array.from(columns, (column, at) => {
    const mean = means[at] as number;
    return scaleOf(weighted(column, weights, 2, mean) / total, mean);
  });
  return { columns, labels, weights, rows, means, scales };
}

/** The standard deviation; 0 where it is but rounding. */
export function scaleOf(variance: number, mean: number): number {
  const scale = Math.sqrt(variance);
  return scale > 1e-12 * Math.abs(mean) ? scale : 0;
}

function weighted(column: ArrayLike<number>, weights: ArrayLike<number> | undefined, power: 1 | 2, from: number) {
  let sum = 0;
  for (let row = 0; row < column.length; row++) {
    const distance = (column[row] as number) - from;
    sum += (power === 1 ? distance : distance * distance) * (weights ? (weights[row] as number) : 1);
  }
  return sum;
}

/** Goes through the rows in pieces of a fixed size, whose sums are added in their order; the information, most of the work, is all 0 where it is not wanted. */
export function pass(design: Design, coefficients: Float64Array, wanted: 'all' | 'gradient'): Pass {
  if (design.counted) return design.counted(coefficients, wanted);
  const size = design.columns.length + 1;
  const sums: Pass = { logLikelihood: 0, gradient: new Float64Array(size), information: new Float64Array(size * size) };
  const piece = pieceOf(size);
  for (let from = 0; from < design.rows; from += chunk) {
    const length = Math.min(chunk, design.rows - from);
    read(design, piece, from, length);
    sums.logLikelihood += predict(design, piece, coefficients, from, length);
    for (let one = 0; one < size; one++) addGradient(piece, sums, one, length);
    if (wanted === 'gradient') continue;
    for (let one = 0; one < size; one++) addInformation(piece, sums, one, length);
  }
  return mirrored(sums);
}

/** The information with its upper half, as the lower is. */
export function mirrored(sums: Pass): Pass {
  const size = sums.gradient.length;
  for (let row = 0; row < size; row++)
    for (let column = row + 1; column < size; column++)
      sums.information[row * size + column] = sums.information[column * size + row] as number;
  return sums;
}

interface Piece {
  /** Columns of the piece, the first all 1. */
  values: Float64Array[];
  logOdds: Float64Array;
  residuals: Float64Array;
  information: Float64Array;
  product: Float64Array;
}

function pieceOf(size: number): Piece {
  const one = () => new Float64Array(chunk);
  const values = Array.from({ length: size }, one);
  values[0]?.fill(1);
  return { values, logOdds: one(), residuals: one(), information: one(), product: one() };
}

function read({ columns, means, scales }: Design, { values }: Piece, from: number, length: number): void {
  columns.forEach((column, at) => {
    const [mean, scale] = [means[at] as number, scales[at] as number];
    const factor = scale === 0 ? 0 : 1 / scale;
    const target = values[at + 1] as Float64Array;
    for (let row = 0; row < length; row++) target[row] = ((column[from + row] as number) - mean) * factor;
  });
}

/** The residuals and weights of a piece; returns its log-likelihood. */
function predict(design: Design, piece: Piece, coefficients: Float64Array, from: number, length: number): number {
  const { values, logOdds, residuals, information } = piece;
  const { labels, weights } = design;
  logOdds.fill(coefficients[0] as number);
  for (let one = 1; one < values.length; one++)
    addTimes(logOdds, values[one] as Float64Array, coefficients[one] as number);
  let [sum, likelihood] = [0, 1];
  for (let row = 0; row < length; row++) {
    const x = logOdds[row] as number;
    const label = labels[from + row] as number;
    const weight = weights ? (weights[from + row] as number) : 1;
    const small = Math.exp(-Math.abs(x));
    const probability = x < 0 ? small / (1 + small) : 1 / (1 + small);
    residuals[row] = weight * (label - probability);
    information[row] = (weight * small) / ((1 + small) * (1 + small));
    // ln p = -ln(1 + e^-|x|) less |x| where x is wrong; 512 factors of at most 2 fit a double, so one logarithm serves all.
    const isRight = label === 1 ? x >= 0 : x < 0;
    if (!isRight) sum -= weight * Math.abs(x);
    if (weights) sum -= weight * Math.log1p(small);
    else likelihood *= 1 + small;
  }
  return sum - Math.log(likelihood);
}

function addTimes(sums: Float64Array, values: Float64Array, factor: number): void {
  for (let row = 0; row < sums.length; row++) sums[row] = (sums[row] as number) + factor * (values[row] as number);
}

function addGradient({ values, residuals }: Piece, { gradient }: Pass, one: number, length: number): void {
  gradient[one] = (gradient[one] as number) + dot(residuals, values[one] as Float64Array, length);
}

/** Four columns at a time, so that a product is read once for all of them. */
function addInformation({ values, information, product }: Piece, sums: Pass, one: number, length: number): void {
  const own = values[one] as Float64Array;
  for (let row = 0; row < length; row++) product[row] = (information[row] as number) * (own[row] as number);
  const start = one * values.length;
  let other = 0;
  for (; other + 3 <= one; other += 4) addDots(sums.information, start + other, product, values, other, length);
  for (; other <= one; other++)
    sums.information[start + other] =
      (sums.information[start + other] as number) + dot(product, values[other] as Float64Array, length);
}

function addDots(
  sums: Float64Array,
  at: number,
  product: Float64Array,
  values: Float64Array[],
  first: number,
  length: number,
): void {
  const [one, two, three, four] = values.slice(first, first + 4) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let row = 0; row < length; row++) {
    const by = product[row] as number;
    a += by * (one[row] as number);
    b += by * (two[row] as number);
    c += by * (three[row] as number);
    d += by * (four[row] as number);
  }
  sums[at] = (sums[at] as number) + a;
  sums[at + 1] = (sums[at + 1] as number) + b;
  sums[at + 2] = (sums[at + 2] as number) + c;
  sums[at + 3] = (sums[at + 3] as number) + d;
}

/** Four sums side by side, which the processor adds at once. */
function dot(left: Float64Array, right: Float64Array, length: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  let at = 0;
  for (; at + 3 < length; at += 4) {
    a += (left[at] as number) * (right[at] as number);
    b += (left[at + 1] as number) * (right[at + 1] as number);
    c += (left[at + 2] as number) * (right[at + 2] as number);
    d += (left[at + 3] as number) * (right[at + 3] as number);
  }
  for (; at < length; at++) a += (left[at] as number) * (right[at] as number);
  return a + b + (c + d);
}
