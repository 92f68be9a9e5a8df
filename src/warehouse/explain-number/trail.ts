import type { DuckDb } from '../../engine/duckdb.js';
import { identifier } from '../../engine/engine.js';
import type { ColumnUse } from '../../plan/column-lineage/uses.js';
import type { TableSource } from '../../plan/column-lineage.js';
import type { Ordered } from '../../plan/order.js';
import { rowsOf } from '../../table.js';
import type { Audience } from './audience.js';

/** What every step of an explanation works with. */
export interface Ground {
  engine: DuckDb;
  tables: ReadonlyMap<string, Ordered>;
  sources: ReadonlyMap<string, TableSource>;
  audience: Audience;
  /** How many rows of each step are shown. */
  limit: number;
}

/** Where an explanation has come to: rows of a table, which lie in a temporary table, and the columns of it that are followed. */
export interface Place {
  table: string;
  /** None: the rows themselves are counted. */
  columns: string[];
  rows: string;
}

/** The calendar and the settings are the same for every number: no number is explained by their rows. */
const notFollowed = ['dw.dim_date', 'conform.as_of', 'conform.setting', 'conform.scope'];

const triple = ['_batch', '_file', '_row'];

/** The columns by which a row of a table is known: its key, else where its record lies, else all of them. */
export function identityOf({ tables, sources }: Ground, table: string): string[] | undefined {
  if (notFollowed.includes(table)) return undefined;
  const planned = tables.get(table);
  const source = sources.get(table);
  if (!planned || !source) return undefined;
  if (planned.key.length > 0) return planned.key;
  const names = source.columns.map(one => one.column);
  const record = [...triple, '_source', '_mapping'].filter(name => names.includes(name));
  return triple.every(name => record.includes(name)) ? record : names;
}

/** Whether a record stands behind each row of a table, and the columns that say which. */
export function isRecord(names: string[]): boolean {
  return triple.every(name => names.includes(name));
}

/** The columns of a planned table, by name. */
export function columnNames({ sources }: Ground, table: string): string[] | undefined {
  return sources.get(table)?.columns.map(one => one.column);
}

/** A quoted table. */
export function quoted(table: string): string {
  return identifier(...table.split('.'));
}

/** The one row of a select. */
export async function oneRow(engine: DuckDb, sql: string) {
  return rowsOf(await engine.query(sql))[0] ?? {};
}

/** The input columns of what is followed; of rows, the rows they are made of. */
export function inputsOf({ sources }: Ground, { table, columns }: Place): ColumnUse[] {
  const source = sources.get(table);
  if (columns.length === 0) return source?.rows ?? [];
  return (source?.columns ?? []).filter(one => columns.includes(one.column)).flatMap(one => one.feeds);
}
