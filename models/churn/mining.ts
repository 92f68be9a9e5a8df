import { CliError, exitCode } from '../../src/errors.js';
import type { Choice, Mining, MiningTask } from '../mining.js';
import { exampleColumns, examplesOfFile, treeChoices, treeOptionsOf } from '../tree/index.js';
import { cardOf } from './card/card.js';
import { churnDefaults } from './features.js';
import type { ChurnFitted } from './fit.js';
import type { ChurnOptions } from './options.js';
import { offerOf } from './profit/chosen-offer.js';
import type { LogisticLearnt } from './rival/logistic.js';
import { drawnNodes } from './tree-nodes.js';
import { treeCase, treeRules } from './tree-rules.js';

/** Who is positive in a column of a file. */
export const mining: Mining<ChurnOptions, ChurnFitted> = {
  sentence: 'who will leave, and why: a tree and its rivals, judged on rows held out',
  columns: {
    ...exampleColumns,
    fairness: {
      sentence: 'columns whose groups are told how they fare; they are not predicted by',
      type: 'any',
      missing: 'kept',
      many: true,
      optional: true,
    },
  },
  choices: {
    positive: { sentence: 'the value of the target that is predicted', type: 'word' },
    ...treeChoices,
    ridge: { sentence: 'of the logistic regression (default: none, 1 where it needs one)', type: 'number' },
    threshold: {
      sentence: `the probability from which on a row is called positive (default: ${churnDefaults.threshold})`,
      type: 'number',
    },
    least: {
      sentence: `the fewest examples of either class to learn from (default: ${churnDefaults.least})`,
      type: 'whole',
    },
    'offer-cost': { sentence: 'what calling one of them costs', type: 'number' },
    'success-rate': { sentence: 'of those who would leave the share that an offer keeps', type: 'number' },
    value: { sentence: 'what somebody who is kept is worth: an amount, or a column', type: 'word' },
    'allow-leak': { sentence: 'columns, commas between, that may tell what only the future knows', type: 'word' },
  },
  options,
  features: task => ({
    'feature.churn': examplesOfFile({ ...task, columns: { ...task.columns, columns: readOf(task.columns) } }),
    'feature.churn_example': 'select * from feature.churn',
  }),
  result: answerOf,
  asksRows: true,
  drawing: drawnNodes,
  tables: ({ offer, fairness }) => ({
    models: `select model, round(auc, 4) as auc, round(auc_low, 4) as auc_low, round(auc_high, 4) as auc_high,
  round(brier, 4) as brier, round(reliability, 4) as reliability,
  round(resolution, 4) as resolution, round(logloss, 4) as logloss, round(lift10, 2) as lift10, coalesce(cast(round(p, 4) as varchar), '') as p,
  case when is_chosen = 1 then 'scores' else '' end as chosen
from score.churn_leaderboard
order by place`,
    rules: `select rule, examples as rows, positives, round(share, 3) as share
from score.churn_rule
order by share desc, leaf
limit 20`,
    importance: `select column_name as column, round(fall, 4) as area_falls_by, round(deviation, 4) as deviation
from score.churn_importance
order by place
limit 20`,
    dependence: `select column_name as column, value, round(score, 4) as mean_score
from score.churn_dependence
order by place`,
    learning: `select examples, round(auc, 4) as auc, round(auc_low, 4) as auc_low, round(auc_high, 4) as auc_high
from score.churn_learning
order by examples`,
    ...(fairness.length > 0 && {
      fairness: `select column_name as column, group_name as "group", examples as rows, positives, round(auc, 4) as auc,
  round(selected, 3) as called, round(selected_positives, 3) as positives_called, round(selected_negatives, 3) as others_called,
  round(said, 3) as said, round(came, 3) as came
from score.churn_fairness
order by place`,
    }),
    card: 'select subject, text from score.churn_card order by place',
    ...(offer && {
      profit_by_cut: `select called, round(share, 3) as share, round(positives, 1) as positives, round(expected, 2) as expected, round(came, 2) as came,
  case when is_best = 1 then 'best' else '' end as cut
from score.churn_profit
order by called`,
    }),
  }),
};

/** What of a file is read of each row: what is predicted by, and what fairness is judged by. */
function readOf({ columns = [], fairness = [] }: MiningTask['columns']): string[] {
  return [...new Set([...columns, ...fairness])];
}

function options(chosen: Record<string, Choice>, columns: MiningTask['columns']): ChurnOptions {
  const defaults = { ...churnDefaults, positive: undefined };
  const { 'allow-leak': leak, 'offer-cost': _cost, 'success-rate': _rate, value: _value, ...others } = chosen;
  const offer = offerOf(chosen, columns.columns ?? []);
  const given = treeOptionsOf(others, columns);
  const { threshold, ridge } = chosen;
  if (threshold !== undefined && !(Number(threshold) >= 0 && Number(threshold) <= 1)) {
    throw new CliError(`--threshold is a probability from 0 to 1, not ${threshold}`, exitCode.usage, 'for example 0.5');
  }
  if (ridge !== undefined && Number(ridge) < 0) {
    throw new CliError(`--ridge is 0 or more, not ${ridge}`, exitCode.usage, 'for example 1');
  }
  const split = given.split ?? (columns.time ? { kind: 'time' } : { kind: 'random', share: 0.2 });
  return {
    ...defaults,
    ...given,
    origin: 'file',
    split,
    fairness: columns.fairness ?? [],
    ...(offer && { offer }),
    ...(leak !== undefined && {
      allow_leak: String(leak)
        .split(',')
        .map(name => name.trim()),
    }),
  } as ChurnOptions;
}

function answerOf(fitted: ChurnFitted): Record<string, unknown> {
  const { rows, positives, positive, holdout, leaderboard, chosen, profit } = fitted;
  const { lift, calibration, confusion, importance, dependence, learning, fairness } = fitted;
  return {
    ...{ rows, positives, positive, holdout, leaderboard, chosen },
    tree: {
      leaves: treeRules(fitted).map(({ rule, rows: own, positives: there, sql }) => ({
        rule,
        rows: own,
        positives: there,
        condition: sql,
      })),
      sql: treeCase(fitted),
    },
    logistic: logisticOf(fitted),
    calibrated: calibratedOf(fitted),
    ...{ calibration, lift, confusion, importance, dependence, learning, fairness },
    card: cardOf(fitted),
    profit: profit && { ...profit, best: profit.cuts.find(({ is_best }) => is_best) },
    sufficiency: fitted.needs,
    leakage: fitted.leaks,
    left_out: fitted.leftOut,
  };
}

function logisticOf({ learnt }: ChurnFitted): object | undefined {
  const logistic = learnt.logistic as LogisticLearnt | undefined;
  if (!logistic) return undefined;
  const { logLikelihood, aic, rank, ridge, coefficients } = logistic;
  return { log_likelihood: logLikelihood, aic, rank, ridge, coefficients };
}

function calibratedOf({ calibrated }: ChurnFitted): object | null {
  if (!calibrated) return null;
  const { calibrator, compared, before, standing } = calibrated;
  return { by: calibrator.kind, compared, before, standing };
}
