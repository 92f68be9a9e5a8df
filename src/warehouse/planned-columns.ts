import type { Engine } from '../engine/engine.js';
import type { TableSource } from '../plan/column-lineage/table-source.js';
import { columnSources } from '../plan/column-lineage.js';
import { rowsOf } from '../table.js';
import type { Prepared } from './prepare.js';

/** Every planned table with where its columns come from. Throws QueryError. */
export async function plannedColumns(
  engine: Engine,
  { tables }: Pick<Prepared, 'tables'>,
): Promise<Map<string, TableSource>> {
  const rows = rowsOf(
    await engine.query(`select database_name || '.' || table_name as name, column_name
    from duckdb_columns() where database_name in ('raw', 'decisions') order by name, column_index`),
  );
  const given = new Map<string, string[]>();
  for (const { name, column_name } of rows)
    given.set(String(name), [...(given.get(String(name)) ?? []), String(column_name)]);
  return columnSources(
    engine,
    tables.filter(one => !one.table.startsWith('check.')),
    given,
  );
}
