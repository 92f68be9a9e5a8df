import type { Cell } from '../../index.js';

/** Rows to be printed, cells by position. */
export interface Sheet {
  columns: string[];
  rows: Cell[][];
  /** Which columns hold numbers, where the engine has said so; large decimals come as text. */
  numeric?: boolean[];
}

/** A sheet of row objects; columns are the given ones, or those of the rows in the order they come up. */
export function sheetOf(records: object[], columns?: string[]): Sheet {
  const names = columns ?? [...new Set(records.flatMap(record => Object.keys(record)))];
  return {
    columns: names,
    rows: records.map(record => names.map(name => cellOf((record as Record<string, unknown>)[name]))),
  };
}

/** Row objects of a sheet; the engine gives every column of an answer a name of its own. */
export function recordsOf({ columns, rows }: Sheet): Record<string, Cell>[] {
  return rows.map(row => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])));
}

function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : (value as Cell);
}
