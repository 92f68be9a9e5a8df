import { type CalibrationBin, calibrationTable } from '../../src/stats/evaluate/calibration-table.js';
import { type Confusion, confusion } from '../../src/stats/evaluate/confusion.js';
import { type LiftPart, liftTable } from '../../src/stats/evaluate/lift-table.js';
import type { Table } from '../../src/table.js';
import { cellsOf, type LeftOut, type Predictor } from '../tree/index.js';
import { type CalibratorChoice, calibrate } from './calibration/calibrate.js';
import { published } from './calibration/calibrator.js';
import { fairnessOf, type GroupFigures } from './card/fairness.js';
import type { Contest } from './contest/contest.js';
import { type Examples, examplesOf, positivesOf } from './examples.js';
import { churnDefaults } from './features.js';
import { type Dependence, dependenceOf } from './insight/dependence.js';
import { type ColumnImportance, importanceOf } from './insight/importance.js';
import type { Chosen } from './insight/judge.js';
import { type LearningPoint, learningOf } from './insight/learning.js';
import { type Leak, leaksOf } from './leaks.js';
import type { ChurnOptions } from './options.js';
import { type Profit, profitOf } from './profit/profit.js';
import { baselines } from './rival/baselines.js';
import { type RivalName, rivalNames, rivalOf } from './rival/rivals.js';
import { spaced } from './spaced.js';
import { type Spread, spreadsOf } from './spread.js';
import { chosenOf, type Standing, standingOf } from './standing.js';
import { type Need, needsOf } from './sufficiency.js';

interface Counts {
  rows: number;
  positives: number;
}

/** What the model has learnt, and how it was judged. */
export interface ChurnFitted extends Counts {
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
  /** The rivals from the simplest on. */
  leaderboard: Standing[];
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

type Insight = Pick<ChurnFitted, 'importance' | 'dependence' | 'learning'>;

type Judged = Insight &
  Pick<
    ChurnFitted,
    | 'confusion'
    | 'fairness'
    | 'leaderboard'
    | 'chosen'
    | 'learnt'
    | 'calibrated'
    | 'calibration'
    | 'lift'
    | 'profit'
    | 'spreads'
    | 'scoreSpread'
  >;

function judged(features: Table, examples: Examples, options: ChurnOptions): Judged {
  const rows = examples.held.length > 0 ? examples.held : examples.learnt;
  const labels = Uint8Array.from(rows, row => examples.labels[row] as number);
  const learnt: ChurnFitted['learnt'] = {};
  const scores = new Map<RivalName, Float64Array>();
  const leaderboard = rivalNames.flatMap(name => {
    const own = rivalOf(name).learn(examples, options);
    if (own === undefined) return [];
    learnt[name] = own;
    scores.set(name, rivalOf(name).probabilities(own, examples, rows));
    return [standingOf(name, labels, scores.get(name) as Float64Array)];
  });
  const chosen = chosenOf(leaderboard, baselines);
  if (chosen === undefined) return { ...nobody(examples), leaderboard, learnt };
  const choice = calibrate(chosen, examples, options);
  const before = scores.get(chosen) as Float64Array;
  const best = before.map(score => published(choice.calibrator, score));
  return {
    leaderboard,
    chosen,
    learnt,
    calibrated: {
      ...choice,
      before: calibrationTable(labels, before).bins,
      standing: standingOf(chosen, labels, best),
    },
    calibration: calibrationTable(labels, best).bins,
    lift: liftTable(labels, best)?.parts ?? [],
    confusion: confusion(labels, best, options.threshold),
    fairness: fairnessOf(features, options.fairness, { rows, labels, scores: best, threshold: options.threshold }),
    ...insightOf({ name: chosen, learnt: learnt[chosen], calibrator: choice.calibrator }, examples, rows, options),
    profit: options.offer ? profitOf(options.offer, features, rows, labels, best) : null,
    spreads: spreadsOf(examples),
    scoreSpread: scoreSpreadOf(
      rivalOf(chosen).probabilities(learnt[chosen], examples, spaced(examples.labels.length)),
      choice,
    ),
  };
}

function insightOf(chosen: Chosen, examples: Examples, rows: Uint32Array, options: ChurnOptions): Insight {
  const importance = importanceOf(chosen, examples, rows, options.seed);
  const names = importance.map(({ column }) => column);
  return {
    importance,
    dependence: dependenceOf(chosen, examples, rows, names),
    learning: learningOf(chosen.name, examples, rows, options),
  };
}

function nobody(examples: Examples): Judged {
  const judgement = {
    leaderboard: [],
    chosen: null,
    learnt: {},
    calibrated: null,
    calibration: [],
    lift: [],
    confusion: null,
    fairness: [],
    importance: [],
    dependence: [],
    learning: [],
    profit: null,
  };
  return { ...judgement, spreads: spreadsOf(examples), scoreSpread: [] };
}

function scoreSpreadOf(scores: Float64Array, { calibrator }: CalibratorChoice): Spread[] {
  const values = scores.map(score => published(calibrator, score));
  const column = { name: 'score', kind: 'number' as const, levels: [], isWhole: false, hasMissing: false, values };
  return spreadsOf({ given: [column], labels: new Uint8Array(values.length) });
}

/** The days of some rows; of more than a few the first and the last. */
function daysOf(features: Table, rows: Uint32Array): string[] {
  const cells = cellsOf(features);
  const days = Array.from(rows, row => cells(row, 'as_of')).filter(day => day !== null);
  const told = [...new Set(days.map(String))].sort();
  return told.length > 6 ? [`${told[0]} to ${told.at(-1)}`] : told;
}
