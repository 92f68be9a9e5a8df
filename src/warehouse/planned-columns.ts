import type { Engine } from '../engine/engine.js';
import { groupedBy } from '../grouped.js';
import type { TableSource } from '../plan/column-lineage/table-source.js';
import { columnSources } from '../plan/column-lineage.js';
import type { Ordered } from '../plan/order.js';
import { fingerprint } from '../run/fingerprint.js';
import { rowsOf } from '../table.js';
import type { Prepared } from './prepare.js';
import { isPlaceHolder } from './scored.js';

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
  if (last?.texts === texts) return last.sources;
  const sources = await columnSources(engine, asked, new Map(given));
  for (const one of asked.filter(isPlaceHolder)) sources.set(one.table, madeOfAny(one, sources));
  last = { texts, sources };
  return sources;
}

/** What a model that is on will make of its features is not known until it is fitted: any column of them may have a part in it. */
function madeOfAny({ table, inputs }: Ordered, sources: ReadonlyMap<string, TableSource>): TableSource {
  const source = sources.get(table) as TableSource;
  const feeds = inputs.map(input => ({ table: input, column: '*' }));
  return { ...source, columns: source.columns.map(one => ({ ...one, feeds, passes: false })) };
}
