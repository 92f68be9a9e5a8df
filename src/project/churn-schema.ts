import * as z from 'zod';
import { refitSchema } from './refit-schema.js';

const days = z.number().int().min(1).max(3650);

/** Options of the churn model; without this section nobody is scored. */
export const churnSchema = z.strictObject({
  by: z
    .enum(['purchase', 'subscription', 'attribute'])
    .default('purchase')
    .describe(
      'what leaving is: no purchase within the outcome window, a subscription that ends in it, or what the master record of a customer then says',
    ),
  attribute: z
    .string()
    .min(1)
    .optional()
    .describe('of attribute: the attribute of a customer that says who has left: the day of it, or a word'),
  left: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('of attribute: the words that mean so; without them it is a day'),
  observation_days: days.default(365).describe('who bought within so many days can still leave'),
  gap_days: z.number().int().min(0).max(365).default(0).describe('days before the outcome window, in which to act'),
  outcome_days: days
    .optional()
    .describe(
      "length of the outcome window; default: by purchase, nine out of ten of customers' own gaps are no longer; else 90",
    ),
  dates: z
    .number()
    .int()
    .min(2)
    .max(24)
    .default(2)
    .describe('how many earlier dates are learnt from; the last of them is held out'),
  attributes: z
    .enum(['beginning', 'told'])
    .default('beginning')
    .describe("from when on a customer's first master record counts: always, or from the day on which it was told"),
  columns: z
    .array(z.string().min(1))
    .min(1)
    .default([
      'recency_days',
      'tenure_days',
      'purchase_days',
      'gap_days_mean',
      'recency_gap_ratio',
      'sale_orders',
      'sale_orders_90_days',
      'revenue',
      'revenue_90_days',
      'order_amount_mean',
      'order_lines_mean',
      'return_order_share',
      'subscriptions',
      'monthly_amount',
      'subscribed_days',
      'plan',
      'country',
    ])
    .describe('what is predicted by: columns of feature.churn'),
  complexity: z
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .describe("the share of the root's wrong rows that a leaf of the tree must save"),
  threshold: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('the probability from which on a customer is called leaving'),
  least: z.number().int().min(1).default(30).describe('the fewest examples of either class to learn from'),
  offer: z
    .strictObject({
      cost: z.number().min(0).describe('of calling one customer'),
      success_rate: z.number().min(0).max(1).describe('of those who would leave the share that it keeps'),
      value: z
        .union([z.number().min(0), z.string().min(1)])
        .default('revenue')
        .describe('what a customer who stays is worth: an amount, or a column of feature.churn'),
    })
    .optional()
    .describe('what is offered to those who may leave; default: no profit is counted'),
  fairness: z
    .array(z.string().min(1))
    .default([])
    .describe('columns of feature.churn whose groups are told how they fare'),
  allow_leak: z.array(z.string().min(1)).default([]).describe('columns that may seem to know the future'),
  seed: z.number().int().min(0).default(1).describe('of what is drawn by chance'),
  refit: refitSchema,
});
