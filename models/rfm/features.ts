import type { Feature } from '../model.js';

/** The columns of feature.rfm. */
export const rfmFeatures: Feature[] = [
  { name: 'customer_durable_key', unit: 'id' },
  { name: 'customer_id', unit: 'id' },
  { name: 'as_of', unit: 'date' },
  { name: 'recency_days', unit: 'days' },
  { name: 'frequency', unit: 'orders' },
  { name: 'monetary', unit: 'reporting currency' },
];
