import { join } from 'node:path';
import { namesIn } from './names-in.js';
import type { State } from './state.js';

/**
 * A name for a run that sorts behind every run of the ledger: its time or, where the clock was set back or stands still, the
 * first moment after the newest of them.
 * @example newRun(state, () => new Date('2011-12-09T02:15:00.123Z')) // 'r20111209T021500123-2s' in process 100
 */
export function newRun(state: State, now: () => Date): string {
  const time = Math.max(now().getTime(), newestTime(state) + 1);
  const digits = new Date(time).toISOString().replace(/[-:.Z]/g, '');
  return `r${digits}-${process.pid.toString(36)}`;
}

/** Where a run writes its events. */
export function ledgerFile(state: State, run: string): string {
  return join(state.ledger, `${run}.ndjson`);
}

const named = /^r(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})-/;

/** In milliseconds; before all time where there was no run. */
function newestTime(state: State): number {
  const newest = namesIn(state.ledger)
    .filter(name => named.test(name))
    .sort()
    .at(-1);
  const iso = newest?.replace(new RegExp(`${named.source}.*`), '$1-$2-$3T$4:$5:$6.$7Z');
  return iso === undefined ? Number.NEGATIVE_INFINITY : Date.parse(iso);
}
