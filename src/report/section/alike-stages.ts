import type { DataTable } from '../block.js';
import type { ReportData } from '../data.js';
import { featureName } from '../feature.js';
import { count } from '../format.js';

/** The stages of life within which the groups were made, and who is in them. */
export function stageTable(stages: ReportData['stages']): DataTable {
  return {
    caption: 'From score.segment_stage: the first that holds takes a customer; counted when the groups were learnt',
    columns: ['Stage', 'Who', 'Customers', 'Groups'].map((name, index) => ({ name, isNumber: index > 1 })),
    rows: stages.map(row => [row.stage, row.words, count(row.customers), count(row.segments)]),
  };
}

/** How far the customers of now have moved from those that the groups were learnt from. */
export function driftTable(drift: ReportData['drift']): DataTable {
  return {
    caption:
      'From score.segment_drift: the stability index of each column and of the stages (below 0.1 little has moved, above 0.25 much; 0 where the groups were learnt from these customers), and within what distance of their centre so many of the customers lie',
    columns: ['What', 'Stability index', 'Distance then', 'Now'].map((name, index) => ({ name, isNumber: index > 0 })),
    rows: drift.map(row => [
      toldName(row),
      figure(row.stability_index, 4),
      figure(row.then_distance, 2),
      figure(row.now_distance, 2),
    ]),
  };
}

function toldName({ kind, name }: ReportData['drift'][number]): string {
  if (kind === 'distance') return `Nearest ${name}`;
  return kind === 'stage' ? 'Stages of life' : featureName(name);
}

function figure(value: number | null, digits: number): string {
  return value === null ? '\u2013' : value.toFixed(digits);
}
