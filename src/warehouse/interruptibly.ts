import { runInNewContext } from 'node:vm';
import { CliError, exitCode } from '../errors.js';

/**
 * Does work that leaves the event loop no turn, such as a fit: Ctrl-C ends it wherever it is, is then told to those who listen, and a CliError
 * (interrupted) is thrown. Node hears no other signal meanwhile, so that SIGTERM does what it does where nobody listens: it ends the process.
 */
export function interruptibly<Result>(work: () => Result): Result {
  const listeners = process.rawListeners('SIGTERM') as NodeJS.SignalsListener[];
  for (const one of listeners) process.off('SIGTERM', one);
  try {
    return runInNewContext('work()', { work }, { breakOnSigint: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException | undefined)?.code !== 'ERR_SCRIPT_EXECUTION_INTERRUPTED') throw error;
    process.emit('SIGINT', 'SIGINT');
    throw new CliError('interrupted', exitCode.interrupted);
  } finally {
    for (const one of listeners) process.on('SIGTERM', one);
  }
}
