import { logistic as curve } from '../../../src/stats/evaluate/calibration.js';
import { type LogisticRegression, logisticRegression } from '../../../src/stats/logistic/logistic-regression.js';
import { double } from '../../double.js';
import { cellsAt, type Given } from '../../tree/index.js';
import { positivesOf } from '../examples.js';
import type { Rival } from './rival.js';
import { type Term, termOf, termSql } from './term.js';
import { termPart, termReasons } from './term-reasons.js';
import { encoded } from './terms.js';

/** What a logistic regression has learnt. */
export interface LogisticLearnt {
  intercept: number;
  terms: Term[];
  ridge: number;
  logLikelihood: number;
  aic: number;
  rank: number;
  coefficients: { name: string; estimate: number; standardError?: number; p?: number }[];
  notes: string[];
}

/** Logistic regression: what the columns add to the log-odds. */
export const logistic: Rival<LogisticLearnt> = {
  learn: ({ given, labels, learnt }, { ridge }) => regression(given, labels, learnt, ridge),
  probability: ({ intercept, terms }, cells) =>
    curve(terms.reduce((sum, term) => sum + termOf(term, cells(term.column)), intercept)),
  probabilities(learnt, { given }, rows) {
    const cells = cellsAt(given);
    return Float64Array.from(rows, row => logistic.probability(learnt, cells(row)));
  },
  sql({ intercept, terms }) {
    const sum = [double(intercept), ...terms.map(termSql)].join('\n    + ');
    return { steps: [], score: `1e0 / (1e0 + exp(-(${sum})))` };
  },
  base: learnt => curve(baseOf(learnt)),
  parts: ({ terms }, cells, { origin }) => terms.map(term => termPart(term, cells(term.column), origin)),
  reasons: ({ terms }, { origin }, mark) => termReasons(terms, mark, origin),
};

/** Recency alone: the baseline that everybody has. */
export const recency: Rival<LogisticLearnt> = {
  ...logistic,
  learn({ given, labels, learnt }, { recency: column, ridge }) {
    const own = given.filter(({ name }) => name === column);
    return own.length > 0 ? regression(own, labels, learnt, ridge) : undefined;
  },
};

/** The log-odds of everybody on average. */
function baseOf({ intercept, terms }: LogisticLearnt): number {
  return terms.reduce((sum, { mean }) => sum + mean, intercept);
}

/** A ridge keeps coefficients finite where columns part the classes; otherwise none is needed. */
const parting = 1;

function regression(
  given: Given[],
  labels: Uint8Array,
  rows: Uint32Array,
  ridge: number | undefined,
): LogisticLearnt | undefined {
  const positives = positivesOf(labels, rows);
  if (positives === 0 || positives === rows.length) return undefined;
  const own = Uint8Array.from(rows, row => labels[row] as number);
  const all = given.map(one => encoded(one, rows));
  const dummies = all.flatMap(one => one.dummies);
  const columns = dummies.map(({ values }) => values);
  const names = dummies.map(({ name }) => name);
  const plain = logisticRegression(columns, own, { ridge: ridge ?? 0, names });
  const kept = ridge === undefined && isParted(plain) ? parting : (ridge ?? 0);
  const found =
    kept === parting && ridge === undefined ? logisticRegression(columns, own, { ridge: kept, names }) : plain;
  const estimates = found.coefficients.map(({ estimate }) => estimate);
  let at = 0;
  const terms = all.map(({ dummies: mine, term }) => {
    at += mine.length;
    return term(estimates.slice(at - mine.length, at));
  });
  const { logLikelihood, aic, rank, notes, intercept } = found;
  const coefficients = found.coefficients.map(({ estimate, standardError, p }, place) => ({
    name: names[place] as string,
    estimate,
    ...(standardError !== undefined && { standardError }),
    ...(p !== undefined && { p }),
  }));
  return { intercept: intercept.estimate, terms, ridge: kept, logLikelihood, aic, rank, coefficients, notes };
}

function isParted({ coefficients }: LogisticRegression): boolean {
  return coefficients.some(({ estimate, standardError }) => estimate !== 0 && standardError === undefined);
}
