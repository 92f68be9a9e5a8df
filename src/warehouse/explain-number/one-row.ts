import type { DuckDb } from '../../engine/duckdb.js';
import { identifier } from '../../engine/engine.js';
import { rowsOf } from '../../table.js';

/** A quoted table. */
export function quoted(table: string): string {
  return identifier(...table.split('.'));
}

/** The one row of a select. */
export async function oneRow(engine: DuckDb, sql: string) {
  return rowsOf(await engine.query(sql))[0] ?? {};
}
