import type { DuckDb } from '../engine/duckdb.js';
import { beginEarly, type EarlyGeneration } from '../run/begin-early.js';
import type { Building } from '../run/begin-generation.js';
import { openEngine, type Session } from './session.js';
import type { beginningOf } from './threads.js';

/**
 * Begins the next generation, as a copy of the standing one or anew, and opens its warehouse. How many records it is worth is not known yet:
 * it has the threads that the project says, else those of its beginning until it is told to use all.
 */
export function beginNext(
  session: Session,
  { isAnew, isLogged, ...beginning }: ReturnType<typeof beginningOf> & { isAnew: boolean },
): EarlyGeneration<DuckDb> {
  const { project, state, options } = session;
  const { threads = beginning.threads } = project.config.engine;
  const open = ({ warehouse }: Building) => openEngine(session, { path: warehouse, threads, isLogged });
  return beginEarly(state, open, { from: isAnew ? null : undefined, signal: options.signal });
}
