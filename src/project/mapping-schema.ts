import * as z from 'zod';
import { type EntityName, entities, type PersonalClass, type ValueType } from './entities.js';
import { limit, oneOrMore } from './vocabulary.js';

/** The value types, as the file spells them. */
export const valueType = z.enum([
  'text',
  'id',
  'money',
  'quantity',
  'decimal',
  'integer',
  'date',
  'timestamp',
  'boolean',
] satisfies ValueType[]);

/** The entities, as the file spells them. */
export const entityName = z.enum(Object.keys(entities) as [EntityName, ...EntityName[]]);

const personalClass = z.enum(['none', 'name', 'contact', 'birth', 'sensitive'] satisfies PersonalClass[]);
const constant = z.union([z.string(), z.number(), z.boolean()]);
const bound = z.union([z.string(), z.number()]);

/** How one column of an entity is read, as given. Short form: only `from`. */
export interface ColumnMapping {
  from?: string;
  type?: ValueType;
  formats?: string[];
  null_words?: string[];
  default?: string | number | boolean;
  personal?: PersonalClass;
  derive?: 'customer_day';
}

const column = z
  .union([
    z
      .string()
      .min(1)
      .transform(from => ({ from })),
    z.strictObject({
      from: z.string().min(1).optional().describe("a landed column's name, or an SQL expression over landed columns"),
      type: valueType.optional().describe('default: the type that the entity gives the column, text for an attribute'),
      formats: oneOrMore(z.string().min(1))
        .optional()
        .describe('how numbers and dates are written, such as 1.234,50 or DD.MM.YYYY; a list is tried in order'),
      null_words: z
        .array(z.string())
        .optional()
        .describe('texts that mean null in this column, besides those of the source'),
      default: constant.optional().describe('the value where the record has none; alone: the same for every record'),
      personal: personalClass
        .optional()
        .describe('how personal it is; default: as the entity has it, sensitive for an attribute of customer'),
      derive: z.enum(['customer_day']).optional().describe('order_id only: one order per customer and day'),
    }),
  ])
  .transform(given => given as ColumnMapping);

/** What happens to a value or record that fails a rule. In YAML `null` may be written bare. */
const action = z
  .union([z.enum(['reject', 'null', 'default', 'warn']), z.null()])
  .transform(given => given ?? ('null' as const));

const rule = z.strictObject({
  name: z.string().min(1).optional().describe('under which refusals are counted; default: made of rule and column'),
  column: z.string().min(1).optional().describe('the mapped column that is judged'),
  required: z.literal(true).optional().describe('the value may not be missing'),
  type: z.literal(true).optional().describe('the value can be read; replaces the action of the reading'),
  in: z.array(bound).min(1).optional().describe('the value is one of these'),
  between: z.tuple([bound, bound]).optional().describe('the value lies between these two, both included'),
  matches: z.string().min(1).optional().describe('a regular expression is found in the value'),
  references: entityName.optional().describe('the value is a known member of that entity'),
  sql: z.string().min(1).optional().describe('an SQL expression over the mapped columns, true for good records'),
  action: action
    .prefault('reject')
    .describe('what a failure does: reject the record, make the value null, put the default, or only warn'),
  default: constant.optional().describe('the value that the action default puts'),
  limit: limit.optional().describe('more failures than this fail the run'),
});

/** One source read as one entity. */
export const mappingSchema = z.strictObject({
  source: z.string().min(1).describe('the name of the source'),
  where: z.string().min(1).optional().describe('an SQL expression; records for which it is not true are skipped'),
  columns: z.record(z.string(), column).describe('for each column of the entity where its value comes from'),
  told_again: z
    .enum(['add', 'replace_order', 'replace_line'])
    .default('add')
    .describe(
      'order_line only: what a later file does that tells an order again: its lines add up, or take the place of the order or of the line',
    ),
  rules: z.array(rule).default([]).describe('what must hold for the values, beyond type and required columns'),
});
