import type { Model } from '../model.js';
import { drift } from './drift.js';
import { explain } from './explain.js';
import { basketFeatures } from './features.js';
import { type BasketFitted, fit } from './fit.js';
import { metrics } from './metrics.js';
import { mining } from './mining.js';
import { type BasketOptions, basketDefaults } from './options.js';
import { basketVersion, score } from './score.js';
import { scoreRow } from './score-row.js';
import { basketFindings, basketScores, basketTables } from './scored.js';
import { training } from './training.js';
import { words } from './words.js';

/** What goes with what, by association rules over orders, and what to suggest to whom. */
export const basket: Model<BasketOptions, BasketFitted> = {
  name: 'basket',
  title: 'Baskets',
  version: basketVersion,
  defaults: basketDefaults,
  source: 'feature.customer_item',
  features: () => basketFeatures,
  training,
  fit,
  score,
  scoreRow,
  scores: basketScores,
  tables: basketTables,
  explain,
  metrics,
  drift,
  words,
  findings: basketFindings,
  mining,
};
