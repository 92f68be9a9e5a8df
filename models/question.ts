import type { Cell, Table } from '../src/table.js';
import type { Mining } from './mining.js';
import type { Words } from './model.js';

/** What was found in a file. */
export interface Found {
  /** By its names, as JSON. */
  answer: Record<string, unknown>;
  /** For people, a table each. */
  tables: { name: string; rows: Record<string, Cell>[] }[];
  /** All of it, a row each. */
  list: Table;
  words: Words;
}

/** What `custometry mine` finds in a file though it scores nobody: it is no model of a project. All of it is pure. */
export interface Question<Options extends object = object>
  extends Pick<Mining<Options, object>, 'sentence' | 'columns' | 'choices' | 'options' | 'features'> {
  readonly name: string;
  /** As people read it. */
  readonly title: string;
  /** The select over the tables of `features` whose columns `find` receives, in an order that is always the same. */
  readonly training: string;
  find(features: Table, options: Options): Found;
}
