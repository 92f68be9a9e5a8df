import type { Engine } from '../src/engine/engine.js';
import { type Cell, rowsOf } from '../src/table.js';

/** The rows of a short answer, run on a connection of its own, beside whatever else the engine does. Throws QueryError. */
export async function aside(engine: Engine, sql: string, signal?: AbortSignal): Promise<Record<string, Cell>[]> {
  const rows: Record<string, Cell>[] = [];
  for await (const piece of engine.stream(sql, [], signal)) rows.push(...rowsOf(piece));
  return rows;
}
