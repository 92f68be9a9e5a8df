import { sizeSentence } from '../finding.js';
import { learntTable } from '../learnt-table.js';
import type { Findings, LearntTable, Scores } from '../model.js';
import { attributeTable } from './attribute-table.js';
import { recommended } from './candidates.js';
import { driftColumns, driftTable } from './drift-table.js';
import type { SegmentFitted } from './fit.js';
import { ruleTable } from './rule-table.js';
import { segmentCells } from './segment-cells.js';
import { stageWords } from './stage.js';

/** What score.segment looks like. */
export const segmentScores: Scores = {
  sentence: 'One row per customer: the segment of the stage with the nearest centre, and how far that is.',
  columns: {
    customer_id: 'varchar',
    as_of: 'date',
    segment_number: 'integer',
    segment: 'varchar',
    stage: 'varchar',
    distance: 'decimal(18, 6)',
    model_version: 'integer',
  },
  score: 'cast(segment_number as varchar)',
  class: 'segment',
};

/** What was learnt beside the scores. */
export const segmentTables: LearntTable<SegmentFitted>[] = [
  learntTable({
    table: 'score.segment_center',
    sentence:
      'One row per segment and column: its mean there, its centre in prepared units, and how many standard deviations of all customers that lies from their mean.',
    key: ['segment_number', 'column_name'],
    columns: {
      segment_number: 'integer',
      segment: 'varchar',
      stage: 'varchar',
      place: 'integer',
      customers: 'integer',
      column_name: 'varchar',
      mean: 'double',
      center: 'double',
      deviations: 'double',
    },
    rows: ({ clusters, steps, stages }: SegmentFitted) =>
      clusters.flatMap((cluster, place) =>
        steps.map(({ column }, at) => ({
          ...segmentCells(cluster, place),
          stage: stages[cluster.stage]?.name ?? '',
          customers: cluster.size,
          column_name: column,
          mean: cluster.means[at] as number | null,
          center: cluster.center[at] as number,
          deviations: cluster.deviations[at] as number,
        })),
      ),
  }),
  learntTable({
    table: 'score.segment_candidate',
    sentence: 'One row per stage and number of segments that was tried: how tight and how far apart they would be.',
    key: ['stage', 'k'],
    columns: {
      stage: 'varchar',
      k: 'integer',
      sse: 'double',
      silhouette: 'double',
      gower_silhouette: 'double',
      calinski_harabasz: 'double',
      davies_bouldin: 'double',
      gap: 'double',
      gap_error: 'double',
      stability: 'double',
      compared_rows: 'integer',
      resampled_rows: 'integer',
      is_recommended: 'integer',
    },
    rows: ({ stages }: SegmentFitted) =>
      stages.flatMap(({ name, candidates, compared_rows, resampled_rows }) => {
        const best = recommended(candidates);
        const of = { stage: name ?? '', compared_rows, resampled_rows };
        return candidates.map(one => ({ ...one, ...of, is_recommended: Number(one === best) }));
      }),
  }),
  learntTable({
    table: 'score.segment_stage',
    sentence: 'One row per stage of life, none without stages: who is in it, and what clustering them came to.',
    key: ['stage'],
    columns: {
      stage: 'varchar',
      place: 'integer',
      words: 'varchar',
      customers: 'integer',
      segments: 'integer',
      sse: 'double',
      silhouette: 'double',
    },
    rows: ({ stages, ...wording }: SegmentFitted) =>
      (stages.length > 1 ? stages : []).map((stage, at) => ({
        ...stage,
        stage: stage.name ?? '',
        place: at + 1,
        words: stageWords(stage, wording),
        segments: stage.k,
      })),
  }),
  {
    table: 'score.segment_drift',
    sentence:
      'One row per column, stages and share of customers: how far the customers of now have moved from those of the fit.',
    key: ['kind', 'name'],
    columns: driftColumns,
    reads: ['feature.customer', 'score.segment'],
    make: driftTable,
  },
  ruleTable,
  attributeTable,
];

/** The segments, the one of the highest value first. */
export const segmentFindings: Findings = {
  select: 'select segment, customers, revenue_share from report.segment_profile order by place',
  say: sizeSentence,
};
