import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadModel } from '../../models/persist.js';
import { type RfmFitted, rfm } from '../../models/rfm/index.js';
import type { DuckDb } from '../engine/duckdb.js';
import type { Current } from '../run/generations.js';
import { scoreSelects } from './fit.js';
import { type Prepared, prepare, withSelects } from './prepare.js';
import { publishedFit } from './published-fit.js';
import { manifestsOf, openEngine, type Session, standing } from './session.js';

/** Opens the standing generation for reading, does something with it, and closes it whatever happens. */
export async function reading<T>(session: Session, work: (engine: DuckDb) => Promise<T>): Promise<T> {
  const { warehouse } = standing(session);
  return closing(await openEngine(session, { path: warehouse, readOnly: true }), work);
}

/** The same with every table planned over it. */
export function planned<T>(session: Session, work: (engine: DuckDb, prepared: Prepared) => Promise<T>): Promise<T> {
  return reading(session, async engine => work(engine, await prepareFitted(session, engine)));
}

/** Plans every table without a generation: for what only needs the selects. */
export async function planning<T>(
  session: Session,
  work: (engine: DuckDb, prepared: Prepared) => Promise<T>,
): Promise<T> {
  const engine = await openEngine(session);
  return closing(engine, async () => work(engine, await prepareFitted(session, engine)));
}

/** What the warehouse is made from, as it lies there now. */
export function groundOf(session: Session) {
  const { project, state, options } = session;
  return { project, state, manifests: manifestsOf(session), asOf: options.asOf };
}

/** The standing generation for a user's own SQL: read-only, in the engine's own dialect, no files, no network. */
export function openReader(session: Session): Promise<DuckDb> {
  const { warehouse } = standing(session);
  return openEngine(session, { path: warehouse, readOnly: true, macros: false, externalAccess: false });
}

/** The model of the standing generation, as it was fitted; undefined before the first. */
export function lastFit({ state, known }: Session): RfmFitted | undefined {
  if (known) return fitKnown(known);
  const last = publishedFit(state);
  return last && loadModel(rfm, last.text).fitted;
}

function fitKnown({ folder }: Current): RfmFitted | undefined {
  const text = readFileSync(join(folder, 'model.json'), 'utf8');
  return text === '' ? undefined : loadModel(rfm, text).fitted;
}

async function prepareFitted(session: Session, engine: DuckDb): Promise<Prepared> {
  const ground = groundOf(session);
  const prepared = await prepare(engine, ground);
  const fitted = lastFit(session);
  return fitted ? withSelects(prepared, scoreSelects(fitted), ground, engine) : prepared;
}

async function closing<T>(engine: DuckDb, work: (engine: DuckDb) => Promise<T>): Promise<T> {
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}
