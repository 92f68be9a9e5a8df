import { localClock } from '../../local-clock.js';
import type { Schedule } from './schedule.js';

/**
 * What a night is called: the date of the business that it takes in.
 * @example businessDate({ time_zone: 'UTC', night_of: 'day_before', … }, new Date('2011-12-10T02:30:00Z')) // '2011-12-09'
 */
export function businessDate({ time_zone, night_of }: Schedule, begin: Date): string {
  const date = localClock(begin, time_zone).date;
  return night_of === 'same_day' ? date : new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
}
