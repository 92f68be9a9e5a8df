import { CliError, exitCode } from '../errors.js';
import { newestFirst } from '../run/ledger.js';
import { type RunRecord, runsOf } from '../run/runs.js';
import { type Due, dueAt, tookIn } from '../run/schedule/due.js';
import type { Schedule } from '../run/schedule/schedule.js';
import type { Session } from './session.js';

/** How the project stands to its schedule now. Throws CliError (project) where it has none. */
export function dueNow(session: Session): Due {
  const now = session.now();
  return dueAt(scheduleOf(session), lastRuns(session, now), now);
}

/** The runs since the last one that took in what was due, and that one: this is asked every few minutes, for years. */
function lastRuns({ state }: Session, now: Date): RunRecord[] {
  const runs: RunRecord[] = [];
  for (const events of newestFirst(state)) {
    const own = runsOf(events);
    runs.unshift(...own);
    if (own.some(run => tookIn(run, now))) break;
  }
  return runs;
}

/** The schedule of the project, by the calendar's clock where it names none. Throws CliError (project) where there is no schedule. */
export function scheduleOf({ project: { config, file } }: Session): Schedule {
  if (config.schedule) return { ...config.schedule, time_zone: config.schedule.time_zone ?? config.calendar.time_zone };
  throw new CliError(
    `${file} has no schedule`,
    exitCode.project,
    "such as, at its end: schedule: { at: '30 2 * * *' }",
  );
}
