import { closeSync, fsyncSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastByte } from './last-byte.js';
import { namesIn } from './names-in.js';
import { linesOf } from './pieces.js';
import { thisProcess } from './process-id.js';
import { ledgerFile } from './run-id.js';
import type { State } from './state.js';

/** Something that happened in a run. Further fields are the event's own, plain JSON; those that runs.ts reads are named there. */
export interface LedgerEvent {
  /** ISO, UTC. */
  at: string;
  run: string;
  event:
    | ('start' | 'step' | 'land' | 'table' | 'check' | 'made' | 'publish' | 'fail' | 'end')
    | ('rollback' | 'collect' | 'notify');
  [detail: string]: unknown;
}

const lasting: readonly string[] = ['publish', 'rollback', 'fail', 'end'];

/**
 * Adds events to their run's own file, so that what happened is known also when the run does not end. A start says which
 * process it is; what decides over a run (publish, rollback, fail, end) survives a power cut.
 */
export function appendLedger(state: State, ...events: [LedgerEvent, ...LedgerEvent[]]): void {
  const handle = openSync(ledgerFile(state, events[0].run), 'a+', 0o600);
  try {
    const lines = events.map(one => `${JSON.stringify(one.event === 'start' ? { ...one, ...thisProcess() } : one)}\n`);
    writeFileSync(handle, `${endsWithin(handle) ? '\n' : ''}${lines.join('')}`);
    if (events.some(({ event }) => lasting.includes(event))) fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** All events, run after run by the time of their start. A line cut short (by a kill, by a full disk), or that tells of no run, is one that never was. */
export function readLedger(state: State): LedgerEvent[] {
  return [...newestFirst(state)].reverse().flat();
}

/** The events of each run, the last run first: who looks for one of the last need not read years. */
export function* newestFirst(state: State): Generator<LedgerEvent[]> {
  const files = namesIn(state.ledger).filter(name => name.endsWith('.ndjson'));
  for (const name of files.sort().reverse()) yield [...linesOf(join(state.ledger, name))].flatMap(wholeEvent);
}

function wholeEvent(line: string): LedgerEvent[] {
  try {
    const event = JSON.parse(line) as LedgerEvent | null;
    return typeof event?.run === 'string' && typeof event.at === 'string' ? [event] : [];
  } catch {
    return [];
  }
}

/** Whether a file stops in the middle of a line. */
function endsWithin(handle: number): boolean {
  const last = lastByte(handle);
  return last !== undefined && last !== 0x0a;
}
