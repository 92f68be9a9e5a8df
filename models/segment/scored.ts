import { columnWords } from '../../src/column-words.js';
import { type Column, doubles, integers, type Table, texts } from '../../src/table.js';
import { sizeSentence } from '../finding.js';
import type { Findings, LearntTable, Scores } from '../model.js';
import { recommended } from './candidates.js';
import type { Cluster } from './clusters.js';
import { driftColumns, driftTable } from './drift-table.js';
import type { SegmentFitted } from './fit.js';
import { toldRules } from './rules-sql.js';
import { stageColumns, stageTable } from './stage-table.js';

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
  {
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
    reads: [],
    make: centers,
  },
  {
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
    reads: [],
    make: candidateTable,
  },
  {
    table: 'score.segment_stage',
    sentence: 'One row per stage of life, none without stages: who is in it, and what clustering them came to.',
    key: ['stage'],
    columns: stageColumns,
    reads: [],
    make: stageTable,
  },
  {
    table: 'score.segment_drift',
    sentence:
      'One row per column, stages and share of customers: how far the customers of now have moved from those of the fit.',
    key: ['kind', 'name'],
    columns: driftColumns,
    reads: ['feature.customer', 'score.segment'],
    make: driftTable,
  },
  {
    table: 'score.segment_rule',
    sentence: 'One row per rule in words: a few conditions that nearly say who is in a segment.',
    key: ['segment_number', 'rule'],
    columns: {
      segment_number: 'integer',
      segment: 'varchar',
      place: 'integer',
      rule: 'integer',
      words: 'varchar',
      condition: 'varchar',
      customers: 'integer',
      right_share: 'double',
      segment_share: 'double',
    },
    reads: [],
    make: ruleTable,
  },
  {
    table: 'score.segment_attribute',
    sentence:
      'One row per segment and attribute, of words the ten most frequent values: its customers beside all of them.',
    key: ['segment_number', 'column_name', 'value'],
    columns: {
      segment_number: 'integer',
      segment: 'varchar',
      place: 'integer',
      column_name: 'varchar',
      value: 'varchar',
      words: 'varchar',
      customers: 'integer',
      here: 'double',
      everyone: 'double',
      lift: 'double',
      deviations: 'double',
      p_value: 'double',
      p_adjusted: 'double',
      is_clustered: 'integer',
    },
    reads: [],
    make: attributeTable,
  },
];

/** The segments, the one of the highest value first. */
export const segmentFindings: Findings = {
  select: 'select segment, customers, revenue_share from report.segment_profile order by place',
  say: sizeSentence,
};

function centers({ clusters, steps, stages }: SegmentFitted): Table {
  const rows = clusters.flatMap((cluster, place) => steps.map(({ column }, at) => ({ cluster, place, column, at })));
  return {
    rows: rows.length,
    columns: [
      ...segmentColumns(rows),
      texts('stage', rows, ({ cluster }) => stages[cluster.stage]?.name ?? ''),
      integers('place', rows, ({ place }) => place + 1),
      integers('customers', rows, ({ cluster }) => cluster.size),
      texts('column_name', rows, ({ column }) => column),
      doubles('mean', rows, ({ cluster, at }) => cluster.means[at] as number),
      doubles('center', rows, ({ cluster, at }) => cluster.center[at] as number),
      doubles('deviations', rows, ({ cluster, at }) => cluster.deviations[at] as number),
    ],
  };
}

function candidateTable({ stages }: SegmentFitted): Table {
  const candidates = stages.flatMap(({ name, candidates: own, compared_rows, resampled_rows }) => {
    const best = recommended(own);
    return own.map(one => ({ ...one, stage: name ?? '', compared_rows, resampled_rows, isBest: one === best }));
  });
  return {
    rows: candidates.length,
    columns: [
      texts('stage', candidates, ({ stage }) => stage),
      integers('k', candidates, ({ k }) => k),
      doubles('sse', candidates, ({ sse }) => sse),
      doubles('silhouette', candidates, ({ silhouette }) => silhouette),
      doubles('gower_silhouette', candidates, one => one.gower_silhouette),
      doubles('calinski_harabasz', candidates, ({ calinski_harabasz }) => calinski_harabasz),
      doubles('davies_bouldin', candidates, ({ davies_bouldin }) => davies_bouldin),
      doubles('gap', candidates, ({ gap }) => gap),
      doubles('gap_error', candidates, ({ gap_error }) => gap_error),
      doubles('stability', candidates, ({ stability }) => stability),
      integers('compared_rows', candidates, one => one.compared_rows),
      integers('resampled_rows', candidates, one => one.resampled_rows),
      integers('is_recommended', candidates, one => Number(one.isBest)),
    ],
  };
}

/** Counts are of the customers that the tree was grown on; a segment that no rule finds has no row. */
function ruleTable(fitted: SegmentFitted): Table {
  const { clusters, stages } = fitted;
  const all = toldRules(fitted);
  const rows = all.map((rule, index) => ({
    ...rule,
    cluster: clusters[rule.at] as Cluster,
    number: index - all.findIndex(one => one.at === rule.at) + 1,
  }));
  const sizes = stages.flatMap(({ rules }) => rules.tree.counts);
  return {
    rows: rows.length,
    columns: [
      ...segmentColumns(rows),
      integers('place', rows, ({ at }) => at + 1),
      integers('rule', rows, ({ number }) => number),
      texts('words', rows, ({ words }) => words),
      texts('condition', rows, ({ sql }) => sql),
      integers('customers', rows, ({ customers }) => customers),
      doubles('right_share', rows, ({ right, customers }) => right / Math.max(customers, 1)),
      doubles('segment_share', rows, ({ right, at }) => right / Math.max(sizes[at] as number, 1)),
    ],
  };
}

function attributeTable({ clusters, steps, attributes, stages }: SegmentFitted): Table {
  const made = new Set([
    ...steps.map(step => step.category?.column ?? step.column),
    ...stages.flatMap(({ ways }) => ways.flat().map(one => one.column)),
  ]);
  const rows = attributes.map(one => ({ ...one, cluster: clusters[one.at] as Cluster }));
  return {
    rows: rows.length,
    columns: [
      ...segmentColumns(rows),
      integers('place', rows, ({ at }) => at + 1),
      texts('column_name', rows, ({ column }) => column),
      texts('value', rows, ({ value }) => value ?? ''),
      texts('words', rows, ({ column, value }) => attributeWords(column, value)),
      integers('customers', rows, ({ customers }) => customers),
      doubles('here', rows, ({ here }) => here),
      doubles('everyone', rows, ({ everyone }) => everyone),
      doubles('lift', rows, ({ here, everyone }) => (everyone > 0 && here >= 0 ? here / everyone : null)),
      doubles('deviations', rows, ({ deviations }) => deviations),
      doubles('p_value', rows, ({ p }) => p),
      doubles('p_adjusted', rows, one => one.p_adjusted),
      integers('is_clustered', rows, ({ column }) => Number(made.has(column))),
    ],
  };
}

function attributeWords(column: string, value: string | null): string {
  const { noun } = columnWords(column);
  return value === null ? noun : `${noun} ${value}`;
}

/** Which segment each row is of. */
function segmentColumns(rows: readonly { cluster: Cluster }[]): Column[] {
  return [
    integers('segment_number', rows, ({ cluster }) => cluster.number),
    texts('segment', rows, ({ cluster }) => cluster.name),
  ];
}
