import { learntTable } from '../../learnt-table.js';
import type { LearntTable } from '../../model.js';
import type { ChurnFitted } from '../fit.js';

/** What columns do to the scores, and what more examples would. */
export const insightTables: LearntTable<ChurnFitted>[] = [
  learntTable({
    table: 'score.churn_importance',
    sentence: 'One row per column that is predicted by: how far the area under the curve falls where it is shuffled.',
    key: ['column_name'],
    columns: { place: 'integer', column_name: 'varchar', fall: 'double', deviation: 'double' },
    rows: ({ importance }: ChurnFitted) =>
      importance.map((one, at) => ({ ...one, place: at + 1, column_name: one.column })),
  }),
  learntTable({
    table: 'score.churn_dependence',
    sentence: 'One row per value of the most important columns: the mean score if everybody had it.',
    key: ['column_name', 'place'],
    columns: { column_name: 'varchar', place: 'integer', value: 'varchar', score: 'double' },
    rows: ({ dependence }: ChurnFitted) =>
      dependence.map(({ column, value, score }, at) => ({
        column_name: column,
        place: at + 1,
        value: value === null ? 'no value' : String(value),
        score,
      })),
  }),
  learntTable({
    table: 'score.churn_learning',
    sentence: 'One row per growing number of examples: how well the chosen model does that has learnt from so many.',
    key: ['examples'],
    columns: { examples: 'integer', auc: 'double', auc_low: 'double', auc_high: 'double' },
    rows: ({ learning }: ChurnFitted) => learning,
  }),
];
