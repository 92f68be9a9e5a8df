import type { Cell, Table } from '../src/table.js';

/** One part of a score in words; where a score is a number the contributions add up to it. */
export interface Reason {
  text: string;
  contribution?: number;
}

/** One row of a model's feature table. */
export type Row = Record<string, Cell>;

/** What every model offers. `fit` is pure: no clock, no engine, no randomness that is not in the options; `Fitted` is JSON. */
export interface Model<Options, Fitted> {
  readonly name: string;
  readonly version: number;
  readonly defaults: Options;
  /** The columns of `feature.<name>` that it was made for, in their order. */
  readonly features: readonly string[];
  /** The select whose columns `fit` receives, over `feature.*`. */
  training(options: Options): string;
  fit(features: Table, options: Options): Fitted;
  /** A select over `feature.<name>` in portable words: one row per customer. */
  score(fitted: Fitted): string;
  /** The row that the select gives for a row of `feature.<name>`. */
  scoreRow(fitted: Fitted, row: Row): Row;
  explain(fitted: Fitted, row?: Row): Reason[];
}
