import { join } from 'node:path';
import type { Engine } from '../engine/engine.js';
import { packageRoot } from '../package-root.js';
import { readSql } from '../plan/read-sql.js';

/** Has our own selects taken apart before they are planned: what they read is remembered by their text. Throws QueryError. */
export async function readAhead(engine: Engine): Promise<void> {
  const ours = await readSql(join(packageRoot, 'sql'), 'ours');
  await Promise.all(ours.map(({ select }) => engine.inputs(select)));
}
