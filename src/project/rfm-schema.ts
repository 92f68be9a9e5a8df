import * as z from 'zod';
import { refitSchema } from './refit-schema.js';

const bins = z.number().int().min(2).max(10);
const range = z.tuple([z.number().int().min(1), z.number().int().min(1)]);
const bounds = z.array(z.number()).min(1);

const segment = z.strictObject({
  name: z.string().min(1).describe('what people in it are called'),
  recency: range.describe('recency scores, from and to'),
  frequency: range.describe('frequency scores, from and to'),
  monetary: range.optional().describe('monetary scores, from and to; default: all'),
});

/** Options of the RFM model. */
export const rfmSchema = z.strictObject({
  method: z
    .enum(['quantile', 'ntile', 'fixed', 'percent_rank'])
    .default('quantile')
    .describe('how values become scores: type-7 quantiles, equal counts, given bounds, or the percent rank'),
  bound: z
    .enum(['quantile', 'package'])
    .default('quantile')
    .describe('method quantile: value <= quantile, or as the R package has it, value < quantile + 1'),
  bins: z
    .union([
      bins.transform(n => ({ recency: n, frequency: n, monetary: n })),
      z.strictObject({
        recency: bins.describe('bins of recency, 2 to 10'),
        frequency: bins.describe('bins of frequency, 2 to 10'),
        monetary: bins.describe('bins of monetary value, 2 to 10'),
      }),
    ])
    .optional()
    .describe('scores per axis, 2 to 10; default: what the segment map is written for'),
  bounds: z
    .strictObject({
      recency: bounds.describe('days'),
      frequency: bounds.describe('orders'),
      monetary: bounds.describe('reporting currency'),
    })
    .optional()
    .describe('method fixed: upper bounds, ascending, one fewer than bins'),
  orders: z
    .enum(['with_sale', 'all'])
    .default('with_sale')
    .describe('which orders count: those with at least one sale line, or all'),
  segments: z
    .union([z.enum(['rfm-10', 'shopify-11', 'pymc-5', 'octant']), z.array(segment).min(1)])
    .default('rfm-10')
    .describe('a preset, or segments of your own; the first that fits wins'),
  refit: refitSchema,
  no_value: z
    .string()
    .min(1)
    .default('No value')
    .describe('the class of customers whose monetary value is not positive'),
  other: z.string().min(1).default('Others').describe('the class of scores that no segment names'),
});
