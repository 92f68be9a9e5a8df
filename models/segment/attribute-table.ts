import { columnWords } from '../../src/column-words.js';
import { learntTable } from '../learnt-table.js';
import type { Cluster } from './clusters.js';
import type { SegmentFitted } from './fit.js';
import { segmentCells } from './segment-cells.js';

/** What the customers of each segment are like otherwise. */
export const attributeTable = learntTable({
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
  rows: attributeRows,
});

function attributeRows({ clusters, steps, attributes, stages, origin }: SegmentFitted) {
  const made = new Set([
    ...steps.map(step => step.category?.column ?? step.column),
    ...stages.flatMap(({ ways }) => ways.flat().map(one => one.column)),
  ]);
  return attributes.map(({ at, column, value, p, ...figures }) => ({
    ...figures,
    ...segmentCells(clusters[at] as Cluster, at),
    column_name: column,
    value: value ?? '',
    words: attributeWords(column, value, origin),
    lift: figures.everyone > 0 && figures.here >= 0 ? figures.here / figures.everyone : null,
    p_value: p,
    is_clustered: Number(made.has(column)),
  }));
}

function attributeWords(column: string, value: string | null, origin?: 'file'): string {
  const { noun } = columnWords(column, origin);
  return value === null ? noun : `${noun} ${value}`;
}
