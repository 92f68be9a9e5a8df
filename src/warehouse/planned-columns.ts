import type { Engine } from '../engine/engine.js';
import { groupedBy } from '../grouped.js';
import type { TableSource } from '../plan/column-lineage/table-source.js';
import { columnSources } from '../plan/column-lineage.js';
import { fingerprint } from '../run/fingerprint.js';
import { rowsOf } from '../table.js';
import type { Prepared } from './prepare.js';

/** It follows from the texts alone, and whoever asks where one number comes from mostly asks for another. */
let last: { texts: string; sources: ReadonlyMap<string, TableSource> } | undefined;

/** Every planned table with where its columns come from. Throws QueryError. */
export async function plannedColumns(
  engine: Engine,
  { tables }: Pick<Prepared, 'tables'>,
): Promise<ReadonlyMap<string, TableSource>> {
  const rows = rowsOf(
    await engine.query(`select database_name || '.' || table_name as name, column_name
    from duckdb_columns() where database_name in ('raw', 'decisions') order by name, column_index`),
  );
  const given = [...groupedBy(rows, ({ name }) => String(name))].map(([name, columns]) => {
    return [name, columns.map(({ column_name }) => String(column_name))] as const;
  });
  const asked = tables.filter(one => !one.table.startsWith('check.'));
  const texts = fingerprint([given, asked.map(({ table, select }) => [table, select])]);
  if (last?.texts !== texts) last = { texts, sources: await columnSources(engine, asked, new Map(given)) };
  return last.sources;
}
