import { learntTable } from '../../learnt-table.js';
import type { ChurnFitted } from '../fit.js';
import { standingCells, standingTypes } from '../standing-columns.js';

/** Who was held against whom when the model was last fitted, and who scores since. */
export const churnContest = learntTable({
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
  rows({ contest }: ChurnFitted) {
    if (!contest) return [];
    return (['champion', 'challenger'] as const).map(role => {
      const { standing, learntTo, rows, positives } = { ...contest, ...contest[role] };
      return {
        ...standingCells(standing),
        role,
        model: standing?.model ?? 'none',
        learnt_to: learntTo,
        judged_on: contest.day,
        examples: rows,
        positives,
        scores: Number(role === contest.winner),
        why: contest.why,
      };
    });
  },
});
