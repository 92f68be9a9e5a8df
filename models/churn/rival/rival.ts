import type { Cell } from '../../../src/table.js';
import type { Examples } from '../examples.js';
import type { ChurnFitted } from '../fit.js';
import type { ChurnOptions } from '../options.js';

/** What one column, or one question, adds to a score. */
export interface Part {
  text: string;
  amount: number;
}

/** What columns are called by. */
export type Called = Pick<ChurnFitted, 'predictors' | 'origin' | 'currency'>;

/** What stands in a column of a row. */
export type Cells = (column: string) => Cell;

/** A way to tell who leaves. All of it is pure; `Learnt` is JSON. */
export interface Rival<Learnt> {
  /** Learns from the examples that are not held out; undefined where there is nothing to learn. */
  learn(examples: Examples, options: ChurnOptions): Learnt | undefined;
  /** The probability that a row is positive; a value that was missing is null. */
  probability(learnt: Learnt, cells: Cells): number;
  /** The same of many rows that are coded already. */
  probabilities(learnt: Learnt, examples: Examples, rows: Uint32Array): Float64Array;
  /** The same as SQL over the columns, after steps of a select where it needs them; names of steps begin with `mark`, as no column does. */
  sql(learnt: Learnt, mark: string): { steps: Record<string, string>[]; score: string };
  /** The probability that parts are counted from: that of everybody. */
  base(learnt: Learnt): number;
  /** What makes the difference between everybody and a row, on a scale of the rival's own. */
  parts(learnt: Learnt, cells: Cells, called: Called): Part[];
  /** Where a rival knows better what each column adds, though not in SQL: that, and the probability that it is counted from. */
  explained?(learnt: Learnt, cells: Cells, called: Called): { base: number; parts: Part[] };
  /** The three greatest parts above 0 in words, as SQL; see `ReasonsSql`. */
  reasons(learnt: Learnt, called: Called, mark: string): ReasonsSql;
}

/** Steps of a select, each over the columns of those before it, and at last three expressions: a text, or null. */
export interface ReasonsSql {
  steps: Record<string, string>[];
  texts: readonly string[];
}
