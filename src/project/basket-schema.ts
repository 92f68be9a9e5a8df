import * as z from 'zod';
import { refitSchema } from './refit-schema.js';

const share = z.number().gt(0).max(1);
const names = z.array(z.string().min(1));
const most = z.number().int().min(1);

/** Options of the basket model; without this section there are no rules and no suggestions. */
export const basketSchema = z.strictObject({
  support: share.default(0.01).describe('the least share of the baskets that products of a rule are in together'),
  confidence: share
    .default(0.3)
    .describe('the least share of the baskets with the left side of a rule that have the right one too'),
  length: z.number().int().min(2).max(10).default(4).describe('the most products of a rule, both sides together'),
  largest: z
    .number()
    .int()
    .min(2)
    .default(1000)
    .describe('baskets of more products are not mined; how many that are is said'),
  rules: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(1000)
    .describe('how many rules are kept at most, those of the highest confidence'),
  unit: z
    .enum(['order', 'customer', 'session'])
    .default('order')
    .describe('what a basket is: an order, all orders of a customer within a window, or all with few days between'),
  window: z
    .string()
    .regex(/^[1-9]\d{0,3}d$/, 'a number of days such as 7d')
    .optional()
    .describe('of customer: how long a window is, default for ever; of session: the most days between, default 1d'),
  categories: z
    .union([z.boolean(), z.literal('path')])
    .default(false)
    .describe('whether the category of a product is an item of rules, too; by path those of all levels are'),
  contrast: z
    .enum(['year', 'quarter', 'month', 'country', 'region', 'gender', 'rfm', 'segment'])
    .optional()
    .describe(
      'periods, or parts of the customers (also their segments by a model), between which the lift of rules is compared; default: none',
    ),
  value: z
    .enum(['revenue', 'margin'])
    .optional()
    .describe('what rules are weighed by, with pairs that are bought instead of each other; default: nothing'),
  suggestions: z.number().int().min(1).max(20).default(5).describe('how many products are suggested to a customer'),
  similarity: z
    .enum(['count', 'jaccard', 'lift', 'cosine', 'llr'])
    .default('cosine')
    .describe('how alike two products are by the baskets that they are in'),
  half_life: z
    .string()
    .regex(/^[1-9]\d{0,4}d$/, 'a number of days such as 90d')
    .optional()
    .describe(
      'after how many days a basket counts for half in that, and in the order of the rules; default: all count alike',
    ),
  repurchase: z
    .union([share, z.literal(false)])
    .default(0.5)
    .describe('from which share of buyers who bought it again a product is due again after its usual days'),
  suggest: z
    .strictObject({
      exclude_products: names.optional().describe('numbers of products that are never suggested'),
      exclude_categories: names.optional().describe('categories of which nothing is suggested'),
      per_category: most.optional().describe('how many products of one category are suggested to a customer at most'),
      min_price: z.number().gt(0).optional().describe('the least mean price of a product that is suggested'),
      rank: z
        .enum(['probability', 'margin'])
        .default('probability')
        .describe('what comes first of each origin: the likeliest, or the greatest expected margin'),
      per_product: most.optional().describe('to how many customers a product is suggested at most'),
    })
    .optional()
    .describe('what may be suggested, and how often'),
  refit: refitSchema,
});
