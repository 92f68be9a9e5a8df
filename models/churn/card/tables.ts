import { doubles, integers, texts } from '../../../src/table.js';
import type { LearntTable } from '../../model.js';
import type { ChurnFitted } from '../fit.js';
import { cardOf } from './card.js';

/** What the model is and can, and for whom. */
export const cardTables: LearntTable<ChurnFitted>[] = [
  {
    table: 'score.churn_card',
    sentence: 'One row per line of the model card: data, columns, model, figures, fairness, limits.',
    key: ['place'],
    columns: { place: 'integer', subject: 'varchar', text: 'varchar' },
    reads: [],
    make(fitted) {
      const lines = cardOf(fitted);
      return {
        rows: lines.length,
        columns: [
          integers('place', lines, (_, at) => at + 1),
          texts('subject', lines, ({ subject }) => subject),
          texts('text', lines, ({ text }) => text),
        ],
      };
    },
  },
  {
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
    reads: [],
    make: ({ fairness }) => ({
      rows: fairness.length,
      columns: [
        integers('place', fairness, (_, at) => at + 1),
        texts('column_name', fairness, ({ column }) => column),
        texts('group_name', fairness, ({ group }) => group),
        integers('examples', fairness, ({ rows }) => rows),
        integers('positives', fairness, ({ positives }) => positives),
        doubles('auc', fairness, ({ auc }) => auc),
        doubles('selected', fairness, ({ selected }) => selected),
        doubles('selected_positives', fairness, one => one.selected_positives),
        doubles('selected_negatives', fairness, one => one.selected_negatives),
        doubles('said', fairness, ({ said }) => said),
        doubles('came', fairness, ({ positives, rows }) => positives / rows),
      ],
    }),
  },
];
