import { doubles, integers, type Table, texts } from '../../src/table.js';
import type { SegmentFitted } from './fit.js';
import { stageWords } from './stage.js';

/** What score.segment_stage looks like. */
export const stageColumns = {
  stage: 'varchar',
  place: 'integer',
  words: 'varchar',
  customers: 'integer',
  segments: 'integer',
  sse: 'double',
  silhouette: 'double',
};

/** The stages in the order in which customers are asked for them. */
export function stageTable({ stages }: SegmentFitted): Table {
  const own = stages.length > 1 ? stages : [];
  return {
    rows: own.length,
    columns: [
      texts('stage', own, ({ name }) => name ?? ''),
      integers('place', own, (_, at) => at + 1),
      texts('words', own, stage => stageWords(stage)),
      integers('customers', own, ({ customers }) => customers),
      integers('segments', own, ({ k }) => k),
      doubles('sse', own, ({ sse }) => sse),
      doubles('silhouette', own, ({ silhouette }) => silhouette),
    ],
  };
}
