import type { Model } from '../model.js';
import { explain } from './explain.js';
import { fit, type RfmFitted } from './fit.js';
import { type RfmOptions, rfmDefaults } from './options.js';
import { rfmVersion, score } from './score.js';
import { scoreRow } from './score-row.js';
import { training } from './training.js';

/** Recency, frequency, monetary: scores per axis from cut-offs, and a segment per cell. */
export const rfm: Model<RfmOptions, RfmFitted> = {
  name: 'rfm',
  version: rfmVersion,
  defaults: rfmDefaults,
  features: ['customer_durable_key', 'customer_id', 'as_of', 'recency_days', 'frequency', 'monetary'],
  training,
  fit,
  score,
  scoreRow,
  explain,
};
