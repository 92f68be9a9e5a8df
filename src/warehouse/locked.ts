import { noRoom } from '../run/no-room.js';
import { newRun } from '../run/run-id.js';
import type { RunStatus } from '../run/runs.js';
import { elapsed, type Running, underWay } from './running.js';
import type { Session } from './session.js';
import { tellFailure } from './tell-failure.js';
import { inTurn } from './turn.js';
import type { SignedWord } from './word.js';

/**
 * Does a short work on the state as a run of its own: under the lock, and told in the ledger, with who wants it and why where it decides
 * something. Throws CliError: lock busy, usage for what was known once.
 */
export async function locked<T>(
  session: Session,
  { command, status, word }: { command: string; status: RunStatus; word?: SignedWord },
  work: (running: Running) => T | Promise<T>,
): Promise<T> {
  const { state, now } = session;
  const running = underWay(session, newRun(state, now));
  const { run, log } = running;
  return inTurn(session, { run, command }, async () => {
    try {
      log('start', { command, by: word?.by, why: word?.why });
      const answer = await work(running);
      log('end', { status, elapsed_ms: elapsed(running) });
      return answer;
    } catch (error) {
      tellFailure(running, error);
      throw noRoom(error, state.dir);
    }
  });
}
