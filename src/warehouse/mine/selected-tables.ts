import type { Engine } from '../../engine/engine.js';
import { rowsOf } from '../../table.js';
import type { MinedTable } from './find.js';

/** The answers of selects, by their names. */
export async function selectedTables(
  engine: Pick<Engine, 'query'>,
  selects: Record<string, string>,
): Promise<MinedTable[]> {
  const tables: MinedTable[] = [];
  for (const [name, select] of Object.entries(selects)) {
    const table = await engine.query(select);
    tables.push({ name, columns: table.columns.map(column => column.name), rows: rowsOf(table) });
  }
  return tables;
}
