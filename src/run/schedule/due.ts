import type { RunRecord } from '../runs.js';
import { businessDate } from './business-date.js';
import { lastTime, nextTime, nextTimes, type Schedule } from './schedule.js';

/** How a project stands to its schedule at some time. */
export interface Due {
  due: boolean;
  /** The business dates that no successful run has taken in yet, oldest first; one run takes them all in. */
  nights: string[];
  /** When the last of these nights should have begun, ISO, UTC. */
  since: string | null;
  /** How often that night has failed already. */
  failures: number;
  /** The run that is taking them in just now. */
  running: string | null;
  /** When the last successful run began, ISO, UTC. */
  last: string | null;
  /** When the next night begins, ISO, UTC. */
  next: string | null;
}

/**
 * What is due at `now`: the nights that began after the last successful run did, and before any run the last night alone. A night
 * that is being run, or has failed as often as the schedule says, waits for the next one. Runs that begin after `now`, by a clock that was wrong, do not count.
 */
export function dueAt(schedule: Schedule, runs: RunRecord[], now: Date): Due {
  const past = runs.filter(run => isPast(run, now));
  const last = past.findLast(isSuccess)?.started;
  const nights = nightsBetween(schedule, last, now);
  const since = (nights.length > 0 ? lastTime(schedule, now)?.toISOString() : undefined) ?? null;
  const tries = since === null ? [] : past.filter(({ started }) => started >= since);
  const failures = tries.filter(({ status }) => status === 'failed' || status === 'killed').length;
  const running = tries.find(({ status }) => status === 'running')?.run ?? null;
  return {
    due: nights.length > 0 && failures < schedule.tries && running === null,
    nights,
    since,
    failures,
    running,
    last: last ?? null,
    next: nextTime(schedule, now)?.toISOString() ?? null,
  };
}

/** Whether a run has taken in what was due before it: no run before that one matters. */
export function tookIn(run: RunRecord, now: Date): boolean {
  return isPast(run, now) && isSuccess(run);
}

const isPast = ({ command, started }: RunRecord, now: Date) =>
  command === 'run' && Date.parse(started) <= now.getTime();

const isSuccess = ({ status }: RunRecord) => status === 'published' || status === 'unchanged';

/** One step per day, however often the schedule comes within it. */
function nightsBetween(schedule: Schedule, after: string | undefined, now: Date): string[] {
  const first = after === undefined ? lastTime(schedule, now) : nextTime(schedule, new Date(after));
  const nights: string[] = [];
  for (let time = first; time && time <= now; time = firstOfLaterDay(schedule, time)) {
    nights.push(businessDate(schedule, time));
  }
  return nights;
}

function firstOfLaterDay(schedule: Schedule, time: Date): Date | undefined {
  const [midnight] = nextTimes({ ...schedule, at: ['0 0 * * *'] }, time, 1);
  return midnight && nextTime(schedule, new Date(midnight.getTime() - 1000));
}
