import { isotonicScaling } from '../../../src/stats/evaluate/isotonic-scaling.js';
import { plattScaling } from '../../../src/stats/evaluate/platt-scaling.js';
import { temperatureScaling } from '../../../src/stats/evaluate/temperature-scaling.js';
import type { Examples } from '../examples.js';
import type { ChurnOptions } from '../options.js';
import { type RivalName, rivalOf } from '../rival/rivals.js';
import { spaced } from '../spaced.js';
import { type Calibrator, calibratorScale, published } from './calibrator.js';

/** How a calibrator was chosen: the mean log-loss of each on rows that neither rival nor calibrator had seen, all of them among those learnt from. */
export interface CalibratorChoice {
  calibrator: Calibrator;
  compared: { kind: Calibrator['kind']; logloss: number }[];
  rows: number;
}

const folds = 5;

/**
 * The simplest calibrator within one standard error of the least log-loss, by cross-validation within the rows learnt from; the rows held out are not asked. The rival
 * learns each fold's complement, so every row has a score from a rival that has not seen it; calibrators are compared fold by fold on those, and the best one is
 * fitted to all of them (Platt 1999; Niculescu-Mizil & Caruana 2005).
 */
export function calibrate(name: RivalName, examples: Examples, options: ChurnOptions): CalibratorChoice {
  const rows = spaced(examples.learnt.length).map(at => examples.learnt[at] as number);
  const labels = Uint8Array.from(rows, row => examples.labels[row] as number);
  const scores = unseenScores(name, examples, options, rows);
  if (!scores) return { calibrator: { kind: 'none' }, compared: [], rows: 0 };
  const judged = kinds.map(kind => ({ kind, losses: lossesOf(kind, labels, scores) }));
  const compared = judged.map(({ kind, losses }) => ({ kind, logloss: meanOf(losses) }));
  return { calibrator: fitted(simplestOf(judged), labels, scores), compared, rows: rows.length };
}

/** The simplest first. */
const kinds = ['none', 'temperature', 'platt', 'isotonic'] as const;

const scalings = { temperature: temperatureScaling, platt: plattScaling, isotonic: isotonicScaling };

const inFold = (fold: number) => (_: unknown, at: number) => at % folds === fold;
const notInFold = (fold: number) => (_: unknown, at: number) => at % folds !== fold;

/** Of each row the score by a rival that learnt without its fold; undefined where one could not. */
function unseenScores(name: RivalName, examples: Examples, options: ChurnOptions, rows: Uint32Array) {
  const rival = rivalOf(name);
  const scores = new Float64Array(rows.length);
  for (let fold = 0; fold < folds; fold++) {
    const learnt = rival.learn({ ...examples, learnt: rows.filter(notInFold(fold)) }, options);
    const own = rows.filter(inFold(fold));
    if (learnt === undefined || own.length === 0) return undefined;
    rival.probabilities(learnt, examples, own).forEach((score, at) => {
      scores[at * folds + fold] = score;
    });
  }
  return scores;
}

/** What each row loses by a calibrator that has not seen it. */
function lossesOf(kind: Calibrator['kind'], labels: Uint8Array, scores: Float64Array): Float64Array {
  const losses = new Float64Array(scores.length);
  for (let fold = 0; fold < folds; fold++) {
    const others = notInFold(fold);
    const calibrator = fitted(kind, labels.filter(others), scores.filter(others));
    for (let at = fold; at < scores.length; at += folds) {
      const ofCame = Math.abs(1 - (labels[at] as number) - published(calibrator, scores[at] as number));
      losses[at] = -Math.log(Math.max(Number.EPSILON, ofCame));
    }
  }
  return losses;
}

/** A calibrator that is better by less than chance may make it would as soon harm on other rows (Breiman et al. 1984, section 3.4.3). */
function simplestOf(judged: { kind: Calibrator['kind']; losses: Float64Array }[]): Calibrator['kind'] {
  const best = judged.reduce((least, one) => (meanOf(one.losses) < meanOf(least.losses) ? one : least));
  const isAsGood = ({ losses }: (typeof judged)[number]) => {
    const more = losses.map((loss, at) => loss - (best.losses[at] as number));
    const mean = meanOf(more);
    const variance = meanOf(more.map(one => (one - mean) ** 2));
    return mean <= Math.sqrt(variance / more.length);
  };
  return (judged.find(isAsGood) ?? best).kind;
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function fitted(kind: Calibrator['kind'], labels: Uint8Array, scores: Float64Array): Calibrator {
  if (kind === 'none') return { kind };
  const read = scores.map(score => calibratorScale(kind, score));
  return scalings[kind](labels, read);
}
