import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { verifyLanded } from '../../etl/landed-sums.js';
import type { Landed } from '../../etl/manifest.js';
import type { SavedModel } from '../../models/persist.js';
import type { DuckDb } from '../engine/duckdb.js';
import { CliError, exitCode } from '../errors.js';
import { hasCode } from '../run/error-code.js';
import { fingerprint as fingerprintOf } from '../run/fingerprint.js';
import type { Current } from '../run/generations.js';
import { isSealed, sealOf } from '../run/seal.js';
import { countChecks } from './checked.js';
import { identityOf } from './identity.js';
import { knownFolder } from './known-folder.js';
import { madeFacts } from './made-facts.js';
import { make } from './make.js';
import { writeMeta } from './meta.js';
import { type GenerationRecord, readRecord } from './record.js';
import { landedOf, manifestsOf, type Session } from './session.js';
import { tableSums } from './table-sums.js';
import { threadsFor } from './threads.js';
import { withEngine } from './with-engine.js';
import { notesOf, softenedOf, warningsOf } from './words.js';

/** The file that this stands in: packed, its name tells one build from another of the same version. */
const build = basename(import.meta.url);

/** How many such warehouses are kept. */
const kept = 3;

/**
 * The session over what was known at the end of a day: a warehouse made aside from what had been landed by then, by the project file,
 * the SQL and the decisions of today. The last few are kept. Throws CliError (usage) where nothing had been landed yet.
 */
export async function asKnown(session: Session, knownAt: string): Promise<Session> {
  const { state, options } = session;
  const landed = landedOf(session);
  const { manifests } = landed;
  if (manifests.length === 0) throw nothingKnown(session, knownAt);
  const fingerprint = await identityOf(session, manifests);
  const folder = join(knownFolder(state), fingerprintOf(fingerprint, build).slice(0, 16));
  if (!isWhole(folder)) {
    rmSync(folder, { recursive: true, force: true });
    options.progress?.({ step: 'known', text: `making the warehouse as it was known at ${knownAt}` });
    await makeKnown(session, landed, folder);
  }
  return { ...session, known: pointer(folder, { knownAt, fingerprint }) };
}

/** One that is damaged is made again. */
function isWhole(folder: string): boolean {
  try {
    JSON.parse(readFileSync(join(folder, 'models.json'), 'utf8'));
    return isSealed(join(folder, 'warehouse.duckdb'), readRecord({ folder }).seal ?? '');
  } catch {
    return false;
  }
}

function pointer(folder: string, { knownAt, fingerprint }: { knownAt: string; fingerprint: string }): Current {
  const warehouse = join(folder, 'warehouse.duckdb');
  const at = { generation: `known-${knownAt}`, fingerprint, published_at: knownAt, previous: null };
  const { run, asOf } = readRecord({ folder }).result;
  return { ...at, run, asOf, folder, warehouse };
}

async function makeKnown(session: Session, landed: Landed, folder: string): Promise<void> {
  const { state, options } = session;
  mkdirSync(knownFolder(state), { recursive: true, mode: 0o700 });
  const workshop = mkdtempSync(`${folder}.`);
  try {
    await verifyLanded(state.landing, landed.manifests, options.signal);
    const record = await recordOf(session, landed, join(workshop, 'warehouse.duckdb'));
    const seal = sealOf(join(workshop, 'warehouse.duckdb'));
    writeFileSync(join(workshop, 'models.json'), JSON.stringify(record.models), { mode: 0o600 });
    writeFileSync(join(workshop, 'run.json'), JSON.stringify({ ...record.generation, seal }), { mode: 0o600 });
    takePlace(workshop, folder);
  } catch (error) {
    throw existsSync(workshop) ? error : clearedAway(error);
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

async function recordOf(
  session: Session,
  landed: Landed,
  path: string,
): Promise<{ generation: GenerationRecord; models: SavedModel[] }> {
  const { project, state, options } = session;
  const { manifests } = landed;
  const start = performance.now();
  const run = 'known';
  const work = async (engine: DuckDb) => {
    const ground = { project, state, ...landed, asOf: options.asOf };
    const made = await make(engine, {
      ...{ run, ground, signal: options.signal, progress: options.progress },
      meanwhile: (other, { tables, changes }) => tableSums(other, tables, changes),
    });
    const sums = made.meanwhile;
    const facts = madeFacts(engine, session, made, { manifests, sums });
    const { fingerprints } = made.prepared;
    await writeMeta(engine, { run, manifests, facts, sums, checks: made.checks, fingerprints });
    const result = {
      ...{ run, generation: run, published: false, asOf: made.asOf, ...made.account, reports: [], findings: [] },
      tables: made.tables.map(({ name, rows, status }) => ({ name, rows, status })),
      checks: countChecks(made.checks),
      elapsed_ms: Math.round(performance.now() - start),
      warnings: warningsOf(made.checks, await softenedOf(engine, made.prepared.stage.mappings), made.models),
      notes: notesOf(made.models),
    };
    const models = made.models.map(({ saved }) => saved);
    return { generation: { batches: facts.batches, refused: made.refused, result }, models };
  };
  return withEngine(session, work, { path, threads: threadsFor(session, manifests) });
}

/** Whoever was first has made the same; the oldest go. */
function takePlace(workshop: string, folder: string): void {
  try {
    renameSync(workshop, folder);
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  }
  const all = readdirSync(join(folder, '..')).filter(name => /^[0-9a-f]{16}$/.test(name));
  const others = all.map(name => join(folder, '..', name)).filter(path => path !== folder);
  const madeAt = (path: string) => statSync(path).mtimeMs;
  others.sort((one, other) => madeAt(one) - madeAt(other));
  for (const path of others.slice(0, Math.max(0, others.length + 1 - kept))) rmSync(path, { recursive: true });
}

/** What is made aside is nobody's but its maker's, and holds no lock. */
function clearedAway(cause: unknown): CliError {
  const what = 'what was known was cleared away while it was made, by runs gc or by forget';
  return new CliError(what, exitCode.lockBusy, 'ask again', { cause });
}

function nothingKnown(session: Session, knownAt: string): CliError {
  const [first] = manifestsOf({ ...session, options: { ...session.options, knownAt: undefined } })
    .map(({ landed_at }) => landed_at)
    .sort();
  const hint = first ? `the first batch was landed at ${first}` : 'land something: custometry run';
  return new CliError(`nothing had been landed by the end of ${knownAt}`, exitCode.usage, hint);
}
