import { messageOf } from '../errors.js';
import { elapsed, type Running } from './running.js';

/** Logs that it failed, or was interrupted. A ledger that cannot be told (the disk is full, or to be read only by now) does not hide what was wrong. */
export function tellFailure(running: Running, error: unknown): void {
  const { session, log } = running;
  const isStopped = session.options.signal?.aborted;
  try {
    if (!isStopped) log('fail', { error: messageOf(error) });
    log('end', { status: isStopped ? 'interrupted' : 'failed', elapsed_ms: elapsed(running) });
  } catch (problem) {
    session.options.tell?.(`warning: the ledger does not know of it: ${messageOf(problem)}`);
  }
}
