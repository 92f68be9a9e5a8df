import * as z from 'zod';

const value = () => z.union([z.string(), z.number(), z.boolean(), z.null()]);

const onLevel = () =>
  z.strictObject({
    level: z.string().describe('dimension.level'),
    is: z.enum(['in', 'not in', 'between', '<', '<=', '>', '>=', 'like']).default('in').describe('how it compares'),
    values: z.array(value()).min(1).describe('members or bounds; of a path the members from the top, in order'),
    path: z
      .boolean()
      .default(false)
      .describe('true: values are one path from the top level down, such as USA, WA, Seattle'),
  });

const onMeasure = () =>
  z.strictObject({
    measure: z.string().describe('a measure of the cube'),
    is: z.enum(['<', '<=', '>', '>=', '=', '<>', 'between']).describe('how the value of a cell compares'),
    values: z.array(z.number()).min(1).max(2).describe('a bound, or two'),
  });

const calculation = () =>
  z.enum([
    'share',
    'share_of_parent',
    'share_of_column',
    'rank',
    'running',
    'difference',
    'growth',
    'previous',
    'last_year',
    'to_date',
    'rolling',
    'moving_average',
    'difference_to',
    'ratio_to',
  ]);

/** More periods than these are not summed. */
export const mostPeriods = 1000;

const measure = () =>
  z.union([
    z.string().describe('a measure, or measure:calculation'),
    z.strictObject({
      measure: z.string().describe('a measure of the cube'),
      calculation: calculation().optional().describe('what is made of its cells'),
      periods: z
        .number()
        .int()
        .min(1)
        .max(mostPeriods)
        .optional()
        .describe('rolling and moving_average: of how many periods'),
      level: z
        .string()
        .optional()
        .describe(
          'to_date: the level that begins anew, such as year; difference_to and ratio_to: whose member it is, as dimension.level; default: the last level of the rows',
        ),
      member: z
        .union([value(), z.array(value()).min(1)])
        .optional()
        .describe('difference_to and ratio_to: the member that the others are compared with, or its path from the top'),
      as: z.string().min(1).optional().describe('the name in the answer; default: measure:calculation'),
    }),
  ]);

const top = () =>
  z.strictObject({
    count: z.number().int().min(1).max(100_000).describe('how many members'),
    by: z.string().optional().describe('the measure they are ranked by; default: the first'),
    level: z.string().optional().describe('whose members; default: the last level of the rows'),
    bottom: z.boolean().default(false).describe('true: the least ones'),
    ties: z.boolean().default(false).describe('true: those that equal the last are in too'),
    others: z.boolean().default(false).describe('true: all that are left out are one more row'),
  });

const order = () =>
  z.strictObject({
    by: z.string().describe('a measure of the query'),
    descending: z.boolean().default(true).describe('the greatest first'),
    across: z.boolean().default(false).describe('true: over all rows, not within each parent'),
  });

/** A question to a cube. Every default stands here. */
const question = () =>
  z.strictObject({
    rows: z
      .array(z.string())
      .default([])
      .describe('levels down the side, as dimension.level; measures says where these stand'),
    columns: z
      .array(z.string())
      .default([])
      .describe('levels across the top; unless they are named measures stand after these'),
    measures: z.array(measure()).min(1).describe('what is counted'),
    where: z
      .union([z.string(), z.array(z.union([onLevel(), onMeasure()]))])
      .default([])
      .describe("what is looked at: conditions, or as text such as product.family = 'Drink' and unit_sales > 100"),
    open: z
      .union([z.string(), z.array(onLevel())])
      .default([])
      .describe(
        "members of a level of the rows that show what is below them, the others staying closed, such as store.country = 'USA'; default: all",
      ),
    members: z
      .array(
        z.union([
          z.string().describe('one that the cube declares, or customer.country.lead = [DE] - [FR]'),
          z.strictObject({
            name: z
              .string()
              .regex(/^[a-z_][a-z0-9_]*$/)
              .describe('what it is called'),
            level: z.string().describe('dimension.level'),
            formula: z
              .string()
              .min(1)
              .describe('members in brackets, calculated ones, numbers, + - * / and parentheses'),
            format: z.string().optional().describe('how people read it, such as 0.0%'),
          }),
        ]),
      )
      .default([])
      .describe('members of one level that are made of others, beside those that it has'),
    pivot: z.boolean().default(false).describe('true: rows and columns of the cross table change places'),
    totals: z
      .enum(['full', 'visual', 'none'])
      .default('full')
      .describe('subtotals: of all that is looked at, only of what is shown, or none'),
    top: top().optional().describe('only the greatest members'),
    order: order().optional().describe('by a measure; default: in the order of the members'),
    aggregates: z.boolean().default(true).describe('false: counted from the facts alone'),
    empty: z.boolean().default(false).describe('true: members without facts are rows too'),
    versions: z
      .union([z.enum(['as_was', 'as_is']), z.iso.date({ error: 'as_was, as_is or a day such as 2024-01-31' })])
      .optional()
      .describe(
        'which version of a member counts: that of the fact, the last one, or that of a day; default: the cube says',
      ),
    offset: z.number().int().min(0).default(0).describe('how many rows are passed over'),
    limit: z.number().int().min(1).optional().describe('how many rows are given'),
  });

type QuestionSchema = ReturnType<typeof question>;
let made: QuestionSchema | undefined;

/** What a question is checked by; made when the first is asked, for most commands ask none. */
export function querySchema(): QuestionSchema {
  made ??= question();
  return made;
}

/** A question as it is written. */
export type CubeQuery = z.input<QuestionSchema>;
/** A question with every default filled in. */
export type WholeQuery = z.output<QuestionSchema>;

/** A question as JSON Schema, for editors and programs. */
export function questionJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(querySchema(), { io: 'input' });
  return { $schema, $id: 'urn:custometry:question', title: 'a question to a cube', ...schema };
}
