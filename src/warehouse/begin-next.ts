import type { DuckDb } from '../engine/duckdb.js';
import { beginEarly, type EarlyGeneration } from '../run/begin-early.js';
import type { Building } from '../run/begin-generation.js';
import { openEngine, type Session } from './session.js';

/**
 * Begins the next generation, as a copy of the standing one or anew, and opens its warehouse. How many records it is worth is not known yet:
 * unless the project says how many threads it works with, or there is much to make, they are few (`threads`) until it is told to use all. What
 * is made where there is little (`isSmall`) is not logged, which would take longer than to make it again after a kill.
 */
export function beginNext(
  session: Session,
  { isAnew, isSmall, threads: few }: { isAnew: boolean; isSmall: boolean; threads?: number },
): EarlyGeneration<DuckDb> {
  const { project, state, options } = session;
  const threads = project.config.engine.threads ?? few ?? (isSmall ? 1 : undefined);
  const open = ({ warehouse }: Building) => openEngine(session, { path: warehouse, threads, isLogged: !isSmall });
  return beginEarly(state, open, { from: isAnew ? null : undefined, signal: options.signal });
}
