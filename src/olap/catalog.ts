import { type Engine, identifier } from '../engine/engine.js';
import { rowsOf } from '../table.js';

/** The columns of tables (`schema.name`), each with the engine's type in lower case. */
export type Catalog = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Reads the columns of every table that an engine has. */
export async function readCatalog(engine: Pick<Engine, 'query'>): Promise<Catalog> {
  const rows = rowsOf(
    await engine.query(`select table_schema, table_name, column_name, data_type from information_schema.columns`),
  );
  const catalog = new Map<string, Map<string, string>>();
  for (const { table_schema, table_name, column_name, data_type } of rows) {
    const table = `${table_schema}.${table_name}`;
    const columns = catalog.get(table) ?? new Map<string, string>();
    columns.set(String(column_name), String(data_type).toLowerCase());
    catalog.set(table, columns);
  }
  return catalog;
}

/** A table as SQL writes it. */
export function tableName(table: string): string {
  return identifier(...table.split('.'));
}
