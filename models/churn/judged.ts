import { calibrationTable } from '../../src/stats/evaluate/calibration-table.js';
import { confusion } from '../../src/stats/evaluate/confusion.js';
import { liftTable } from '../../src/stats/evaluate/lift-table.js';
import { rocAucTest } from '../../src/stats/evaluate/roc-auc-test.js';
import type { Table } from '../../src/table.js';
import { sixDecimals } from '../six-decimals.js';
import { type CalibratorChoice, calibrate } from './calibration/calibrate.js';
import { published } from './calibration/calibrator.js';
import { fairnessOf } from './card/fairness.js';
import type { Examples } from './examples.js';
import type { ChurnFitted } from './fit.js';
import { dependenceOf } from './insight/dependence.js';
import { importanceOf } from './insight/importance.js';
import type { Chosen } from './insight/judge.js';
import { learningOf } from './insight/learning.js';
import type { ChurnOptions } from './options.js';
import { profitOf } from './profit/profit.js';
import { baselines } from './rival/baselines.js';
import { type RivalName, rivalNames, rivalOf } from './rival/rivals.js';
import { spaced } from './spaced.js';
import { type Spread, spreadsOf } from './spread.js';
import { chosenOf, standingOf } from './standing.js';

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

/** Learns by every rival, has the best one score, and judges it on the rows held out; without any on those learnt from. */
export function judged(features: Table, examples: Examples, options: ChurnOptions): Judged {
  const rows = examples.held.length > 0 ? examples.held : examples.learnt;
  const labels = Uint8Array.from(rows, row => examples.labels[row] as number);
  const learnt: ChurnFitted['learnt'] = {};
  const scores = new Map<RivalName, Float64Array>();
  const board = rivalNames.flatMap(name => {
    const own = rivalOf(name).learn(examples, options);
    if (own === undefined) return [];
    learnt[name] = own;
    scores.set(name, rivalOf(name).probabilities(own, examples, rows));
    return [standingOf(name, labels, scores.get(name) as Float64Array)];
  });
  const chosen = chosenOf(board, baselines);
  const leaderboard = board.map(one => ({
    ...one,
    p: chosen ? differenceOf(one.model, chosen, labels, scores) : null,
  }));
  if (chosen === undefined) return { ...nobody(examples), leaderboard, learnt };
  const choice = calibrate(chosen, examples, options);
  const before = scores.get(chosen) as Float64Array;
  const best = before.map(score => published(choice.calibrator, score));
  const threshold = sixDecimals(options.threshold);
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
    confusion: confusion(labels, best, threshold),
    fairness: fairnessOf(features, options.fairness, { rows, labels, scores: best, threshold }),
    ...insightOf({ name: chosen, learnt: learnt[chosen], calibrator: choice.calibrator }, examples, rows, options),
    profit: options.offer ? profitOf(options.offer, features, rows, labels, best) : null,
    spreads: spreadsOf(examples),
    scoreSpread: scoreSpreadOf(
      rivalOf(chosen).probabilities(learnt[chosen], examples, spaced(examples.labels.length)),
      choice,
    ),
  };
}

/** Whether two areas differ: null of one and the same. */
function differenceOf(
  one: RivalName,
  other: RivalName,
  labels: Uint8Array,
  scores: ReadonlyMap<RivalName, Float64Array>,
): number | null {
  const [own, others] = [scores.get(one), scores.get(other)] as [Float64Array, Float64Array];
  return one === other ? null : (rocAucTest(labels, own, others)?.p ?? null);
}

function insightOf(chosen: Chosen, examples: Examples, rows: Uint32Array, options: ChurnOptions): Insight {
  const importance = importanceOf(chosen, examples, rows, options.seed);
  const names = importance.map(({ column }) => column);
  return {
    importance,
    dependence: dependenceOf(chosen, examples, rows, names),
    learning: learningOf(chosen, examples, rows, options),
  };
}

/** What there is where nobody scores. */
export function nobody(examples: Examples): Judged {
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
