import { integers, texts } from '../../../src/table.js';
import type { LearntTable } from '../../model.js';
import type { ChurnFitted } from '../fit.js';
import { standingColumns, standingTypes } from '../standing-columns.js';

/** Who was held against whom when the model was last fitted, and who scores since. */
export const churnContest: LearntTable<ChurnFitted> = {
  table: 'score.churn_contest',
  sentence: 'One row for the fit that stood and one for the new one: how both did on the examples last held out.',
  key: ['role'],
  columns: {
    role: 'varchar',
    model: 'varchar',
    learnt_to: 'varchar',
    judged_on: 'varchar',
    examples: 'integer',
    positives: 'integer',
    ...standingTypes,
    scores: 'integer',
    why: 'varchar',
  },
  reads: [],
  make({ contest }) {
    const roles = contest ? (['champion', 'challenger'] as const) : [];
    const both = roles.flatMap(role => (contest ? [{ ...contest, role, ...contest[role] }] : []));
    return {
      rows: both.length,
      columns: [
        texts('role', both, ({ role }) => role),
        texts('model', both, ({ standing }) => standing?.model ?? 'none'),
        texts('learnt_to', both, ({ learntTo }) => learntTo),
        texts('judged_on', both, ({ day }) => day),
        integers('examples', both, ({ rows }) => rows),
        integers('positives', both, ({ positives }) => positives),
        ...standingColumns(both.map(({ standing }) => standing)),
        integers('scores', both, ({ role, winner }) => Number(role === winner)),
        texts('why', both, ({ why }) => why),
      ],
    };
  },
};
