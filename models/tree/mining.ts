import { literal } from '../../src/engine/engine.js';
import type { Choice, Mining, MiningTask } from '../mining.js';
import { exampleColumns, treeChoices } from './asked.js';
import { treeOptionsOf } from './chosen.js';
import { drawnTree } from './drawn.js';
import { examplesOfFile } from './examples.js';
import type { TreeFitted } from './fit.js';
import type { TreeImportance } from './importance.js';
import { leafCase } from './leaf-case.js';
import { type TreeOptions, treeDefaults } from './options.js';
import { rulesOf } from './rules.js';

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
    importance: fitted.importance,
    tree: {
      leaves: rulesOf(fitted),
      sql: leafCase(fitted.tree, ({ label }) => literal(fitted.classes[label] as string), 'try_cast'),
    },
  }),
  asksRows: true,
  drawing: drawnTree,
  sheets: ({ importance }) => [{ name: 'importance', rows: importance.slice(0, 20).map(importanceRow) }],
  tables: () => ({ leaves: 'select rule, class, rows, round(share, 3) as share from score.tree_leaf order by leaf' }),
};

/** The 20 greatest are for people. */
function importanceRow({ column, fall, deviation }: TreeImportance) {
  return { column, 'share right falls by': fall.toFixed(4), deviation: deviation.toFixed(4) };
}

function options(chosen: Record<string, Choice>, columns: MiningTask['columns']): TreeOptions {
  return { ...treeDefaults, ...treeOptionsOf(chosen, columns) };
}
