import { literal } from '../../src/engine/engine.js';
import { CliError, exitCode } from '../../src/errors.js';
import type { Choice, Mining, MiningChoice, MiningColumn, MiningTask } from '../mining.js';
import { examplesOfFile } from './examples.js';
import type { TreeFitted } from './fit.js';
import { splitOf } from './hold-out.js';
import { type TreeOptions, treeDefaults } from './options.js';
import { rulesOf } from './rules.js';
import { leafCase } from './score.js';

/** What every model that learns from examples asks of a file. */
export const exampleColumns: Record<string, MiningColumn> = {
  target: { sentence: 'the column to predict', type: 'text', missing: 'left_out' },
  id: { sentence: 'the column that names a row; default: its number', type: 'id', missing: 'refused', optional: true },
  time: { sentence: 'the day of each row', type: 'date', missing: 'left_out', optional: true },
  columns: {
    sentence: 'the columns to predict by; default: all others',
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
    sentence: 'how a tree is cut back: by that share, or by cross-validation and one standard error',
    type: 'word',
    words: ['complexity', 'one_se'],
  },
  criterion: { sentence: 'what a question lowers', type: 'word', words: ['gini', 'entropy'] },
  depth: { sentence: 'the most questions to a leaf (default: 30)', type: 'whole' },
  leaf: { sentence: 'the fewest rows of a leaf (default: 7)', type: 'whole' },
  branch: { sentence: 'the fewest rows of a node that is split (default: 20)', type: 'whole' },
  split: { sentence: 'which rows are held out: every:5, random:0.2, time:2024-01-01, none', type: 'word' },
  seed: { sentence: 'of what is drawn by chance', type: 'whole' },
  missing: {
    sentence: 'what a row with a missing value does (default: keep)',
    type: 'word',
    words: ['keep', 'leave_out'],
  },
};

/** A tree for the classes of a column of a file. */
export const mining: Mining<TreeOptions, TreeFitted> = {
  sentence: 'a decision tree: questions that tell the classes of a column apart',
  columns: exampleColumns,
  choices: treeChoices,
  options,
  features: task => ({ 'feature.tree': examplesOfFile(task) }),
  result: fitted => ({
    rows: fitted.rows,
    held_out: { rows: fitted.held, accuracy: fitted.accuracy },
    classes: fitted.classes,
    left_out: fitted.leftOut,
    tree: {
      leaves: rulesOf(fitted),
      sql: leafCase(fitted.tree, ({ label }) => literal(fitted.classes[label] as string), 'try_cast'),
    },
  }),
  tables: () => ({ leaves: 'select rule, class, rows, share from score.tree_leaf order by leaf' }),
};

function options(chosen: Record<string, Choice>, columns: MiningTask['columns']): TreeOptions {
  return { ...treeDefaults, ...treeOptionsOf(chosen, columns) };
}

/** What was chosen of a tree. Throws CliError (usage). */
export function treeOptionsOf(
  { split, complexity, depth, leaf, branch, ...chosen }: Record<string, Choice>,
  { columns = [] }: MiningTask['columns'],
): Partial<TreeOptions> & Pick<TreeOptions, 'columns'> {
  if (complexity !== undefined && !(Number(complexity) >= 0 && Number(complexity) <= 1)) {
    throw new CliError(`--complexity is a share from 0 to 1, not ${complexity}`, exitCode.usage, 'for example 0.01');
  }
  for (const [name, value] of Object.entries({ depth, leaf, branch })) {
    if (value === undefined || Number(value) >= 1) continue;
    throw new CliError(`--${name} is a number from 1, not ${value}`, exitCode.usage, 'for example 7');
  }
  const numbers = Object.entries({ complexity, depth, leaf, branch }).filter(([, value]) => value !== undefined);
  return {
    columns,
    ...chosen,
    ...Object.fromEntries(numbers),
    ...(split !== undefined && { split: splitOf(String(split)) }),
  };
}
