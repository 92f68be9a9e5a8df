import { literal } from '../../src/engine/engine.js';
import type { Part } from '../../src/plan/part.js';
import type { StagedMapping } from './mapping.js';

/** The landed tables of a source that a mapping reads. */
function landedOf({ source, dropsRepeats }: StagedMapping): string[] {
  return [`raw.${source}`, ...(dropsRepeats ? [`raw.${source}__repeats`] : [])];
}

/** Judged records follow from the file of a batch that they came in. */
export const byFile = ['_mapping', '_batch', '_file'];

/** What the judged records of some mappings follow from, by `byFile`. */
export function fileParts(mappings: StagedMapping[]): Part[] {
  const parts = mappings.flatMap(mapping =>
    landedOf(mapping).map(input => ({ input, on: [`${mapping.ordinal}`, '_batch', '_file'], via: [] })),
  );
  return notQueried(mappings, parts);
}

/** What rows of the quarantine follow from, by source, batch and file: of what was judged, only refused records bring any. */
export function refusedParts(mappings: StagedMapping[]): Part[] {
  const place = ['_batch', '_file'];
  const judged = mappings.flatMap(mapping =>
    landedOf(mapping).map(input => ({ input, on: [literal(mapping.source), ...place], when: 'false', via: [] })),
  );
  const unread = mappings.map(({ source }) => {
    return { input: `raw.${source}__refused`, on: [literal(source), ...place], via: [] };
  });
  const refused = judgedParts(mappings, place).map(part => ({ ...part, when: '_is_refused' }));
  return distinct([...judged, ...unread, ...refused]);
}

/** What order lines follow from that stand until a later file tells them again, by source and order. */
export function standingParts(mappings: StagedMapping[]): Part[] {
  return judgedParts(mappings, ['order_id']);
}

function judgedParts(mappings: StagedMapping[], place: string[]): Part[] {
  return [...new Set(mappings.map(({ entity }) => entity))].map(entity => {
    const own = mappings.filter(mapping => mapping.entity === entity);
    return { input: `stage.${entity}_record`, on: [sourceOf(own), ...place], via: [] };
  });
}

/** What the tally of formats follows from, by source and batch: judged records of some mappings, landed texts of others. */
export function formatParts({ judged, landed }: { judged: StagedMapping[]; landed: StagedMapping[] }): Part[] {
  return [...judgedParts(judged, ['_batch']), ...batchParts(landed, { ours: [], staged: [] })];
}

/** What counts by batch follow from, by source and batch; of the tables that have the columns, those named, and the judged records of some mappings. */
export function batchParts(
  mappings: StagedMapping[],
  counted: { ours: string[]; staged: string[]; judged?: StagedMapping[] },
): Part[] {
  const landed = mappings.flatMap(mapping =>
    landedOf(mapping).map(input => ({ input, on: [literal(mapping.source), '_batch'], via: [] })),
  );
  const ours = counted.ours.map(input => ({ input, on: ['source', 'batch'], via: [] }));
  const staged = counted.staged.map(input => ({ input, on: ['_source', '_batch'], via: [] }));
  const parts = [...landed, ...ours, ...staged, ...judgedParts(counted.judged ?? [], ['_batch'])];
  return distinct(notQueried(mappings, parts));
}

/** A record of a table that a query looks into may touch any other: there are no parts by it. */
function notQueried(mappings: StagedMapping[], parts: Part[]): Part[] {
  const queried = new Set(mappings.flatMap(mapping => mapping.queried));
  return parts.filter(({ input }) => !queried.has(input));
}

function sourceOf(mappings: StagedMapping[]): string {
  const sources = mappings.map(({ ordinal, source }) => `when ${ordinal} then ${literal(source)}`);
  return `case _mapping ${sources.join(' ')} end`;
}

function distinct(parts: Part[]): Part[] {
  return [...new Map(parts.map(part => [JSON.stringify(part), part])).values()];
}
