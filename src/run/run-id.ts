import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { State } from './state.js';

/**
 * A name for a run that sorts by time and is not in the ledger yet.
 * @example newRun(state, () => new Date('2011-12-09T02:15:00.123Z')) // 'r20111209T021500123-2s' in process 100
 */
export function newRun(state: State, now: () => Date): string {
  const time = now()
    .toISOString()
    .replace(/[-:.Z]/g, '');
  const name = `r${time}-${process.pid.toString(36)}`;
  for (let count = 1; ; count += 1) {
    const run = count === 1 ? name : `${name}.${count}`;
    if (!existsSync(ledgerFile(state, run))) return run;
  }
}

/** Where a run writes its events. */
export function ledgerFile(state: State, run: string): string {
  return join(state.ledger, `${run}.ndjson`);
}
