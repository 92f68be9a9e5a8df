import type { MiningChoice, MiningColumn } from '../mining.js';

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
    sentence: "of the root's wrong rows the share that each leaf must save (default: 0.01)",
    type: 'number',
  },
  prune: {
    sentence:
      'how a tree is cut back: by that share, or by cross-validation and one standard error (default: complexity)',
    type: 'word',
    words: ['complexity', 'one_se'],
  },
  criterion: { sentence: 'what a question lowers (default: gini)', type: 'word', words: ['gini', 'entropy'] },
  depth: { sentence: 'the most questions to a leaf (default: 30)', type: 'whole' },
  leaf: { sentence: 'the fewest rows of a leaf (default: 7)', type: 'whole' },
  branch: { sentence: 'the fewest rows of a node that is split (default: 20)', type: 'whole' },
  split: { sentence: 'which rows are held out: every:5, random:0.2, time:2024-01-01, none', type: 'word' },
  seed: { sentence: 'of what is drawn by chance (default: 1)', type: 'whole' },
  missing: {
    sentence: 'what a row with a missing value does (default: keep)',
    type: 'word',
    words: ['keep', 'leave_out'],
  },
};
