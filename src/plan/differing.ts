import { type Engine, identifier } from '../engine/engine.js';
import { rowsOf } from '../table.js';

/**
 * A table of the session with the rows that one of two tables with the same columns has more often than the other, each once; none where
 * they are equal.
 */
export async function differing(engine: Engine, before: string, after: string): Promise<string | undefined> {
  const { columns } = await engine.query(`select * from ${before} where 1 = 0`);
  const names = columns.map(({ name }) => identifier(name)).join(', ');
  const both = `select *, 1 as _more from ${before} union all select *, -1 as _more from ${after}`;
  const rows = await engine.aside(`select ${names} from (${both}) as one group by ${names} having sum(_more) <> 0`);
  const [counted] = rowsOf(await engine.query(`select count(*) as n from ${rows}`));
  return Number(counted?.n) > 0 ? rows : undefined;
}
