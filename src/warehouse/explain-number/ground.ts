import type { DuckDb } from '../../engine/duckdb.js';
import type { TableSource } from '../../plan/column-lineage/table-source.js';
import type { Ordered } from '../../plan/order.js';
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

/** The columns of a planned table, by name. */
export function columnNames({ sources }: Ground, table: string): string[] | undefined {
  return sources.get(table)?.columns.map(one => one.column);
}
