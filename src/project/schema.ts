import * as z from 'zod';
import { basketSchema } from './basket-schema.js';
import { sizePattern } from './byte-size.js';
import { calendarSchema } from './calendar-schema.js';
import { calendarYears, isInCalendar } from './calendar-years.js';
import { churnSchema } from './churn-schema.js';
import { cubesSchema } from './cubes-schema.js';
import { dimensionsSchema } from './dimension-schema.js';
import { limitsSchema } from './limits-schema.js';
import { entityName, mappingSchema, valueType } from './mapping-schema.js';
import { notifySchema } from './notify-schema.js';
import { rfmSchema } from './rfm-schema.js';
import { scheduleSchema } from './schedule-schema.js';
import { segmentSchema } from './segment-schema.js';
import { sourceSchema } from './source-schema.js';
import { name } from './vocabulary.js';

const ids = z.enum(['per_system', 'shared']);

const table = z.strictObject({
  source: z.string().min(1).describe('the name of the source'),
  types: z.record(z.string(), valueType).default({}).describe('types of its columns; others are text'),
});

const report = z.strictObject({
  title: z.string().min(1).optional().describe('the headline; default: the name of the project'),
  audience: z
    .array(z.enum(['name', 'contact', 'birth', 'sensitive']))
    .default([])
    .describe('personal classes of columns that readers of lists may see'),
});

const engine = z.strictObject({
  threads: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe('default: one per core, one in all for fewer than 50,000 records'),
  memory: z
    .string()
    .regex(sizePattern, 'a size such as 4GB')
    .optional()
    .describe('what the engine may use; default: its own choice'),
});

/** The whole project file. Every default stands in these schemas; those of models, which also work without a project, are held to them by a test. */
export const projectSchema = z.strictObject({
  name: z.string().min(1).default('custometry').describe('the name of the project, as reports show it'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'three capital letters, such as EUR')
    .default('EUR')
    .describe('reporting currency'),
  calendar: calendarSchema.prefault({}).describe('days, weeks and years'),
  customers: z
    .strictObject({
      ids: ids.default('per_system').describe('whether a customer number means the same customer in every system'),
    })
    .prefault({})
    .describe('customer numbers'),
  products: z
    .strictObject({
      ids: ids.default('shared').describe('whether a product number means the same in every system'),
      cost: z
        .enum(['line', 'unit_cost'])
        .default('line')
        .describe(
          'what a line without a cost of its own costs: what it says, nothing, or the unit cost of its product',
        ),
    })
    .prefault({})
    .describe('product numbers and costs'),
  as_of: z.iso
    .date('a date such as 2026-12-31')
    .refine(isInCalendar, `a date from ${calendarYears.first} to ${calendarYears.last}`)
    .optional()
    .describe('the date we look back from; default: that of the last accepted order'),
  sources: z.record(name, sourceSchema).describe('what is landed: a name for each, and where its files are'),
  entities: z
    .partialRecord(entityName, z.array(mappingSchema).min(1))
    .default({})
    .describe('which source is read as which entity, and how'),
  dimensions: dimensionsSchema.prefault({}).describe('how customers, products, stores and channels keep their past'),
  tables: z.record(name, table).default({}).describe('other sources taken as they are, as tables of that name'),
  limits: limitsSchema.prefault({}).describe('when a run fails'),
  rfm: rfmSchema.prefault({}).describe('recency, frequency, monetary value'),
  basket: basketSchema.optional().describe('what goes with what, and what to suggest to whom; default: none'),
  churn: churnSchema.optional().describe('who will leave, and why; default: none'),
  segment: segmentSchema.optional().describe('customers who are alike, by k-means; default: none'),
  cubes: cubesSchema.prefault({}).describe('how the answers of cubes are looked after'),
  report: report.prefault({}).describe('what is published'),
  generations: z
    .strictObject({ keep: z.number().int().min(1).default(3).describe('how many stay for rollback') })
    .prefault({})
    .describe('past states of the warehouse'),
  engine: engine.prefault({}).describe('what the database may use of the machine'),
  schedule: scheduleSchema.optional().describe('when it runs by itself; default: whenever it is called'),
  notify: z.array(notifySchema).default([]).describe('who is told how a run ended'),
});

/** A project file with every default filled in. */
export type ProjectFile = z.output<typeof projectSchema>;
export type Source = ProjectFile['sources'][string];
export type Mapping = z.output<typeof mappingSchema>;
export type Rule = Mapping['rules'][number];
export type RfmOptions = ProjectFile['rfm'];
export type Notify = ProjectFile['notify'][number];
export type { ColumnMapping } from './mapping-schema.js';
