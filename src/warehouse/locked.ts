import { messageOf } from '../errors.js';
import { appendLedger, type LedgerEvent } from '../run/ledger.js';
import { acquireLock } from '../run/lock.js';
import { noRoom } from '../run/no-room.js';
import { newRun } from '../run/run-id.js';
import type { RunStatus } from '../run/runs.js';
import type { Session } from './session.js';

type Log = (event: LedgerEvent['event'], details?: object) => void;

/** Does a short work on the state as a run of its own: under the lock, and told in the ledger. Throws CliError (lock busy). */
export async function locked<T>(
  session: Session,
  command: string,
  status: RunStatus,
  work: (log: Log) => T,
): Promise<T> {
  const { state, now } = session;
  const run = newRun(state, now);
  const lock = await acquireLock(state, { command, run, now });
  const log: Log = (event, details) => appendLedger(state, { at: now().toISOString(), run, event, ...details });
  const begun = performance.now();
  const elapsed = () => Math.round(performance.now() - begun);
  try {
    log('start', { command });
    const answer = work(log);
    log('end', { status, elapsed_ms: elapsed() });
    return answer;
  } catch (error) {
    log('fail', { error: messageOf(error) });
    log('end', { status: 'failed', elapsed_ms: elapsed() });
    throw noRoom(error, state.dir);
  } finally {
    lock.release();
  }
}
