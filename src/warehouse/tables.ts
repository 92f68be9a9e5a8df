import type { DuckDb } from '../engine/duckdb.js';
import { identifier } from '../engine/engine.js';
import type { CliError } from '../errors.js';
import { groupedBy } from '../grouped.js';
import { notThere } from '../nearest.js';
import { type Cell, rowsOf } from '../table.js';
import { reading } from './reading.js';
import type { Session } from './session.js';

/** A table of the warehouse and its columns. */
export interface TableEntry {
  name: string;
  rows: number;
  columns: { name: string; type: string }[];
}

/** Every table of the standing generation, in order of name. */
export function tables(session: Session): Promise<TableEntry[]> {
  return reading(session, async engine => {
    const rows = rowsOf(
      await engine.query(`select named.table_schema || '.' || named.table_name as name, named.column_name, named.data_type,
        made.row_count
      from information_schema.columns as named
      left join meta.fingerprint as made on made.table_name = named.table_schema || '.' || named.table_name
      where named.table_catalog = current_database() and named.table_schema <> 'main'
      order by name, named.ordinal_position`),
    );
    const found = [...groupedBy(rows, row => String(row.name))].map(async ([name, columns]) => ({
      name,
      rows: Number(columns[0]?.row_count ?? (await counted(engine, name))),
      columns: columns.map(({ column_name, data_type }) => ({ name: String(column_name), type: String(data_type) })),
    }));
    return Promise.all(found);
  });
}

/** Of the tables that were not built but written (`meta`), none has its number of rows noted. */
async function counted(engine: DuckDb, table: string): Promise<Cell | undefined> {
  const [row] = rowsOf(await engine.query(`select count(*) as n from ${identifier(...table.split('.'))}`));
  return row?.n;
}

/** The error for a table that is not there. */
export function unknownTable(table: string, names: string[]): CliError {
  return notThere(`there is no table ${table}`, table, names, "list them: custometry query 'show tables'");
}
