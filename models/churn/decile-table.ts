import type { LearntTable } from '../model.js';
import type { ChurnFitted } from './fit.js';

/** Tenths of everybody who is scored now, which no row knows by itself; equal scores share the tenth of the first of them. */
export const churnDecile: LearntTable<ChurnFitted> = {
  table: 'score.churn_decile',
  sentence: 'One row per customer with a score: the tenth of those who are scored now, 1 the likeliest to leave.',
  key: ['customer_id'],
  columns: { customer_id: 'varchar', decile: 'integer' },
  reads: ['score.churn'],
  make: () => `select
  customer_id,
  cast(floor((rank() over (order by score desc) - 1) * 10e0 / count(*) over ()) as integer) + 1 as decile
from score.churn
where score is not null`,
};
