import { type Figure, rows } from './rows.js';

/** What the chapter of what was landed and refused reads. */
export const qualityData = {
  quality: rows<{
    source: string;
    entity: string;
    batches: number;
    landed: number;
    accepted: number;
    refused: number;
    repeats: number;
    skipped: number;
    exact_repeats: number;
    replaced: number;
    refused_share: Figure;
    latest_batch: string;
    latest_landed: number;
    latest_accepted: number;
    latest_refused: number;
  }>('select * from report.quality order by entity, source, mapping'),
  refused: rows<{
    source: string;
    entity: string;
    rule: string;
    column_name: string;
    records: number;
    open_records: number;
    files: number;
  }>('select * from report.refused order by records desc, source, entity, rule, column_name'),
  unknown: rows<{
    dimension: string;
    lines: number;
    unknown_lines: number;
    not_applicable_lines: number;
    unknown_revenue: number;
    unknown_share: Figure;
  }>('select * from report.unknown_member order by position'),
};
