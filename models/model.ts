import type { Cell, Column, Table } from '../src/table.js';
import type { Mining } from './mining.js';

/** One part of a score in words; where a score is a number the contributions add up to it. */
export interface Reason {
  text: string;
  contribution?: number;
  /** The same as SQL over a row of the model's `source`, where there is a way to say it so. */
  sql?: string;
}

/** One row of a model's feature table. */
export type Row = Record<string, Cell>;

/** A column of the feature table and what it counts, such as `days` or `reporting currency`; `id` and `date` count nothing. */
export interface Feature {
  name: string;
  unit: string;
}

/** `score.<name>`: what one row of it says of a customer. */
export interface Scores {
  sentence: string;
  /** Its columns and their SQL types, in the words of `src/plan/portable-words.ts`; `customer_id` is the first. */
  columns: Record<string, string>;
  /** Expressions over those columns, for `score.history`: the score as text (or null), and the class that the customer is in. */
  score: string;
  class: string;
}

/** A select of `customer_durable_key` and the `class` that a model puts customers in, by the model's name; undefined where it was not fitted. */
export type Classes = (model: string) => string | undefined;

/** Another table that is made from what the model has learnt. */
export interface LearntTable<Fitted> {
  /** `score.<something>`. */
  table: string;
  sentence: string;
  key: string[];
  columns: Record<string, string>;
  /** The tables that its select reads; none where it is a table of values. Where one is neither `source` nor of `score`, the table is not made of a mere file. */
  reads: string[];
  make(fitted: Fitted): string | Table;
}

/** What a fitted model has to say besides its scores, one sentence each. */
export interface Words {
  /** What its numbers mean, as `name: text`: formula, unit, window, tie rule. */
  definitions: string[];
  /** What a person should look into: what the data did not suffice for. */
  warnings: string[];
  /** What a person may want to know. */
  notes: string[];
}

/** What is learnt of everybody's scores once they are known, from counts: the engine counts, the model finishes the mathematics. */
export interface Description<Fitted> {
  /** Selects over `source` by name; `columns` are those of `source`. Their sums must not depend on the order of the rows. */
  counts(fitted: Fitted, columns: readonly Column[]): Record<string, string>;
  /** The same fit with what the answers say. */
  learn(fitted: Fitted, counts: Record<string, Table>): Fitted;
}

/** What a run tells of the scores: a select over the built tables, and a sentence for each of its rows. */
export interface Findings {
  select: string;
  say(row: Row): string;
}

/** A well-known package that does the same: `--engine reference` runs it in our place, and ours is held against it. */
export interface Reference<Options extends object, Fitted extends object> {
  package: string;
  /** The model's `fit` by that package, which is loaded only now. */
  fit(): Promise<Model<Options, Fitted>['fit']>;
}

/**
 * What every model offers. All of it is pure: no clock, no engine, no randomness but by `seed` of the options. `Fitted` is JSON.
 * Selects are in portable words.
 */
export interface Model<Options extends object = object, Fitted extends object = object> {
  /** Of the model, of its options in the project file, and of its table `score.<name>`. */
  readonly name: string;
  /** As people read it. */
  readonly title: string;
  /** A change of what the numbers mean, or of what a fit looks like, is a new one. */
  readonly version: number;
  readonly defaults: Options;
  /** The table `feature.*` whose rows it scores, one per customer; it has `customer_durable_key`, `customer_id` and `as_of`. */
  readonly source: string;
  /** The columns of that table that these options need, in order. */
  features(options: Options): Feature[];
  /** The select whose columns `fit` receives, over `feature.*` and `mart.*`, in an order that is always the same; `classes` are by the models fitted before. */
  training(options: Options, classes?: Classes): string;
  /** `before` is the fit published last, where there is one: its names and numbers may live on, nothing else of it does. */
  fit(features: Table, options: Options, before?: Fitted): Fitted;
  /** Who scores where a fit is due and one with the same options stands (`champion`): the new one, or the whole of that one, each with a record of it. */
  contest?(challenger: Fitted, champion: Fitted, features: Table, options: Options): Fitted;
  readonly reference?: Reference<Options, Fitted>;
  readonly description?: Description<Fitted>;
  /** The select of `score.<name>` over `source`: one row per customer. */
  score(fitted: Fitted): string;
  /** The row that the select gives for a row of `source`. */
  scoreRow(fitted: Fitted, row: Row): Row;
  readonly scores: Scores;
  readonly tables: readonly LearntTable<Fitted>[];
  explain(fitted: Fitted, row?: Row): Reason[];
  /** Selects by name over the built tables that show what it has learnt from, for who asks why it scores as it does. */
  readonly audit?: Record<string, string>;
  /** How good the fit is, and on how much it rests; kept with it. */
  metrics(fitted: Fitted): Record<string, number>;
  /** How far these features (the answer of `training`) have moved from those of the fit: a population stability index, 0 for the same. */
  drift(fitted: Fitted, features: Table): number;
  /** The same in words, part by part, where there are parts. */
  moved?(fitted: Fitted, features: Table): string[];
  words(fitted: Fitted): Words;
  readonly findings: Findings;
  /** How it works on one file, without a project. */
  readonly mining: Mining<Options, Fitted>;
}
