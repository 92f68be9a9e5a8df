import type { Feature } from '../model.js';
import { trainingOf, treeDefaults } from '../tree/index.js';
import type { ChurnOptions } from './options.js';
import { offerColumns } from './profit/offer.js';

/** What holds where nothing is said: the defaults of `churn:`. */
export const churnDefaults: ChurnOptions = {
  ...treeDefaults,
  columns: [
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
  ],
  split: { kind: 'last' },
  positive: 'left',
  recency: 'recency_days',
  threshold: 0.5,
  least: 30,
  fairness: [],
  allow_leak: [],
};

/** The columns of feature.churn that these options need. */
export function churnFeatures(options: ChurnOptions): Feature[] {
  const own = columnsOf(options).map(name => ({ name, unit: 'as feature.churn has it' }));
  return [{ name: 'customer_id', unit: 'id' }, { name: 'as_of', unit: 'date' }, ...own];
}

/** The examples, one by one. */
export function training(options: ChurnOptions): string {
  return trainingOf('feature.churn_example', columnsOf(options));
}

function columnsOf({ columns, offer, fairness }: ChurnOptions): string[] {
  return [...new Set([...columns, ...offerColumns(offer), ...fairness])];
}
