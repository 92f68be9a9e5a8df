import type { DataTable } from '../block.js';
import type { ReportData } from '../data.js';
import { featureName } from '../feature.js';
import { count, decimal } from '../format.js';
import { numbers, words } from '../table-columns.js';

/** The stages of life within which the groups were made, and who is in them. */
export function stageTable(stages: ReportData['stages']): DataTable {
  return {
    caption: 'From score.segment_stage: the first that holds takes a customer; counted when the groups were learnt',
    columns: [...words('Stage', 'Who'), ...numbers('Customers', 'Groups')],
    rows: stages.map(row => [row.stage, row.words, count(row.customers), count(row.segments)]),
  };
}

/** How far the customers of now have moved from those that the groups were learnt from. */
export function driftTable(drift: ReportData['drift']): DataTable {
  return {
    caption:
      'From score.segment_drift: the stability index of each column and of the stages (below 0.1 little has moved, above 0.25 much; 0 where the groups were learnt from these customers), and within what distance of their centre so many of the customers lie',
    columns: [...words('What'), ...numbers('Stability index', 'Distance then', 'Now')],
    rows: drift.map(row => [
      toldName(row),
      decimal(row.stability_index, 4),
      decimal(row.then_distance, 2),
      decimal(row.now_distance, 2),
    ]),
  };
}

function toldName({ kind, name }: ReportData['drift'][number]): string {
  if (kind === 'distance') return `Nearest ${name}`;
  return kind === 'stage' ? 'Stages of life' : featureName(name);
}
