import type { MiningChoice, MiningColumn } from '../mining.js';
import { treeDefaults } from './options.js';

/** What every model that learns from examples asks of a file. */
export const exampleColumns: Record<string, MiningColumn> = {
  target: { sentence: 'the column to predict', type: 'text', missing: 'left_out' },
  id: { sentence: 'the column that names a row (default: its number)', type: 'id', missing: 'refused', optional: true },
  time: { sentence: 'the day of each row', type: 'date', missing: 'left_out', optional: true },
  columns: {
    sentence: 'the columns to predict by (default: all others)',
    type: 'any',
    missing: 'kept',
    many: true,
    optional: true,
    rest: true,
  },
  exclude: { sentence: 'columns to leave out', type: 'any', missing: 'kept', many: true, optional: true, unread: true },
};

/** What every model that has a tree leaves to choose. */
export const treeChoices: Record<string, MiningChoice> = {
  complexity: {
    sentence: `of the root's wrong rows the share that each leaf must save (default: ${treeDefaults.complexity})`,
    type: 'number',
  },
  prune: {
    sentence: `how a tree is cut back: by that share, or by cross-validation and one standard error (default: ${treeDefaults.prune})`,
    type: 'word',
    words: ['complexity', 'one_se'],
  },
  criterion: {
    sentence: `what a question lowers (default: ${treeDefaults.criterion})`,
    type: 'word',
    words: ['gini', 'entropy'],
  },
  depth: { sentence: `the most questions to a leaf (default: ${treeDefaults.depth})`, type: 'whole' },
  leaf: { sentence: `the fewest rows of a leaf (default: ${treeDefaults.leaf})`, type: 'whole' },
  branch: { sentence: `the fewest rows of a node that is split (default: ${treeDefaults.branch})`, type: 'whole' },
  split: {
    sentence: 'which rows are held out: every:5, random:0.2, none; by --time: time:2024-01-01, time, last',
    type: 'word',
  },
  seed: { sentence: `of what is drawn by chance (default: ${treeDefaults.seed})`, type: 'whole' },
  missing: {
    sentence: `what a row with a missing value does (default: ${treeDefaults.missing})`,
    type: 'word',
    words: ['keep', 'leave_out'],
  },
};
