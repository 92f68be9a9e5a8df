import { CliError, exitCode, messageOf } from '../errors.js';
import { acquireLock, type Lock } from '../run/lock.js';
import { noRoom } from '../run/no-room.js';
import type { Session } from './session.js';

/** Does one run's work when the project is its own. Throws CliError (lockBusy) where another has it, after waiting so long. */
export async function inTurn<T>(
  session: Session,
  { run, command = 'run', wait_ms }: { run: string; command?: string; wait_ms?: number },
  work: () => Promise<T>,
): Promise<T> {
  const { state, now, options } = session;
  if (options.knownAt !== undefined) throw onlyRead(command, options.knownAt);
  const { signal, tell } = options;
  const lock = await acquireLock(state, {
    ...{ command, run, now, wait_ms, signal },
    onWait: ({ run: other, user, host, pid, since }) =>
      tell?.(`waiting for run ${other} by ${user}@${host}, pid ${pid}, since ${since}`),
  }).catch(error => {
    throw noRoom(error, state.dir);
  });
  try {
    return await work();
  } finally {
    release(lock, tell);
  }
}

/** What became of the work stands, whatever becomes of the lock: nobody holds it when this process has ended. */
function release(lock: Lock, tell: Session['options']['tell']): void {
  try {
    lock.release();
  } catch (error) {
    tell?.(`warning: the lock is held until this process ends: ${messageOf(error)}`);
  }
}

function onlyRead(command: string, knownAt: string): CliError {
  return new CliError(
    `what was known at ${knownAt} can only be read, not changed by ${command}`,
    exitCode.usage,
    'leave out --known-at',
  );
}
