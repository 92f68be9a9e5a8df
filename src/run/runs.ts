import { groupedBy } from '../grouped.js';
import type { LedgerEvent } from './ledger.js';
import { isGone, isInSight, type ProcessId } from './process-id.js';

/** How a run stands: killed has no end and its process is gone; unchanged found nothing to publish; decided only wrote down a decision. */
export type RunStatus =
  | ('running' | 'published' | 'unchanged' | 'failed' | 'interrupted' | 'killed')
  | ('rolled back' | 'collected' | 'decided');

const counts = ['landed', 'accepted', 'quarantined', 'repeats', 'skipped'] as const;

/** One run as the ledger tells it. Counts are records: what its end says; of a run without such an end, that failed or was killed, only what it landed. */
export interface RunRecord extends Record<(typeof counts)[number], number> {
  run: string;
  command: string;
  /** ISO, UTC. */
  started: string;
  ended?: string;
  status: RunStatus;
  /** The generation it published, or found standing. */
  generation?: string;
  /** To its end, or to the last that was heard of it. */
  elapsed_ms: number;
  error?: string;
}

/**
 * The runs among events of the ledger, oldest first; events without a start are no run. Fields that are read: `command`
 * of start; `generation` of any; `rows` and `refused` of land; the five counts, `status` and `elapsed_ms` of end; `error` of fail.
 */
export function runsOf(events: LedgerEvent[]): RunRecord[] {
  return [...groupedBy(events, ({ run }) => run).values()].flatMap(one => {
    const start = one.find(({ event }) => event === 'start');
    return start ? [runOf(start, one)] : [];
  });
}

function runOf(start: LedgerEvent, events: LedgerEvent[]): RunRecord {
  const end = events.findLast(({ event }) => event === 'end');
  const last = end ?? events.at(-1) ?? start;
  const process = start as unknown as ProcessId;
  const record: RunRecord = {
    run: start.run,
    command: String(start.command ?? ''),
    started: start.at,
    status: end ? endedAs(end, events) : isGone(process) ? 'killed' : 'running',
    ...countsOf(end, events),
    elapsed_ms: Number(end?.elapsed_ms ?? Date.parse(last.at) - Date.parse(start.at)),
  };
  const generation = events.findLast(event => event.generation !== undefined)?.generation;
  const error = events.findLast(({ event }) => event === 'fail')?.error;
  if (end) record.ended = end.at;
  if (generation !== undefined) record.generation = String(generation);
  if (error !== undefined) record.error = String(error);
  else if (record.status === 'running' && !isInSight(process))
    record.error = `on ${process.host}: whether it runs or was killed there cannot be told from here`;
  return record;
}

function endedAs(end: LedgerEvent, events: LedgerEvent[]): RunStatus {
  if (end.status !== undefined) return end.status as RunStatus;
  if (events.some(({ event }) => event === 'publish')) return 'published';
  return events.some(({ event }) => event === 'fail') ? 'failed' : 'unchanged';
}

function countsOf(end: LedgerEvent | undefined, events: LedgerEvent[]): Record<(typeof counts)[number], number> {
  const count = (name: (typeof counts)[number]) => Number(end?.[name] ?? 0);
  return {
    landed: Number(end?.landed ?? landedBy(events)),
    accepted: count('accepted'),
    quarantined: count('quarantined'),
    repeats: count('repeats'),
    skipped: count('skipped'),
  };
}

function landedBy(events: LedgerEvent[]): number {
  const landed = events.filter(({ event }) => event === 'land');
  return landed.reduce((sum, { rows, refused }) => sum + Number(rows ?? 0) + Number(refused ?? 0), 0);
}
