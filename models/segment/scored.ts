import type { Column, Table } from '../../src/table.js';
import type { Findings, LearntTable, Scores } from '../model.js';
import { recommended } from './candidates.js';
import type { SegmentFitted } from './fit.js';

/** What score.segment looks like. */
export const segmentScores: Scores = {
  sentence: 'One row per customer: the segment with the nearest centre, and how far that is.',
  columns: {
    customer_id: 'varchar',
    as_of: 'date',
    segment_number: 'integer',
    segment: 'varchar',
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
    sentence: 'One row per number of segments that was tried: how tight and how far apart they would be.',
    key: ['k'],
    columns: {
      k: 'integer',
      sse: 'double',
      silhouette: 'double',
      calinski_harabasz: 'double',
      davies_bouldin: 'double',
      is_recommended: 'integer',
    },
    reads: [],
    make: candidateTable,
  },
];

/** The segments, the one of the highest value first. */
export const segmentFindings: Findings = {
  select: 'select segment, customers, revenue_share from report.segment_profile order by place',
  say: ({ segment, customers, revenue_share }) =>
    `${segment}: ${customers} customer${Number(customers) === 1 ? '' : 's'}, ${(Math.round(Number(revenue_share) * 1000) / 10).toFixed(1)} % of revenue`,
};

function centers({ clusters, steps }: SegmentFitted): Table {
  const rows = clusters.flatMap((cluster, place) =>
    steps.map((step, at) => ({
      cluster,
      place: place + 1,
      step,
      mean: cluster.means[at],
      center: cluster.center[at],
      deviations: cluster.deviations[at],
    })),
  );
  return {
    rows: rows.length,
    columns: [
      integers(
        'segment_number',
        rows.map(({ cluster }) => cluster.number),
      ),
      texts(
        'segment',
        rows.map(({ cluster }) => cluster.name),
      ),
      integers(
        'place',
        rows.map(({ place }) => place),
      ),
      integers(
        'customers',
        rows.map(({ cluster }) => cluster.size),
      ),
      texts(
        'column_name',
        rows.map(({ step }) => step.column),
      ),
      doubles(
        'mean',
        rows.map(({ mean }) => mean as number),
      ),
      doubles(
        'center',
        rows.map(({ center }) => center as number),
      ),
      doubles(
        'deviations',
        rows.map(({ deviations }) => deviations as number),
      ),
    ],
  };
}

function candidateTable({ candidates }: SegmentFitted): Table {
  const best = recommended(candidates);
  return {
    rows: candidates.length,
    columns: [
      integers(
        'k',
        candidates.map(one => one.k),
      ),
      doubles(
        'sse',
        candidates.map(one => one.sse),
      ),
      doubles(
        'silhouette',
        candidates.map(one => one.silhouette),
      ),
      doubles(
        'calinski_harabasz',
        candidates.map(one => one.calinski_harabasz),
      ),
      doubles(
        'davies_bouldin',
        candidates.map(one => one.davies_bouldin),
      ),
      integers(
        'is_recommended',
        candidates.map(one => Number(one === best)),
      ),
    ],
  };
}

const integers = (name: string, values: number[]): Column => ({
  name,
  type: { kind: 'integer' },
  values: Int32Array.from(values),
});
const doubles = (name: string, values: number[]): Column => ({
  name,
  type: { kind: 'double' },
  values: Float64Array.from(values),
});
const texts = (name: string, values: string[]): Column => ({ name, type: { kind: 'text' }, values });
