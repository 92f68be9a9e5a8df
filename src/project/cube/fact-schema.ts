import * as z from 'zod';
import { name, oneOrMore } from '../vocabulary.js';
import { columnName } from './dimension-schema.js';

/** A table of facts at its own grain. */
export const factSchema = z.strictObject({
  table: z.string().min(1).describe('schema.table'),
  grain: z.string().min(1).describe('what one row is'),
  where: z
    .string()
    .min(1)
    .optional()
    .describe('an SQL condition over its columns; other rows are no facts of the cube'),
  dimensions: z
    .record(name, columnName)
    .default({})
    .describe('the dimensions it has, each with its column that points there'),
  degenerate: oneOrMore(name).optional().describe('the dimensions without a table whose levels are columns of it'),
  audit: oneOrMore(columnName).optional().describe('columns that lead back to the record, for drill-through'),
});

export type CubeFact = z.output<typeof factSchema>;
