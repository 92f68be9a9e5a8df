import * as z from 'zod';
import { oneOrMore } from './vocabulary.js';

/** When a project runs by itself. */
export const scheduleSchema = z.strictObject({
  at: oneOrMore(z.string().min(1)).describe('when a night begins: minute hour day month weekday, as cron has them'),
  time_zone: z.string().optional().describe('whose clock that is; default: that of the calendar'),
  night_of: z
    .enum(['day_before', 'same_day'])
    .default('day_before')
    .describe('the business date of a night: the day before it begins, or the day it begins on'),
  tries: z.number().int().min(1).default(3).describe('how often a night that fails is tried before the next one'),
});
