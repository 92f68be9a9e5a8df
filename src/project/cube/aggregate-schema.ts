import * as z from 'zod';
import { name } from '../vocabulary.js';

/** What an aggregate may be called: its table is `<cube>__<name>`, so that two cubes never share one. */
export const aggregateName = z
  .string()
  .regex(/^(?!base$)[a-z][a-z0-9]*(_[a-z0-9]+)*$/, 'lower case letters, digits and single _, not "base"');

/** Facts counted beforehand: a table of the warehouse that every run makes with them. */
export const aggregateSchema = z.strictObject({
  levels: z
    .array(z.string().min(1))
    .min(1)
    .describe('dimension.level: what it is grouped by, each with all levels above it in its hierarchy'),
  measures: z
    .array(name)
    .min(1)
    .describe(
      'what it counts, of one table of facts; of a distinct one it keeps every value, so it is grouped by that too',
    ),
  description: z.string().min(1).optional().describe('whom it is for'),
});

export type CubeAggregate = z.output<typeof aggregateSchema>;
