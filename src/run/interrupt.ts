import { CliError, exitCode } from '../errors.js';

const signals = ['SIGINT', 'SIGTERM'] as const;

/** One Ctrl-C may come twice: from the terminal, and passed on by npm. What follows within this time is the same one. */
const echo_ms = 250;

/** How to learn that the user, or the system, wants the process to stop. */
export interface Interrupt {
  /** Aborts at the first SIGINT or SIGTERM; its reason is a CliError (interrupted, 130). */
  readonly signal: AbortSignal;
  /** From here on the signals do what they did before. */
  remove(): void;
}

/** Listens for SIGINT and SIGTERM: the first asks to stop, the second ends the process at once with 130. */
export function onInterrupt(): Interrupt {
  const controller = new AbortController();
  let isEcho = false;
  const ask = () => {
    if (isEcho) return;
    if (controller.signal.aborted) process.exit(exitCode.interrupted);
    isEcho = true;
    setTimeout(() => {
      isEcho = false;
    }, echo_ms).unref();
    controller.abort(new CliError('interrupted', exitCode.interrupted, 'the next run takes up where this one stopped'));
  };
  for (const signal of signals) process.on(signal, ask);
  const remove = () => {
    for (const signal of signals) process.off(signal, ask);
  };
  return { signal: controller.signal, remove };
}
