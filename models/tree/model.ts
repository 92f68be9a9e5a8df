import type { Model } from '../model.js';
import { drift } from './drift.js';
import { trainingOf } from './examples.js';
import { explain } from './explain.js';
import { fit, type TreeFitted } from './fit.js';
import { leavesOf } from './leaves.js';
import { mining } from './mining.js';
import { type TreeOptions, treeDefaults } from './options.js';
import { reference } from './reference.js';
import { score, treeVersion } from './score.js';
import { scoreRow } from './score-row.js';
import { treeFindings, treeScores, treeTables } from './scored.js';
import { words } from './words.js';

/** A decision tree on any table with a column of classes. It is asked on a file; no project has a section for it. */
export const tree: Model<TreeOptions, TreeFitted> = {
  name: 'tree',
  title: 'Decision tree',
  version: treeVersion,
  defaults: treeDefaults,
  source: 'feature.tree',
  features: ({ columns }) => [
    { name: 'customer_id', unit: 'id' },
    { name: 'as_of', unit: 'date' },
    ...columns.map(name => ({ name, unit: 'as it is' })),
  ],
  training: ({ columns }) => trainingOf('feature.tree', columns),
  fit,
  reference,
  score,
  scoreRow,
  scores: treeScores,
  tables: treeTables,
  explain,
  metrics: ({ rows, held, accuracy, tree: own }) => ({
    rows,
    held_out: held,
    leaves: leavesOf(own).length,
    ...(accuracy !== null && { accuracy }),
  }),
  drift,
  words,
  findings: treeFindings,
  mining,
};
