import * as z from 'zod';
import { refitSchema } from './refit-schema.js';

/** Only of what has the right keys: a misspelt one would be told twice. */
const when = ({ issues }: { issues: unknown[] }) => issues.length === 0;

const stageTest = z
  .strictObject({
    above: z.number().optional().describe('numbers above this one'),
    up_to: z.number().optional().describe('numbers up to this one'),
    is: z.array(z.string()).min(1).optional().describe('one of these words'),
  })
  .refine(test => (test.is === undefined) !== (test.above === undefined && test.up_to === undefined), {
    error: 'a test is a range (`above`, `up_to`) or words (`is`)',
    when,
  });

const stageRules = z
  .array(
    z.strictObject({
      name: z.string().min(1).describe('the stage; several rules of one name are ways into it'),
      when: z
        .record(z.string(), stageTest)
        .optional()
        .describe(
          'columns of feature.customer and what they must be; the last stage takes everybody else and has none',
        ),
    }),
  )
  .min(2)
  .max(50)
  .refine(rules => rules.every(({ when }, at) => (when === undefined) === (at === rules.length - 1)), {
    error: 'the last stage takes everybody else: it alone has no `when`',
    when,
  })
  .refine(
    rules =>
      rules.every(({ name }, at) => rules.findIndex(one => one.name === name) === at || rules[at - 1]?.name === name),
    {
      error: 'rules of one stage stand together: the first stage that holds takes a customer',
      when,
    },
  )
  .refine(rules => rules.at(-1)?.name !== rules.at(-2)?.name, {
    error: 'the last stage has no other ways into it',
    when,
  });

/** Options of the segment model; without this section there are no segments. */
export const segmentSchema = z.strictObject({
  stages: z
    .union([
      z.enum(['none', 'lifecycle']),
      z.strictObject({
        column: z.string().min(1).describe('the column of feature.customer whose words are the stages'),
      }),
      stageRules,
    ])
    .default('none')
    .describe('stages of life within which customers are clustered: none, lifecycle, a column of words, or rules'),
  k: z
    .union([z.literal('auto'), z.number().int().min(1).max(1000)])
    .default('auto')
    .describe('how many segments; auto compares 2 to 12'),
  columns: z
    .array(z.string().min(1))
    .min(1)
    .default([
      'recency_days',
      'tenure_days',
      'sale_orders',
      'revenue',
      'order_amount_mean',
      'products',
      'return_order_share',
      'weekend_share',
    ])
    .describe('what customers are told apart by: columns of feature.customer that are numbers'),
  categories: z
    .array(z.string().min(1))
    .default([])
    .describe('what they are told apart by beside: columns of feature.customer that are words'),
  centers: z
    .enum(['modes', 'means'])
    .default('modes')
    .describe('what stands for a segment in a column of words: its most frequent value, or the shares of all'),
  scale: z
    .enum(['z', 'robust', 'min_max', 'none'])
    .default('z')
    .describe('what columns are divided by: standard deviation, interquartile range, range, or nothing'),
  missing: z
    .enum(['median', 'refuse'])
    .default('median')
    .describe('what happens to a missing value: the median stands for it, or none may be missing'),
  log: z
    .enum(['skewed', 'none'])
    .default('skewed')
    .describe('where ln(1 + x) is taken: of columns without negative values whose skewness is above 1, or nowhere'),
  winsor: z
    .number()
    .min(0)
    .lt(0.5)
    .default(0.01)
    .describe('the share at either end whose values are drawn in to the quantile there'),
  starts: z.number().int().min(1).max(1000).default(20).describe('how many starts of k-means are tried'),
  seed: z.number().int().min(0).default(1).describe('what the starts are drawn by'),
  refit: refitSchema,
});
