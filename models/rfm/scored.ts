import { sizeSentence } from '../finding.js';
import type { Findings, Scores } from '../model.js';

/** What score.rfm looks like. */
export const rfmScores: Scores = {
  sentence: 'One row per customer: recency, frequency and monetary value, their scores and the segment.',
  columns: {
    customer_id: 'varchar',
    as_of: 'date',
    recency_days: 'integer',
    frequency: 'integer',
    monetary: 'decimal(18, 4)',
    r: 'integer',
    f: 'integer',
    m: 'integer',
    segment: 'varchar',
    model_version: 'integer',
  },
  score: `case
    when r is not null and f is not null and m is not null
      then concat_ws('-', cast(r as varchar), cast(f as varchar), cast(m as varchar))
  end`,
  class: 'segment',
};

/** The segments, the one with the most revenue first. */
export const rfmFindings: Findings = {
  select: 'select segment, customers, revenue_share from report.rfm_segment order by revenue desc, segment',
  say: sizeSentence,
};
