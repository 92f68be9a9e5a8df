import { identifier } from '../engine/engine.js';
import { raw, type Sql, sql } from './sql.js';

/** Rows that are counted, before they are: what each of their columns is, in a text without values, and from where. */
export interface Rows {
  columns: { name: string; value: string }[];
  from: Sql;
  /** Whether no cell has a value that is to be counted once in two of its rows. */
  areDifferent?: boolean;
}

/** The rows as a select of their own. */
export function rowsSelect({ columns, from }: Rows): Sql {
  const all = columns.map(({ name, value }) => raw(`${value} as ${identifier(name)}`));
  return sql`select ${all.length > 0 ? all : raw('1 as "$one"')}${from}`;
}

/** What was selected by a step: its columns under their own names. */
export function rowsOfStep(step: string, columns: { name: string }[]): Rows {
  return { columns: columns.map(({ name }) => ({ name, value: identifier(name) })), from: raw(`\n  from ${step}`) };
}
