import type { DuckDb } from '../engine/duckdb.js';
import { beginEarly, type EarlyGeneration } from '../run/begin-early.js';
import type { Building } from '../run/begin-generation.js';
import { openEngine, type Session } from './session.js';

/**
 * Begins the next generation, as a copy of the standing one or anew, and opens its warehouse. How many records it is worth is not known yet:
 * it works with one thread, unless the project says how many, until it is told to use all. What is made in a copy is not logged: of little, most
 * of the time would go into that.
 */
export function beginNext(session: Session, isAnew: boolean): EarlyGeneration<DuckDb> {
  const { project, state, options } = session;
  const threads = project.config.engine.threads ?? 1;
  const open = ({ warehouse, base }: Building) => openEngine(session, { path: warehouse, threads, isLogged: !base });
  return beginEarly(state, open, { from: isAnew ? null : undefined, signal: options.signal });
}
