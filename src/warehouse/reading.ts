import type { ForeseenBatch } from '../../etl/land-foresee.js';
import type { DuckDb } from '../engine/duckdb.js';
import { type Current, current } from '../run/generations.js';
import { rowsOf } from '../table.js';
import { withGeneration } from './lacking.js';
import { lastFits } from './last-fits.js';
import { type Prepared, prepare, withSelects } from './prepare.js';
import { scoreSelects } from './scored.js';
import { landedOf, openEngine, type Session, standing } from './session.js';
import { tellUnread } from './tell-unread.js';
import { withEngine } from './with-engine.js';

/** Opens the standing generation for reading, does something with it, and closes it whatever happens. */
export async function reading<T>(session: Session, work: (engine: DuckDb) => Promise<T>): Promise<T> {
  return withGeneration(session, answering(session), work);
}

/** The same with the last one, also where another is asked for; undefined before the first run. */
export async function withStanding<T>(session: Session, work: (engine: DuckDb) => Promise<T>): Promise<T | undefined> {
  const found = current(session.state);
  return found && withGeneration(session, found, work);
}

/** The same with every table planned over it. */
export function planned<T>(session: Session, work: (engine: DuckDb, prepared: Prepared) => Promise<T>): Promise<T> {
  return reading(session, async engine => workFitted(await asMade(session, engine), engine, work));
}

/** The session with the date that the generation was made with, where a run was told it and the project says none: what reads cannot choose another. */
async function asMade(session: Session, engine: DuckDb): Promise<Session> {
  if (session.project.config.as_of !== undefined) return session;
  const [setting] = rowsOf(await engine.query('select cast(as_of as varchar) as as_of from conform.setting'));
  const asOf = typeof setting?.as_of === 'string' ? setting.as_of : undefined;
  return { ...session, options: { ...session.options, asOf } };
}

/** Plans every table without a generation: for what only needs the selects. */
export function planning<T>(
  session: Session,
  work: (engine: DuckDb, prepared: Prepared) => Promise<T>,
  foreseen: ForeseenBatch[] = [],
): Promise<T> {
  return withEngine(session, engine => workFitted(session, engine, work, foreseen));
}

/** What the warehouse is made from, as it lies there now. */
export function groundOf(session: Session) {
  const { project, state, options } = session;
  return { project, state, ...landedOf(session), asOf: options.asOf };
}

/** The standing generation for a user's own SQL: read-only, in the engine's own dialect, no files, no network. */
export async function openReader(session: Session): Promise<DuckDb> {
  const { warehouse } = answering(session);
  return openEngine(session, { path: warehouse, readOnly: true, macros: false, externalAccess: false });
}

const answered = new WeakSet<Session>();

/** What stands, once with a word where another date was asked for than it looks back from. */
function answering(session: Session): Current {
  const { asOf, tell } = session.options;
  const found = standing(session);
  if (asOf !== undefined && asOf !== found.asOf && !answered.has(session))
    tell?.(
      `--as-of ${asOf} does nothing here: generation ${found.generation} looks back from ${found.asOf ?? 'no date'}; run takes it, and --known-at`,
    );
  answered.add(session);
  return found;
}

async function workFitted<T>(
  session: Session,
  engine: DuckDb,
  work: (engine: DuckDb, prepared: Prepared) => Promise<T>,
  foreseen?: ForeseenBatch[],
): Promise<T> {
  const ground = { ...groundOf(session), foreseen };
  const prepared = await prepare(engine, ground);
  const { fits, unread } = lastFits(session);
  const answer = await work(engine, withSelects(prepared, scoreSelects(fits), ground, engine));
  tellUnread(session, unread);
  return answer;
}
