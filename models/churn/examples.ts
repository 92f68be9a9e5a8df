import { CliError, exitCode } from '../../src/errors.js';
import { compareText } from '../../src/stats/compare-text.js';
import type { Table } from '../../src/table.js';
import { type Given, givenOf, heldOut, type LeftOut, splitRows, targetsOf } from '../tree/index.js';
import type { ChurnOptions } from './options.js';

/** What rivals learn from and are judged by. */
export interface Examples {
  given: Given[];
  leftOut: LeftOut[];
  /** By row of the table: 1 is positive. */
  labels: Uint8Array;
  positive: string;
  negative: string;
  /** Rows of the table to learn from, and those held out. */
  learnt: Uint32Array;
  held: Uint32Array;
  incomplete: number;
}

const yes = ['1', 'true', 'yes', 'y', 't', 'left', 'churned'];

/** Labels, predictors and which rows are held out. Throws CliError (usage) where it is not clear what is to be predicted. */
export function examplesOf(features: Table, options: ChurnOptions): Examples {
  const targets = targetsOf(features);
  const { positive, negative } = classesOf(targets, options.positive);
  const labels = Uint8Array.from(targets, target => Number(target === positive));
  const held = heldOut(splitRows(features), options.split, options.seed);
  const all = Uint32Array.from(targets, (_, row) => row);
  const learning = all.filter(row => held[row] === 0);
  const { given, leftOut } = givenOf(features, options.columns, learning);
  const isThere = (row: number) => given.every(({ values }) => !Number.isNaN(values[row]));
  const counted = options.missing === 'keep' ? all : all.filter(isThere);
  return {
    given,
    // Without a row to learn from no column has a value, which says nothing about any of them.
    leftOut: learning.length > 0 ? leftOut : [],
    labels,
    positive,
    negative,
    learnt: counted.filter(row => held[row] === 0),
    held: counted.filter(row => held[row] === 1),
    incomplete: all.length - counted.length,
  };
}

/** How many of some rows are positive. */
export function positivesOf(labels: Uint8Array, rows: Uint32Array): number {
  return rows.reduce((sum, row) => sum + (labels[row] as number), 0);
}

/** How many values are told in a message. */
const shown = 10;

function classesOf(targets: string[], wanted: string | undefined): Pick<Examples, 'positive' | 'negative'> {
  const classes = [...new Set(targets)].sort(compareText);
  const positive = wanted ?? (classes.length > 2 ? undefined : yesOf(classes));
  if (positive === undefined || (classes.length > 1 && !classes.includes(positive))) {
    const said =
      wanted === undefined ? 'it is not said which value is to be predicted' : `the target is never ${wanted}`;
    const some = `${classes.slice(0, shown).join(', ')}${classes.length > shown ? ` and ${classes.length - shown} more` : ''}`;
    throw new CliError(said, exitCode.usage, `the target is ${some}: --positive ${classes[0] ?? 'VALUE'}`);
  }
  const others = classes.filter(one => one !== positive);
  return { positive, negative: others.length === 1 ? (others[0] as string) : `not ${positive}` };
}

/** One value alone is taken for what is predicted, so that the answer can say that there is only one. */
function yesOf(classes: string[]): string | undefined {
  return (
    classes.find(one => yes.includes(one.toLowerCase())) ?? (classes.length < 2 ? (classes[0] ?? 'yes') : undefined)
  );
}
