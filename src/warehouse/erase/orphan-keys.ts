import { join } from 'node:path';
import type { Engine } from '../../engine/engine.js';
import type { State } from '../../run/state.js';
import { rowsOf } from '../../table.js';
import { disowned } from './erase-decisions.js';
import { rewriteLines } from './rewrite-lines.js';

/**
 * Takes the owner from every issued key of a member that the warehouse being made does not know: what only the forgotten had bought, too,
 * says something of them. The number stays, and is never given again.
 */
export async function disownOrphanKeys(engine: Engine, state: State): Promise<void> {
  const sql = `select issued.dimension, issued.source, issued.id from decisions.key as issued
    left join (select distinct dimension, natural_source, source_id from conform.member) as member
      on member.dimension = issued.dimension and member.natural_source = issued.source and member.source_id = issued.id
    where issued.id is not null and member.source_id is null`;
  const orphans = new Set(rowsOf(await engine.query(sql)).map(row => JSON.stringify(Object.values(row))));
  rewriteLines(join(state.decisions, 'key'), line =>
    orphans.has(JSON.stringify([line.dimension, line.source, line.id])) ? disowned(line) : line,
  );
}
