import type { Model } from '../model.js';
import { boundTable } from './bound-table.js';
import { drift } from './drift.js';
import { explain } from './explain.js';
import { rfmFeatures } from './features.js';
import { fit, type RfmFitted } from './fit.js';
import { metrics } from './metrics.js';
import { mining } from './mining.js';
import { type RfmOptions, rfmDefaults } from './options.js';
import { rfmVersion, score } from './score.js';
import { scoreRow } from './score-row.js';
import { rfmFindings, rfmScores } from './scored.js';
import { training } from './training.js';
import { words } from './words.js';

/** Recency, frequency, monetary: scores per axis from cut-offs, and a segment per cell. */
export const rfm: Model<RfmOptions, RfmFitted> = {
  name: 'rfm',
  title: 'RFM',
  version: rfmVersion,
  defaults: rfmDefaults,
  source: 'feature.rfm',
  features: () => rfmFeatures,
  training,
  fit,
  score,
  scoreRow,
  scores: rfmScores,
  tables: [boundTable],
  explain,
  metrics,
  drift,
  words,
  findings: rfmFindings,
  mining,
};
