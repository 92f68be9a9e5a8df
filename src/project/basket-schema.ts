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
  suggestions: z.number().int().min(1).max(20).default(5).describe('how many products are suggested to a customer'),
  refit: refitSchema,
});
