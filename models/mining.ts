import type { Cell, Table } from '../src/table.js';

/** A column of the file that the model needs, as an option of `custometry mine`: `--<role> <column>`. */
export interface MiningColumn {
  sentence: string;
  /** How its values are read: `id` as text without blanks, `money` with four decimals, `number` as a double; `moment` as a double too: dates and times as days since 1970, or numbers as they are; `any` as a number where every value is one, else as text. */
  type: 'id' | 'text' | 'date' | 'money' | 'number' | 'moment' | 'any';
  /** A record without a value: belongs to nobody and is `left_out` (counted), counts as none and is `kept`, or is `refused` like one that cannot be read. */
  missing: 'left_out' | 'kept' | 'refused';
  /** It may be left out. */
  optional?: true;
  /** Several columns, a list of names, numbers and ranges, each under its own name. */
  many?: true;
  /** Where nothing is named for it, every column of the file that has no other role. */
  rest?: true;
  /** Named only to be left out: not a column of `mine.record`. */
  unread?: true;
  /** The name of the column of the file that is meant where none is named at all. */
  named?: string;
}

/** What somebody chose. */
export type Choice = string | number;

/** A choice that the model offers, as an option of `custometry mine`: `--<name> <value>`. */
export interface MiningChoice {
  sentence: string;
  type: 'whole' | 'number' | 'word';
  /** The words there are, where only some are meant. */
  words?: readonly string[];
}

/** What `custometry mine` was given, read and checked. */
export interface MiningTask {
  /** The columns of `mine.record` by role; a role that was left out is missing. */
  columns: Record<string, string[]>;
  /** The date to look back from, `YYYY-MM-DD`; null where the model looks at no dates. */
  asOf: string | null;
}

/** A node of a tree as it is drawn: `parent` is the place of the node above, undefined of the root; `share` is from 0 to 1. */
export interface DrawnNode {
  parent: number | undefined;
  depth: number;
  label: string;
  text: string;
  share: number;
  isLeaf: boolean;
}

/** How a model works on one file: what it asks for, how features are made of the records, and what it answers. */
export interface Mining<Options, Fitted> {
  sentence: string;
  columns: Record<string, MiningColumn>;
  choices: Record<string, MiningChoice>;
  /** The options that the choices, and the columns by role, come to; what was not chosen is missing. */
  options(chosen: Record<string, Choice>, columns: MiningTask['columns']): Options;
  /** The selects that make the tables that training and scores read of `mine.record`: `_row`, and the columns by role (of a role with several, by name). */
  features(task: MiningTask, options: Options): Record<string, string>;
  /** What is to be warned of before it is learnt, which may take long. */
  beforehand?(features: Table, options: Options): string[];
  /** Names and values of the answer that come from the fit. */
  result(fitted: Fitted, options: Options): Record<string, unknown>;
  /** The tables of the answer, as selects over `score.*`; where `result` has the same name, that goes into JSON. */
  tables(options: Options): Record<string, string>;
  /** Its `source` has `_row`, so that a row of the file can be asked for its score, why, and what if (`--who`, `--what-if`). */
  asksRows?: true;
  /** A tree to be drawn: each node before what is below it. */
  drawing?(fitted: Fitted): DrawnNode[];
  /** Further tables for people, of what `result` has. */
  sheets?(fitted: Fitted, options: Options): { name: string; rows: Record<string, Cell>[] }[];
}
