import type { Engine } from '../../engine/engine.js';
import { rowsOf } from '../../table.js';
import { axesOf } from '../axis.js';
import { tableName } from '../catalog.js';
import { keysOf } from '../cells.js';
import { partSources } from '../gather.js';
import type { Request } from '../request.js';
import { restrict } from '../restrict.js';
import { sql, stepsSql } from '../sql.js';
import { type Stamping, stampedCells } from './stamped-cells.js';

/** Of fewer facts the engine counts sooner by itself. */
const manyFacts = 200_000;

/** Counts beforehand what the engine is slow at: selects of the cells by the name of the part. Throws QueryError. */
export async function countBeforehand(
  engine: Engine,
  request: Request,
  {
    asOf,
    least = manyFacts,
    signal,
  }: { asOf?: string | undefined; least?: number | undefined; signal?: AbortSignal | undefined },
): Promise<Map<string, string>> {
  const counted = new Map<string, string>();
  for (const [name, stamping] of stampingsOf(request, asOf)) {
    const [{ n = 0 } = {}] = rowsOf(await engine.query(`select count(*) as n from ${tableName(stamping.table)}`));
    const cells = Number(n) < least ? undefined : await stampedCells(engine, stamping, signal);
    if (cells) counted.set(name, cells);
  }
  return counted;
}

/** By the name of the part: what of a question is different values of one column counted in several groupings. */
function stampingsOf(request: Request, asOf?: string): Map<string, Stamping & { table: string }> {
  const axes = axesOf(request);
  if (axes.sets.length === 1) return new Map();
  const { steps, within } = restrict(request, axes, asOf);
  const sources = partSources(request, axes, { asOf, prefix: '', within });
  const stamped = sources.filter(({ part: { sets, columns, over } }) => {
    return sets.length > 1 && !over && columns.length === 1 && columns[0]?.measure.distinct?.length === 1;
  });
  return new Map(
    stamped.map(({ name, part, steps: own, from }) => [
      name,
      {
        table: part.aggregate?.table ?? request.cube.facts.get(part.fact)?.table ?? '',
        steps: sql`with ${stepsSql([...steps, ...own])}`,
        from,
        keys: keysOf(part).map(key => key.name),
        value: part.columns[0]?.name ?? '',
        sets: part.sets.map(({ id, keys }) => ({ id, keys: keys.map(key => key.name) })),
      },
    ]),
  );
}
