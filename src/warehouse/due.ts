import { CliError, exitCode } from '../errors.js';
import { readLedger } from '../run/ledger.js';
import { runsOf } from '../run/runs.js';
import { type Due, dueAt } from '../run/schedule/due.js';
import type { Schedule } from '../run/schedule/schedule.js';
import type { Session } from './session.js';

/** How the project stands to its schedule now. Throws CliError (project) where it has none. */
export function dueNow(session: Session): Due {
  return dueAt(scheduleOf(session), runsOf(readLedger(session.state)), session.now());
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
