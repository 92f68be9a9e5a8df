import type { DuckDb, DuckDbOptions } from '../engine/duckdb.js';
import { damageOr } from './damage.js';
import { openEngine, type Session } from './session.js';

/** Does something with an engine of its own, by default in memory, and closes it whatever happens. Throws CliError (source) where what was landed or decided is damaged. */
export async function withEngine<T>(
  session: Session,
  work: (engine: DuckDb) => Promise<T>,
  options?: DuckDbOptions,
): Promise<T> {
  const engine = await openEngine(session, options);
  try {
    return await work(engine);
  } catch (error) {
    throw await damageOr(session, error);
  } finally {
    await engine.close();
  }
}
