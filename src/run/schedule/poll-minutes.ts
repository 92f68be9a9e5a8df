import { localClock } from '../../local-clock.js';
import { nextTimes, type Schedule } from './schedule.js';

const halfYear = 183 * 86_400_000;

/**
 * The minutes of an hour, on clocks of `timeZone`, at which a night may begin: whoever looks at each of them every hour misses
 * none, also where the two zones differ by half an hour or change to summer time on other days. `now` is only a place to begin.
 */
export function pollMinutes(schedule: Schedule, timeZone: string, now: Date): number[] {
  const begins = [now, new Date(now.getTime() + halfYear)];
  const times = begins.flatMap(begin => nextTimes(schedule, begin, 400));
  const minutes = new Set(times.map(time => Number(localClock(time, timeZone).time.slice(3, 5))));
  return [...minutes].sort((a, b) => a - b);
}
