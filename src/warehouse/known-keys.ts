import type { Engine } from '../engine/engine.js';
import type { BuiltTable } from '../plan/build.js';
import { rowsOf } from '../table.js';

/** What the generation before found right of the keys of tables that were kept as they were, as `check` says it. */
export async function knownKeys(engine: Engine, tables: BuiltTable[]): Promise<ReadonlySet<string>> {
  const kept = new Set(tables.filter(({ status }) => status === 'kept').map(({ name }) => name));
  if (kept.size === 0) return new Set();
  const found = await engine.query(
    "select table_name, sentence from meta.check_result where passed = 1 and check_name = concat('key of ', table_name)",
  );
  const rows = rowsOf(found).filter(({ table_name }) => kept.has(String(table_name)));
  return new Set(rows.map(({ sentence }) => String(sentence)));
}
