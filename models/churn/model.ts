import type { Model } from '../model.js';
import { audit } from './audit.js';
import { contest } from './contest/contest.js';
import { explain } from './explain.js';
import { churnDefaults, churnFeatures, training } from './features.js';
import { type ChurnFitted, fit } from './fit.js';
import { mining } from './mining.js';
import { drift, moved } from './moved.js';
import type { ChurnOptions } from './options.js';
import { churnVersion, score } from './score.js';
import { scoreRow } from './score-row.js';
import { churnFindings, churnScores, churnTables } from './scored.js';
import { words } from './words.js';

/** Who will leave, and why. */
export const churn: Model<ChurnOptions, ChurnFitted> = {
  name: 'churn',
  title: 'Churn',
  version: churnVersion,
  defaults: churnDefaults,
  source: 'feature.churn',
  features: churnFeatures,
  training,
  fit,
  contest,
  score,
  scoreRow,
  scores: churnScores,
  tables: churnTables,
  explain,
  audit,
  metrics,
  drift,
  moved,
  words,
  findings: churnFindings,
  mining,
};

/** On how many examples the fit rests, and how well it told them apart. */
function metrics({ rows, positives, holdout, calibrated }: ChurnFitted): Record<string, number> {
  const { model: _, ...figures } = calibrated?.standing ?? { model: null };
  const told = Object.entries(figures).filter((one): one is [string, number] => typeof one[1] === 'number');
  return { rows, positives, held_out: holdout.rows, ...Object.fromEntries(told) };
}
