import { columnWords } from '../../src/column-words.js';
import { doubles, integers, type Table, texts } from '../../src/table.js';
import type { Findings, LearntTable, Scores } from '../model.js';
import { cardTables } from './card/tables.js';
import { churnContest } from './contest/table.js';
import { churnDecile } from './decile-table.js';
import { churnDrift } from './drift-table.js';
import type { ChurnFitted } from './fit.js';
import { insightTables } from './insight/tables.js';
import { standingColumns, standingTypes } from './standing-columns.js';
import { churnNodes } from './tree-nodes.js';
import { treeRules } from './tree-rules.js';

/** What score.churn looks like. */
export const churnScores: Scores = {
  sentence: 'One row per customer: how likely they leave, whether that is called leaving, and three reasons.',
  columns: {
    customer_id: 'varchar',
    as_of: 'date',
    score: 'decimal(9, 6)',
    class: 'varchar',
    reason_1: 'varchar',
    reason_2: 'varchar',
    reason_3: 'varchar',
    expected_profit: 'double',
    scored_by: 'varchar',
    model_version: 'integer',
  },
  score: 'cast(score as varchar)',
  class: 'class',
};

/** What was learnt beside the scores. */
export const churnTables: LearntTable<ChurnFitted>[] = [
  {
    table: 'score.churn_leaderboard',
    sentence: 'One row per model: how well it told who leaves, on the examples held out.',
    key: ['model'],
    columns: {
      place: 'integer',
      model: 'varchar',
      ...standingTypes,
      p: 'double',
      is_chosen: 'integer',
    },
    reads: [],
    make: leaderboard,
  },
  {
    table: 'score.churn_rule',
    sentence: 'One row per leaf of the decision tree: the rule that leads there, and the examples it was learnt from.',
    key: ['leaf'],
    columns: {
      leaf: 'integer',
      rule: 'varchar',
      condition: 'varchar',
      examples: 'integer',
      positives: 'integer',
      share: 'double',
    },
    reads: [],
    make: ruleTable,
  },
  churnNodes,
  {
    table: 'score.churn_calibration',
    sentence:
      'One row per tenth of the examples held out, by their scores as published and as they were before: how many were said to leave, and how many did.',
    key: ['stage', 'bin'],
    columns: {
      stage: 'varchar',
      bin: 'integer',
      examples: 'integer',
      positives: 'integer',
      said: 'double',
      came: 'double',
    },
    reads: [],
    make: calibration,
  },
  {
    table: 'score.churn_lift',
    sentence: 'One row per tenth of the examples held out, the highest scores first: who would be reached.',
    key: ['part'],
    columns: {
      part: 'integer',
      examples: 'integer',
      positives: 'double',
      score: 'double',
      rate: 'double',
      lift: 'double',
      gain: 'double',
      ks: 'double',
    },
    reads: [],
    make: liftRows,
  },
  {
    table: 'score.churn_profit',
    sentence:
      'One row per cut through the examples held out, the greatest expected profit first: what calling up to it brings.',
    key: ['called'],
    columns: {
      called: 'integer',
      share: 'double',
      positives: 'double',
      lowest: 'double',
      expected: 'double',
      came: 'double',
      is_best: 'integer',
    },
    reads: [],
    make: profitRows,
  },
  ...insightTables,
  ...cardTables,
  churnContest,
  churnDrift,
  churnDecile,
];

/** Who scores, and how well. */
export const churnFindings: Findings = {
  select: `select leaderboard.model, leaderboard.auc, leaderboard.lift10, farthest.column_name, farthest.stability_index, scores.stability_index as of_scores,
  contest.why
from score.churn_leaderboard as leaderboard
left join score.churn_drift as scores on scores.kind = 'score'
left join score.churn_drift as farthest on farthest.kind = 'column' and farthest.place = 2
left join score.churn_contest as contest on contest.role = 'champion' and contest.scores = 1
where leaderboard.is_chosen = 1`,
  say: ({ model, auc, lift10, column_name, stability_index, of_scores, why }) => {
    const moved = `since the fit scores have moved by ${Number(of_scores).toFixed(3)}, of the columns ${columnWords(String(column_name)).noun} the most, by ${Number(stability_index).toFixed(3)}`;
    return `churn by ${model}: an area of ${Number(auc).toFixed(3)}, lift ${Number(lift10).toFixed(2)} in the first tenth; ${moved}${why === null ? '' : `; it stays: ${why}`}`;
  },
};

function leaderboard({ leaderboard: all, chosen }: ChurnFitted): Table {
  return {
    rows: all.length,
    columns: [
      integers('place', all, (_, at) => at + 1),
      texts('model', all, ({ model }) => model),
      ...standingColumns(all),
      doubles('p', all, ({ p }) => p),
      integers('is_chosen', all, ({ model }) => Number(model === chosen)),
    ],
  };
}

function ruleTable(fitted: ChurnFitted): Table {
  const rules = treeRules(fitted);
  return {
    rows: rules.length,
    columns: [
      integers('leaf', rules, (_, at) => at + 1),
      texts('rule', rules, ({ rule }) => rule),
      texts('condition', rules, ({ sql }) => sql),
      integers('examples', rules, ({ rows }) => rows),
      integers('positives', rules, ({ positives }) => positives),
      doubles('share', rules, ({ rows, positives }) => (rows > 0 ? positives / rows : null)),
    ],
  };
}

function calibration({ calibration: published, calibrated }: ChurnFitted): Table {
  const before = calibrated && calibrated.calibrator.kind !== 'none' ? calibrated.before : [];
  const staged = Object.entries({ published, before });
  const bins = staged.flatMap(([stage, own]) => own.map((bin, at) => ({ ...bin, stage, number: at + 1 })));
  return {
    rows: bins.length,
    columns: [
      texts('stage', bins, ({ stage }) => stage),
      integers('bin', bins, ({ number }) => number),
      integers('examples', bins, ({ rows }) => rows),
      integers('positives', bins, ({ positives }) => positives),
      doubles('said', bins, ({ mean }) => mean),
      doubles('came', bins, ({ rate }) => rate),
    ],
  };
}

function liftRows({ lift }: ChurnFitted): Table {
  return {
    rows: lift.length,
    columns: [
      integers('part', lift, ({ part }) => part),
      integers('examples', lift, ({ rows }) => rows),
      doubles('positives', lift, ({ positives }) => positives),
      doubles('score', lift, ({ score }) => score),
      doubles('rate', lift, ({ rate }) => rate),
      doubles('lift', lift, ({ lift: own }) => own),
      doubles('gain', lift, ({ gain }) => gain),
      doubles('ks', lift, ({ ks }) => ks),
    ],
  };
}

function profitRows({ profit }: ChurnFitted): Table {
  const cuts = profit?.cuts ?? [];
  return {
    rows: cuts.length,
    columns: [
      integers('called', cuts, ({ called }) => called),
      doubles('share', cuts, ({ share }) => share),
      doubles('positives', cuts, ({ positives }) => positives),
      doubles('lowest', cuts, ({ lowest }) => lowest),
      doubles('expected', cuts, ({ expected }) => expected),
      doubles('came', cuts, ({ came }) => came),
      integers('is_best', cuts, one => Number(one.is_best)),
    ],
  };
}
