import { Cron } from 'croner';

/** When a project runs by itself, and what its nights are called. */
export interface Schedule {
  /** Minute, hour, day, month, weekday, as cron has them. */
  at: string[];
  time_zone: string;
  night_of: 'day_before' | 'same_day';
  /** How often a night that fails is tried before the next one begins. */
  tries: number;
}

/** The first time after `after`; undefined where none comes. A time that the clock leaves out is moved to the end of the gap, one that it shows twice comes once. */
export function nextTime(schedule: Schedule, after: Date): Date | undefined {
  return earliest(patterns(schedule).map(cron => cron.nextRun(after)));
}

/** The next `count` times after `after`. */
export function nextTimes(schedule: Schedule, after: Date, count: number): Date[] {
  const times: Date[] = [];
  for (let time = nextTime(schedule, after); time && times.length < count; time = nextTime(schedule, time)) {
    times.push(time);
  }
  return times;
}

/** The last time at `now` or before it. */
export function lastTime(schedule: Schedule, now: Date): Date | undefined {
  const after = new Date((Math.floor(now.getTime() / 1000) + 1) * 1000);
  const times = patterns(schedule).flatMap(cron => cron.previousRuns(1, after));
  return times.sort((a, b) => b.getTime() - a.getTime())[0];
}

function patterns({ at, time_zone: timezone }: Schedule): Cron[] {
  return at.map(pattern => new Cron(pattern, { mode: '5-part', timezone }));
}

function earliest(times: (Date | null)[]): Date | undefined {
  return times.filter(time => time !== null).sort((a, b) => a.getTime() - b.getTime())[0];
}
