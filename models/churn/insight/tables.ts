import { doubles, integers, texts } from '../../../src/table.js';
import type { LearntTable } from '../../model.js';
import type { ChurnFitted } from '../fit.js';

/** What columns do to the scores, and what more examples would. */
export const insightTables: LearntTable<ChurnFitted>[] = [
  {
    table: 'score.churn_importance',
    sentence: 'One row per column that is predicted by: how far the area under the curve falls where it is shuffled.',
    key: ['column_name'],
    columns: { place: 'integer', column_name: 'varchar', fall: 'double', deviation: 'double' },
    reads: [],
    make: ({ importance }) => ({
      rows: importance.length,
      columns: [
        integers('place', importance, (_, at) => at + 1),
        texts('column_name', importance, ({ column }) => column),
        doubles('fall', importance, ({ fall }) => fall),
        doubles('deviation', importance, ({ deviation }) => deviation),
      ],
    }),
  },
  {
    table: 'score.churn_dependence',
    sentence: 'One row per value of the most important columns: the mean score if everybody had it.',
    key: ['column_name', 'place'],
    columns: { column_name: 'varchar', place: 'integer', value: 'varchar', score: 'double' },
    reads: [],
    make: ({ dependence }) => ({
      rows: dependence.length,
      columns: [
        texts('column_name', dependence, ({ column }) => column),
        integers('place', dependence, (_, at) => at + 1),
        texts('value', dependence, ({ value }) => (value === null ? 'no value' : String(value))),
        doubles('score', dependence, ({ score }) => score),
      ],
    }),
  },
  {
    table: 'score.churn_learning',
    sentence: 'One row per growing number of examples: how well the chosen model does that has learnt from so many.',
    key: ['examples'],
    columns: { examples: 'integer', auc: 'double', auc_low: 'double', auc_high: 'double' },
    reads: [],
    make: ({ learning }) => ({
      rows: learning.length,
      columns: [
        integers('examples', learning, ({ examples }) => examples),
        doubles('auc', learning, ({ auc }) => auc),
        doubles('auc_low', learning, one => one.auc_low),
        doubles('auc_high', learning, one => one.auc_high),
      ],
    }),
  },
];
