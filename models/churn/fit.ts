import type { CalibrationBin } from '../../src/stats/evaluate/calibration-table.js';
import type { Confusion } from '../../src/stats/evaluate/confusion.js';
import type { LiftPart } from '../../src/stats/evaluate/lift-table.js';
import type { Table } from '../../src/table.js';
import { cellsOf, type LeftOut, type Predictor } from '../tree/index.js';
import type { CalibratorChoice } from './calibration/calibrate.js';
import type { GroupFigures } from './card/fairness.js';
import type { Contest } from './contest/contest.js';
import { examplesOf, positivesOf } from './examples.js';
import { churnDefaults } from './features.js';
import type { Dependence } from './insight/dependence.js';
import type { ColumnImportance } from './insight/importance.js';
import type { LearningPoint } from './insight/learning.js';
import { judged, nobody } from './judged.js';
import { type Leak, leaksOf } from './leaks.js';
import type { ChurnOptions } from './options.js';
import type { Profit } from './profit/profit.js';
import type { RivalName } from './rival/rivals.js';
import type { Spread } from './spread.js';
import type { Standing } from './standing.js';
import { type Need, needsOf } from './sufficiency.js';

interface Counts {
  rows: number;
  positives: number;
}

/** What the model has learnt, and how it was judged. */
export interface ChurnFitted extends Counts {
  /** As the options say. */
  origin?: 'file';
  currency?: string;
  /** The rows held out, by which everything is judged; none where nothing is held out, and then the rows learnt from are. */
  holdout: Counts;
  positive: string;
  negative: string;
  threshold: number;
  incomplete: number;
  /** The days that examples are of, where they have one; no more than are worth telling. */
  days: { learnt: string[]; held: string[] };
  predictors: Predictor[];
  leftOut: LeftOut[];
  needs: Need[];
  leaks: Leak[];
  /** The rivals from the simplest on; `p` is the probability of an area as far from that of the one who scores where they do not differ (paired, by DeLong), null of itself. */
  leaderboard: (Standing & { p: number | null })[];
  /** Who scores; null where nobody does. */
  chosen: RivalName | null;
  learnt: Partial<Record<RivalName, unknown>>;
  /** How the scores of the one who scores become probabilities, what they were on the rows held out before, and what they are; null where nobody scores. */
  calibrated: Calibrated | null;
  /** Of the one who scores, on the rows held out, as they are published. */
  calibration: CalibrationBin[];
  lift: LiftPart[];
  /** What its columns do to it, and what more examples would; none where nobody scores. */
  importance: ColumnImportance[];
  dependence: Dependence[];
  learning: LearningPoint[];
  /** Who is called positive from the threshold on, of the rows held out; null where nobody scores. */
  confusion: Confusion | null;
  /** How groups of them fare. */
  fairness: GroupFigures[];
  /** What calling them brings; null without an offer. */
  profit: Profit | null;
  /** How it was held against the fit that stood before; null where there was none to be held against. */
  contest: Contest | null;
  /** How predictors were spread when it was learnt. */
  spreads: Spread[];
  /** How the published scores were, over all examples or many of them; none where nobody scores. */
  scoreSpread: Spread[];
}

interface Calibrated extends CalibratorChoice {
  before: CalibrationBin[];
  /** Of the scores as they are published; the leaderboard has them before. */
  standing: Standing;
}

/**
 * Learns who is positive by every rival, judges them on what is held out, and has the best one score. Where the data do not suffice, or a column seems to know
 * the future, nobody scores, and the answer says why. Throws CliError (usage) where it is not clear what is to be predicted.
 */
export function fit(features: Table, chosen: ChurnOptions): ChurnFitted {
  const options = { ...churnDefaults, ...chosen };
  const examples = examplesOf(features, options);
  const { labels, learnt, held, given } = examples;
  const needs = needsOf(examples, options.least, options.split.kind !== 'none');
  const isEnough = needs.every(({ missing }) => missing === 0);
  const leaks = isEnough ? leaksOf(features, examples, options) : [];
  const isOpen = isEnough && given.length > 0 && leaks.every(({ allowed }) => allowed);
  const base = {
    ...(options.origin && { origin: options.origin }),
    ...(options.currency && { currency: options.currency }),
    rows: learnt.length + held.length,
    positives: positivesOf(labels, learnt) + positivesOf(labels, held),
    holdout: { rows: held.length, positives: positivesOf(labels, held) },
    positive: examples.positive,
    negative: examples.negative,
    threshold: options.threshold,
    incomplete: examples.incomplete,
    days: { learnt: daysOf(features, learnt), held: daysOf(features, held) },
    predictors: given.map(({ values, ...predictor }) => predictor),
    leftOut: examples.leftOut,
    needs,
    leaks,
    contest: null,
  };
  return { ...base, ...(isOpen ? judged(features, examples, options) : nobody(examples)) };
}

/** The days of some rows; of more than a few the first and the last. */
function daysOf(features: Table, rows: Uint32Array): string[] {
  const cells = cellsOf(features);
  const days = Array.from(rows, row => cells(row, 'as_of')).filter(day => day !== null);
  const told = [...new Set(days.map(String))].sort();
  return told.length > 6 ? [`${told[0]} to ${told.at(-1)}`] : told;
}
