import { columnWords } from '../../src/column-words.js';
import { learntTable } from '../learnt-table.js';
import type { Findings, LearntTable, Scores } from '../model.js';
import { cardTables } from './card/tables.js';
import { churnContest } from './contest/table.js';
import { churnDecile } from './decile-table.js';
import { churnDrift } from './drift-table.js';
import type { ChurnFitted } from './fit.js';
import { insightTables } from './insight/tables.js';
import { standingCells, standingTypes } from './standing-columns.js';
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
  learntTable({
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
    rows: ({ leaderboard, chosen }: ChurnFitted) =>
      leaderboard.map((one, at) => ({
        ...standingCells(one),
        place: at + 1,
        model: one.model,
        p: one.p,
        is_chosen: Number(one.model === chosen),
      })),
  }),
  learntTable({
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
    rows: (fitted: ChurnFitted) =>
      treeRules(fitted).map(({ rule, sql, rows, positives }, at) => ({
        leaf: at + 1,
        rule,
        condition: sql,
        examples: rows,
        positives,
        share: rows > 0 ? positives / rows : null,
      })),
  }),
  churnNodes,
  learntTable({
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
    rows: ({ calibration: published, calibrated }: ChurnFitted) => {
      const before = calibrated && calibrated.calibrator.kind !== 'none' ? calibrated.before : [];
      return Object.entries({ published, before }).flatMap(([stage, bins]) =>
        bins.map(({ rows, positives, mean, rate }, at) => ({
          stage,
          bin: at + 1,
          examples: rows,
          positives,
          said: mean,
          came: rate,
        })),
      );
    },
  }),
  learntTable({
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
    rows: ({ lift }: ChurnFitted) => lift.map(part => ({ ...part, examples: part.rows })),
  }),
  learntTable({
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
    rows: ({ profit }: ChurnFitted) => (profit?.cuts ?? []).map(cut => ({ ...cut, is_best: Number(cut.is_best) })),
  }),
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
