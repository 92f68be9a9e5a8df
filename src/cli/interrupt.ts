import { setMaxListeners } from 'node:events';
import { CliError, exitCode } from '../errors.js';
import { tellFailure } from './failure.js';

/** Milliseconds that a stopping command has before it is ended; what it leaves is taken up by the next run. */
const grace = 1800;

/** Ctrl-C (or a polite kill): the first one aborts the signal, the second one ends the process at once, and says so. */
export function watchInterrupt(): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  let patience: NodeJS.Timeout | undefined;
  const interrupt = () => {
    if (controller.signal.aborted) leave();
    controller.abort(new CliError('interrupted; nothing is left half done', exitCode.interrupted));
    patience = setTimeout(leave, grace);
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const name of signals) process.on(name, interrupt);
  return {
    signal: controller.signal,
    stop: () => {
      clearTimeout(patience);
      for (const name of signals) process.off(name, interrupt);
    },
  };
}

/** Ends a command that has no ear for the signal, as mathematics in one piece. */
function leave(): never {
  const text = 'interrupted before it had stopped; the next run takes up what is left of it';
  process.exit(tellFailure(new CliError(text, exitCode.interrupted), process.argv.slice(2)));
}
