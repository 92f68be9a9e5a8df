import { messageOf } from '../errors.js';
import { noRoom } from '../run/no-room.js';
import { elapsed, type Running } from './running.js';

/** Logs that it failed, or was interrupted. On a full disk the ledger cannot be told; what was wrong is said anyhow. */
export function tellFailure(running: Running, error: unknown): void {
  const { session, log } = running;
  const isStopped = session.options.signal?.aborted;
  try {
    if (!isStopped) log('fail', { error: messageOf(error) });
    log('end', { status: isStopped ? 'interrupted' : 'failed', elapsed_ms: elapsed(running) });
  } catch (problem) {
    if (noRoom(problem, '') === problem) throw problem;
  }
}
