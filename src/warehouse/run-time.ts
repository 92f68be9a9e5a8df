import { setMaxListeners } from 'node:events';
import { CliError, exitCode } from '../errors.js';
import { durationMs } from '../project/duration.js';
import type { Session } from './session.js';

/** A session whose work ends when its time is over. */
export interface Timed {
  session: Session;
  /** Why the work ended: the limit, where that is what ended it, or else the error itself. */
  reason(error: unknown): unknown;
  /** The time does not count any more. */
  stop(): void;
}

/** A session that is aborted after `limits.run.time`; the same one where there is no such limit. */
export function withinTime(session: Session): Timed {
  const limit = session.project.config.limits.run.time;
  if (limit === undefined) return { session, reason: error => error, stop: () => {} };
  const controller = new AbortController();
  const clock = setTimeout(() => controller.abort(tooLong(limit)), Math.min(durationMs(limit), longest)).unref();
  const given = session.options.signal;
  const signal = given ? AbortSignal.any([given, controller.signal]) : controller.signal;
  setMaxListeners(0, signal);
  return {
    session: { ...session, options: { ...session.options, signal } },
    reason: error => (controller.signal.aborted && !given?.aborted ? controller.signal.reason : error),
    stop: () => clearTimeout(clock),
  };
}

/** What Node's timers can count. */
const longest = 2 ** 31 - 1;

function tooLong(limit: string): CliError {
  return new CliError(
    `the run took longer than ${limit}, what limits.run.time allows; nothing was published`,
    exitCode.resources,
    'the next run takes up where it stopped; raise limits.run.time in custometry.yaml, or see what took long: custometry runs show',
  );
}
