import type { Engine } from '../engine/engine.js';
import { rowsOf } from '../table.js';

/** A table of the session with the rows that only one of two tables has; none where they are equal. */
export async function differing(engine: Engine, before: string, after: string): Promise<string | undefined> {
  const only = (one: string, other: string) => `(select * from ${one} except all select * from ${other})`;
  const rows = await engine.aside(`${only(before, after)} union all ${only(after, before)}`);
  const [counted] = rowsOf(await engine.query(`select count(*) as n from ${rows}`));
  return Number(counted?.n) > 0 ? rows : undefined;
}
