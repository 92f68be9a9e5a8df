import { learntTable } from '../../learnt-table.js';
import type { LearntTable } from '../../model.js';
import type { ChurnFitted } from '../fit.js';
import { cardOf } from './card.js';

/** What the model is and can, and for whom. */
export const cardTables: LearntTable<ChurnFitted>[] = [
  learntTable({
    table: 'score.churn_card',
    sentence: 'One row per line of the model card: data, columns, model, figures, fairness, limits.',
    key: ['place'],
    columns: { place: 'integer', subject: 'varchar', text: 'varchar' },
    rows: (fitted: ChurnFitted) => cardOf(fitted).map((line, at) => ({ ...line, place: at + 1 })),
  }),
  learntTable({
    table: 'score.churn_fairness',
    sentence: 'One row per group of a column that fairness is judged by: how the examples held out fare.',
    key: ['column_name', 'group_name'],
    columns: {
      place: 'integer',
      column_name: 'varchar',
      group_name: 'varchar',
      examples: 'integer',
      positives: 'integer',
      auc: 'double',
      selected: 'double',
      selected_positives: 'double',
      selected_negatives: 'double',
      said: 'double',
      came: 'double',
    },
    rows: ({ fairness }: ChurnFitted) =>
      fairness.map((one, at) => ({
        ...one,
        place: at + 1,
        column_name: one.column,
        group_name: one.group,
        examples: one.rows,
        came: one.positives / one.rows,
      })),
  }),
];
