import type { Figure } from './figure.js';

/** What the chapter of what was landed and refused reads. */
export const qualitySelects = {
  quality: 'select * from report.quality order by entity, source, mapping',
  refused: 'select * from report.refused order by records desc, source, entity, rule, column_name',
  unknown: 'select * from report.unknown_member order by position',
} as const;

/** The same as rows. */
export interface QualityData {
  quality: QualityRow[];
  refused: RefusedRow[];
  unknown: UnknownRow[];
}

interface QualityRow {
  source: string;
  entity: string;
  batches: number;
  landed: number;
  accepted: number;
  refused: number;
  repeats: number;
  skipped: number;
  exact_repeats: number;
  refused_share: Figure;
  latest_batch: string;
  latest_landed: number;
  latest_accepted: number;
  latest_refused: number;
}

interface RefusedRow {
  source: string;
  entity: string;
  rule: string;
  column_name: string;
  records: number;
  files: number;
}

interface UnknownRow {
  dimension: string;
  lines: number;
  unknown_lines: number;
  not_applicable_lines: number;
  unknown_revenue: number;
  unknown_share: Figure;
}
