import { type Calibration, calibrated } from '../../../src/stats/evaluate/calibration.js';
import { double } from '../../double.js';
import { sixDecimals, sixDecimalsSql } from '../../six-decimals.js';

/** What turns the score of a rival into the probability that is published; `none` leaves it as it is. Plain data. */
export type Calibrator = { kind: 'none' } | Calibration;

/** The scale that a calibrator reads: log-odds of the score for a temperature and Platt's curve, else the score itself. Six decimals of it count, so that SQL reads the very same number. */
export function calibratorScale(kind: Calibrator['kind'], score: number): number {
  const read = sixDecimals(score);
  if (kind !== 'platt' && kind !== 'temperature') return read;
  const within = Math.min(1 - nearest, Math.max(nearest, read));
  return Math.log(within / (1 - within));
}

/** The probability that is published for a score, of six decimals. */
export function published(calibrator: Calibrator, score: number): number {
  if (calibrator.kind === 'none') return sixDecimals(score);
  return sixDecimals(calibrated(calibrator, calibratorScale(calibrator.kind, score)));
}

/** The same in SQL before it is rounded, of a score that is an expression: a step of a select where it needs one, whose name begins with `mark`. */
export function publishedSql(calibrator: Calibrator, score: string, mark: string) {
  if (calibrator.kind === 'none') return { steps: [], score };
  const learnt = `${mark}learnt`;
  const steps = [{ [learnt]: sixDecimalsSql(score) }];
  if (calibrator.kind === 'isotonic') return { steps, score: isotonicSql(calibrator, learnt) };
  const logOdds = logOddsSql(learnt);
  const { kind } = calibrator;
  const line =
    kind === 'platt'
      ? `${double(calibrator.slope)} * ${logOdds} + ${double(calibrator.intercept)}`
      : `${logOdds} / ${double(calibrator.temperature)}`;
  return { steps, score: `1e0 / (1e0 + exp(-(${line})))` };
}

/** A score is at least so far from 0 and 1: its last decimal. */
const nearest = 0.000001;

function logOddsSql(learnt: string): string {
  const within = `least(${double(1 - nearest)}, greatest(${double(nearest)}, ${learnt}))`;
  return `ln(${within} / (1e0 - ${within}))`;
}

/** Straight lines between one score and the next, outside as at the nearest end. */
function isotonicSql({ scores, probabilities }: Extract<Calibrator, { kind: 'isotonic' }>, learnt: string): string {
  const at = (values: number[], place: number) => values[place] as number;
  const whens = scores.map((score, right) => {
    const left = Math.max(0, right - 1);
    const [low, high] = [at(probabilities, left), at(probabilities, right)];
    const rise = `${double(high - low)} * (${learnt} - ${double(at(scores, left))})`;
    const line = `${double(low)} + (${rise}) / ${double(score - at(scores, left))}`;
    return `when ${learnt} <= ${double(score)} then ${right === 0 || low === high ? double(low) : line}`;
  });
  return `case ${whens.join('\n    ')} else ${double(probabilities.at(-1) as number)} end`;
}
