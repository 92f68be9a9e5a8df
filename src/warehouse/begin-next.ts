import type { DuckDb } from '../engine/duckdb.js';
import { beginEarly, type EarlyGeneration } from '../run/begin-early.js';
import type { Building } from '../run/begin-generation.js';
import { openEngine, type Session } from './session.js';

/**
 * Begins the next generation, as a copy of the standing one or anew, and opens its warehouse. How many records it is worth is not known yet:
 * unless the project says how many threads it works with, or there is much to make, it is one until it is told to use all. What is made in the
 * copy for a small night is not logged, which would take longer than to make it again after a kill.
 */
export function beginNext(
  session: Session,
  { isAnew = false, isSmall }: { isAnew?: boolean; isSmall?: boolean },
): EarlyGeneration<DuckDb> {
  const { project, state, options } = session;
  const threads = project.config.engine.threads ?? (isSmall === false ? undefined : 1);
  const open = ({ warehouse, base }: Building) =>
    openEngine(session, { path: warehouse, threads, isLogged: !(base && isSmall) });
  return beginEarly(state, open, { from: isAnew ? null : undefined, signal: options.signal });
}
