import * as z from 'zod';
import { months, weekdays } from './calendar-names.js';

const retail = z.strictObject({
  pattern: z.enum(['4-4-5', '4-5-4', '5-4-4']).default('4-5-4').describe('weeks of the three months of a quarter'),
  ends: z
    .enum(['last', 'nearest'])
    .default('nearest')
    .describe('whether the year ends on the last such weekday of the month, or on the one nearest to its last day'),
  weekday: z.enum(weekdays).default('saturday').describe('last day of the week, and of the year'),
  month: z.enum(months).default('january').describe('the month at whose end the year ends'),
});

/** The section `calendar`: where days, weeks and years begin. */
export const calendarSchema = z.strictObject({
  time_zone: z.string().default('UTC').describe('in which days begin and end, such as Europe/Berlin'),
  week_start: z.enum(weekdays).default('monday').describe('first day of the week'),
  fiscal_start: z.number().int().min(1).max(12).default(1).describe('first month of the fiscal year, 1 to 12'),
  retail: retail.prefault({}).describe('the calendar of whole weeks; default: that of the National Retail Federation'),
});
