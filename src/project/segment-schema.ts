import { z } from 'zod';
import { refitSchema } from './refit-schema.js';

/** Options of the segment model; without this section there are no segments. */
export const segmentSchema = z.strictObject({
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
