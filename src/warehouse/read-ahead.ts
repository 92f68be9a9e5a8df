import type { Engine } from '../engine/engine.js';
import { ourSql } from './our-sql.js';

/** Has our own selects taken apart before they are planned: what they read is remembered by their text. Throws QueryError. */
export async function readAhead(engine: Engine): Promise<void> {
  await Promise.all((await ourSql()).map(({ select }) => engine.inputs(select)));
}
