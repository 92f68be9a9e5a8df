import { z } from 'zod';
import { refitSchema } from './refit-schema.js';

const share = z.number().gt(0).max(1);

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
  categories: z.boolean().default(false).describe('whether the category of a product is an item of rules, too'),
  suggestions: z.number().int().min(1).max(20).default(5).describe('how many products are suggested to a customer'),
  refit: refitSchema,
});
