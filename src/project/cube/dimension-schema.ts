import * as z from 'zod';
import { name, oneOrMore } from '../vocabulary.js';

/** A column of the table of a dimension, or `join.column` of one that is joined to it. */
export const columnName = z.string().min(1);

const wholeLevel = z.strictObject({
  column: columnName.describe('whose values are the members; of a joined table: join.column'),
  caption: columnName.optional().describe('the column that people read in its place'),
  order: columnName.optional().describe('the column that members are ordered by; default: their own'),
  ragged: z.boolean().default(false).describe('where the member is missing, the one above stands in its place'),
  unique: z.boolean().default(false).describe('true: a member is the same whatever stands above it'),
  description: z.string().min(1).optional().describe('what a member is'),
});

const level = z.union([
  columnName.transform((column): z.output<typeof wholeLevel> => ({ column, ragged: false, unique: false })),
  wholeLevel,
]);

const join = z.strictObject({
  table: z.string().min(1).describe('schema.table'),
  on: z.record(columnName, columnName).describe('its columns, each with the column of the dimension it equals'),
});

const bridge = z.strictObject({
  table: z.string().min(1).describe('schema.table: one row per pair of fact key and member'),
  fact: columnName.describe('its column that equals the key in the fact'),
  member: columnName.describe('its column that equals the key of the dimension'),
});

const versions = z
  .strictObject({
    durable: columnName.describe('the column that is the same in all versions'),
    current: columnName.describe('the column that holds the key of the last version'),
    valid_from: columnName.describe('when a version begins, included'),
    valid_to: columnName.describe('when it ends, not included'),
    default: z.enum(['as_was', 'as_is']).default('as_was').describe('which version counts unless a query says so'),
    as_was: z
      .boolean()
      .default(true)
      .describe('false: facts point to members, not to the versions of their time, so as_was has no answer'),
  })
  .refine(one => one.as_was || one.default === 'as_is', {
    path: ['as_was'],
    error: '`default: as_is` beside it',
  });

/** What facts are seen by. Without a table its levels are columns of the facts themselves. */
export const dimensionSchema = z.strictObject({
  description: z.string().min(1).optional().describe('what a member is'),
  same_as: name.optional().describe('another dimension of this cube that it is in another role'),
  table: z.string().min(1).optional().describe('schema.table; without it the levels are columns of the facts'),
  key: columnName.optional().describe('the column of the table that facts point to'),
  date: columnName.optional().describe('the column that is a day: makes it a dimension of time'),
  joins: z.record(name, join).default({}).describe('tables that say more about its members, by name'),
  bridge: bridge.optional().describe('where a fact has several members, or a member stands for those below it'),
  versions: versions.optional().describe('how its table keeps the past (type 2)'),
  levels: z.record(name, level).default({}).describe('what members may be grouped by, by name'),
  hierarchies: z
    .record(name, oneOrMore(name))
    .default({})
    .describe('levels from the coarsest to the finest; a level that is in none stands alone'),
});

export type CubeDimension = z.output<typeof dimensionSchema>;
