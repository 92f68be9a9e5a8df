import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ForeseenBatch } from '../../etl/land-foresee.js';
import { models } from '../../models/index.js';
import type { Model } from '../../models/model.js';
import { loadModel, type SavedModel } from '../../models/persist.js';
import type { DuckDb } from '../engine/duckdb.js';
import { type Current, current } from '../run/generations.js';
import type { ModelFit } from './fit.js';
import { withGeneration } from './lacking.js';
import { settingsOf } from './model-settings.js';
import { type Prepared, prepare, withSelects } from './prepare.js';
import { publishedFit } from './published-fit.js';
import { scoreSelects } from './scored.js';
import { landedOf, openEngine, type Session, standing } from './session.js';
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
  return reading(session, async engine => work(engine, await prepareFitted(session, engine)));
}

/** Plans every table without a generation: for what only needs the selects. */
export function planning<T>(
  session: Session,
  work: (engine: DuckDb, prepared: Prepared) => Promise<T>,
  foreseen: ForeseenBatch[] = [],
): Promise<T> {
  return withEngine(session, async engine => work(engine, await prepareFitted(session, engine, foreseen)));
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

/** The models of the standing generation, as they were fitted; one that was not published yet, or that the project does not have, is missing. */
export function lastFits(session: Session): ModelFit[] {
  return models.flatMap(model => lastFit(session, model) ?? []);
}

/** One of them. Throws CliError (usage) where it is another version's, or made for other features. */
export function lastFit({ state, known, project }: Session, model: Model): ModelFit | undefined {
  if (settingsOf(project.config, model) === undefined) return undefined;
  const saved = known ? knownFit(known.folder, model) : publishedFit(state, model)?.saved;
  return saved && { model, saved };
}

function knownFit(folder: string, model: Model): SavedModel | undefined {
  const all = JSON.parse(readFileSync(join(folder, 'models.json'), 'utf8')) as SavedModel[];
  const own = all.find(one => one.model === model.name);
  return own && loadModel(model, JSON.stringify(own));
}

async function prepareFitted(session: Session, engine: DuckDb, foreseen?: ForeseenBatch[]): Promise<Prepared> {
  const ground = { ...groundOf(session), foreseen };
  const prepared = await prepare(engine, ground);
  return withSelects(prepared, scoreSelects(lastFits(session)), ground, engine);
}
