import { Cron } from 'croner';
import { messageOf } from '../../errors.js';
import type { Finding } from '../finding.js';
import type { ProjectFile } from '../schema.js';
import { checkTimeZone } from './time-zone.js';

/** Whether the times of a schedule are times that come. */
export function checkSchedule({ schedule }: ProjectFile): Finding[] {
  if (!schedule) return [];
  const zone = schedule.time_zone ? checkTimeZone(schedule.time_zone, ['schedule', 'time_zone']) : [];
  return [...zone, ...schedule.at.flatMap(checkPattern)];
}

/** A list of one may stand as a text: then its place is that of the key, the nearest there is. */
function checkPattern(pattern: string, index: number): Finding[] {
  const fault = faultOf(pattern);
  if (fault === undefined) return [];
  const message = `found "${pattern}", expected minute hour day month weekday, such as 30 2 * * *: ${fault}`;
  return [{ path: ['schedule', 'at', index], found: pattern, message }];
}

function faultOf(pattern: string): string | undefined {
  try {
    const cron = new Cron(pattern, { mode: '5-part', timezone: 'UTC' });
    return cron.nextRun(new Date(0)) ? undefined : 'no day is like that';
  } catch (error) {
    const parts = pattern.trim().split(/\s+/).length;
    if (parts !== 5) return `it has ${parts} of the five`;
    const fault = messageOf(error).replace(/^CronPattern: |\.$/g, '');
    return `${fault.charAt(0).toLowerCase()}${fault.slice(1)}`;
  }
}
