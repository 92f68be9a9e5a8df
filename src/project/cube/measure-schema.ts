import * as z from 'zod';
import { name, oneOrMore } from '../vocabulary.js';
import { columnName } from './dimension-schema.js';

const over = z.strictObject({
  dimension: name.describe('the dimension of time along which it does not add up'),
  rule: z
    .enum(['last', 'first', 'average', 'closing'])
    .describe(
      'which day counts: the last or first that has facts, the average over such days, or the last of the period',
    ),
});

/** What is counted. One of sum, count, distinct, min, max, ratio and formula says how, and so whether it adds up. */
export const measureSchema = z.strictObject({
  fact: name.optional().describe('the facts it is taken from; default: the only ones'),
  sum: columnName.optional().describe('additive: the sum of a column'),
  count: columnName.optional().describe('additive: how many facts have a value there; "rows" counts the facts'),
  distinct: oneOrMore(columnName)
    .optional()
    .describe('not additive: how many different values a column has, or several together'),
  min: columnName.optional().describe('the least value of a column'),
  max: columnName.optional().describe('the greatest value of a column'),
  ratio: z.tuple([name, name]).optional().describe('one measure divided by another, at every level anew'),
  formula: z.string().min(1).optional().describe('measures, numbers, + - * / and parentheses'),
  over: over.optional().describe('semi-additive: how it is taken along time'),
  where: z.string().min(1).optional().describe('an SQL condition over the columns of the facts; only such facts count'),
  empty: z
    .enum(['null', 'zero', 'carry'])
    .default('null')
    .describe('what it is where there are no facts; carry: what it was in the last period before that has some'),
  caption: z.string().min(1).optional().describe('the name that people read'),
  format: z
    .string()
    .regex(/^(0|0\.0{1,6}|0%|0\.0{1,6}%)$/, 'a format such as 0, 0.00 or 0.0%')
    .optional()
    .describe('how people read it'),
  unit: z.string().min(1).optional().describe('what it is counted in'),
  description: z.string().min(1).optional().describe('what it means'),
});

export type CubeMeasure = z.output<typeof measureSchema>;
