import type { Engine } from '../engine/engine.js';
import { rowsOf } from '../table.js';

/** What the generation before found right of the keys of its tables, as `check` says it. */
export async function rightKeys(engine: Engine): Promise<ReadonlySet<string>> {
  const found = await engine.query(
    "select sentence from meta.check_result where passed = 1 and check_name = concat('key of ', table_name)",
  );
  return new Set(rowsOf(found).map(({ sentence }) => String(sentence)));
}
