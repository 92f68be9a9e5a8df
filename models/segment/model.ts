import type { Model } from '../model.js';
import { description } from './description.js';
import { drift, moved } from './drift.js';
import { explain } from './explain.js';
import { segmentFeatures, training } from './features.js';
import { fit, type SegmentFitted } from './fit.js';
import { metrics } from './metrics.js';
import { mining } from './mining.js';
import { type SegmentOptions, segmentDefaults } from './options.js';
import { reference } from './reference.js';
import { score, segmentVersion } from './score.js';
import { scoreRow } from './score-row.js';
import { segmentFindings, segmentScores, segmentTables } from './scored.js';
import { words } from './words.js';

/** Customers who are alike, by k-means over how they buy. */
export const segment: Model<SegmentOptions, SegmentFitted> = {
  name: 'segment',
  title: 'Segments',
  version: segmentVersion,
  defaults: segmentDefaults,
  source: 'feature.customer',
  features: segmentFeatures,
  training,
  fit,
  reference,
  description,
  score,
  scoreRow,
  scores: segmentScores,
  tables: segmentTables,
  explain,
  metrics,
  drift,
  moved,
  words,
  findings: segmentFindings,
  mining,
};
