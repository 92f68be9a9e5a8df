import { CliError, exitCode } from '../../src/errors.js';
import { compareText } from '../../src/stats/compare-text.js';
import type { Table } from '../../src/table.js';
import { type Cells, cellsOf } from './cells.js';
import { splitRows, targetsOf } from './example-rows.js';
import { givenOf } from './given.js';
import { growTree } from './grow.js';
import { heldOut } from './hold-out.js';
import { importanceOf, type TreeImportance } from './importance.js';
import type { NamedTree } from './named-tree.js';
import type { TreeOptions } from './options.js';
import type { Given, LeftOut, Predictor } from './predictor.js';
import { leafAt } from './walk.js';

/** What the model has learnt: the classes there are, and the questions that tell them apart. */
export interface TreeFitted {
  /** The examples that the tree was grown on, and those that were held out. */
  rows: number;
  held: number;
  /** Of those that were held out, the share that the tree puts into their class; null without any. */
  accuracy: number | null;
  /** Examples that do not count because a value is missing. */
  incomplete: number;
  classes: string[];
  predictors: Predictor[];
  leftOut: LeftOut[];
  tree: NamedTree;
  /** Judged by the examples held out, and where there are none by those it was grown on. */
  importance: TreeImportance[];
}

/** More classes than this are no classes. */
const mostClasses = 100;

/** Grows a tree on the examples that are not held out. Throws CliError (usage) where the target has too many values to be a class. */
export function fit(features: Table, options: TreeOptions): TreeFitted {
  return fitBy(growTree, features, options);
}

/** The same with whatever grows the tree. */
export function fitBy(growBy: typeof growTree, features: Table, options: TreeOptions): TreeFitted {
  const targets = targetsOf(features);
  const classes = [...new Set(targets)].sort(compareText);
  if (classes.length > mostClasses) throw tooMany(classes.length);
  const labels = Uint16Array.from(targets, target => classes.indexOf(target));
  const held = heldOut(splitRows(features), options.split, options.seed);
  const all = Uint32Array.from(targets, (_, row) => row);
  const { given, leftOut } = givenOf(
    features,
    options.columns,
    all.filter(row => held[row] === 0),
  );
  const counted = options.missing === 'keep' ? all : all.filter(row => isComplete(given, row));
  const grown = counted.filter(row => held[row] === 0);
  const tree = growBy(given, labels, grown, Math.max(classes.length, 1), options);
  const judged = counted.filter(row => held[row] === 1);
  return {
    rows: grown.length,
    held: judged.length,
    accuracy: accuracyOf(tree, cellsOf(features), labels, judged),
    incomplete: all.length - counted.length,
    classes: classes.length > 0 ? classes : ['none'],
    predictors: given.map(({ values, ...predictor }) => predictor),
    leftOut,
    tree,
    importance: importanceOf(tree, given, labels, judged.length > 0 ? judged : grown, options.seed),
  };
}

function isComplete(given: Given[], row: number): boolean {
  return given.every(({ values }) => !Number.isNaN(values[row]));
}

function accuracyOf(tree: NamedTree, cell: Cells, labels: Uint16Array, rows: Uint32Array): number | null {
  const right = rows.filter(row => leafAt(tree, name => cell(row, name)).label === labels[row]).length;
  return rows.length === 0 ? null : right / rows.length;
}

function tooMany(count: number): CliError {
  const what = `the target has ${count} different values: a tree tells ${mostClasses} classes apart at most`;
  return new CliError(what, exitCode.usage, 'name a column of a few classes: --target COLUMN');
}
