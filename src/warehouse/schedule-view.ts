import { type LocalClock, localClock } from '../local-clock.js';
import { businessDate } from '../run/schedule/business-date.js';
import type { Due } from '../run/schedule/due.js';
import { nextTimes } from '../run/schedule/schedule.js';
import { dueNow, scheduleOf } from './due.js';
import type { Session } from './session.js';

/** When a project runs: what is due now, and the nights to come. */
export interface ScheduleView extends Due {
  at: string[];
  time_zone: string;
  nights_to_come: { night: string; begins: string; begins_utc: string }[];
}

/** The schedule as it stands now. Throws CliError (project) where there is none. */
export function scheduleView(session: Session, count = 5): ScheduleView {
  const schedule = scheduleOf(session);
  const { at, time_zone } = schedule;
  const to_come = nextTimes(schedule, session.now(), count).map(time => ({
    night: businessDate(schedule, time),
    begins: shown(localClock(time, time_zone)),
    begins_utc: time.toISOString(),
  }));
  return { at, time_zone, ...dueNow(session), nights_to_come: to_come };
}

function shown({ date, time, offset }: LocalClock): string {
  return `${date} ${time.slice(0, 5)} ${offset}`;
}
