import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyLanded } from '../../etl/landed-sums.js';
import type { Manifest } from '../../etl/manifest.js';
import { allDone } from '../all-done.js';
import type { DuckDb } from '../engine/duckdb.js';
import { CliError, exitCode } from '../errors.js';
import { unchanged } from '../plan/decide.js';
import type { EarlyGeneration } from '../run/begin-early.js';
import type { Building } from '../run/begin-generation.js';
import { collect } from '../run/collect.js';
import type { Current } from '../run/generations.js';
import { keepOptions } from '../run/kept-options.js';
import { linkLatest } from '../run/latest.js';
import { discard, publish } from '../run/publish.js';
import { beginNext } from './begin-next.js';
import { countChecks, failedChecks } from './checked.js';
import { checkBuilt } from './cube/check-aggregates.js';
import { decide } from './decide.js';
import { disownOrphanKeys } from './erase/orphan-keys.js';
import type { ModelFit } from './fit.js';
import { type Follows, followUp } from './follows.js';
import { identityOnceDecided } from './identity.js';
import { requireKnownFiles } from './known-batches.js';
import { type MadeFacts, madeFacts } from './made-facts.js';
import { type Made, type MadeTables, make } from './make.js';
import { writeMeta } from './meta.js';
import { writePublication } from './published-scores.js';
import { hasRecord, readRecord } from './record.js';
import type { RunResult } from './result.js';
import { requireRoom } from './room.js';
import { elapsed, type Running } from './running.js';
import { type beginningOf, threadsFor } from './threads.js';
import { timed } from './timed.js';
import { notesOf, warningsOf } from './words.js';

/** How the next generation is made. */
export interface NextOptions {
  isAnew: boolean;
  isErased: boolean;
  /** Whether it is logged, and by how many threads it begins. */
  beginning: ReturnType<typeof beginningOf>;
  /** The batches that it is made from. */
  manifests: Manifest[];
  /** Its copy, where it was begun while sources were landed. */
  early?: EarlyGeneration<DuckDb>;
}

/**
 * Makes the next generation beside the standing one, checks it, scores it, writes its report and publishes it by one atomic step.
 * What fails publishes nothing. Throws CliError: check failed (1), project (3), disk or memory (6).
 */
export async function publishNext(
  running: Running,
  standing: Current | undefined,
  { isAnew, isErased, beginning, manifests, early }: NextOptions,
): Promise<RunResult> {
  const { session, log } = running;
  const { state, options } = session;
  if (!early) requireRoom(session);
  await timed(log, 'verify', () => verifyLanded(state.landing, manifests, options.signal));
  const { building, marked, opened } = await (early ?? beginNext(session, { isAnew, ...beginning })).take();
  const before = standing && isAnew && !hasRecord(standing) ? undefined : standing;
  const next = { building, standing: before, manifests, isErased };
  const filled = await fill(opened, running, next);
  await marked;
  options.signal?.throwIfAborted();
  return finish(running, next, filled);
}

/** What the next generation is made in, from and after. */
interface Next {
  building: Building;
  standing: Current | undefined;
  manifests: Manifest[];
  isErased: boolean;
}

/** What is known of it when its warehouse is complete. */
interface Filled {
  made: Made<Follows>;
  facts: MadeFacts;
  result: RunResult;
  /** What it follows from, when it has decided what it decides. */
  identity: () => string;
}

/** Makes its warehouse and its report. When a check fails, what was made is given up. */
async function fill(engine: DuckDb, running: Running, next: Next): Promise<Filled> {
  const { session } = running;
  const { building, standing, manifests } = next;
  let isGivenUp = false;
  try {
    const base = building.base === null ? undefined : standing;
    if (base) await requireKnownFiles(engine, session, base, manifests);
    const known = base ? readRecord(base).batches : {};
    if (threadsFor(session, manifests, known) === undefined) await engine.useAllThreads();
    return await fillBy(engine, running, next);
  } catch (error) {
    isGivenUp = error instanceof CliError && error.code === exitCode.checkFailed;
    throw error;
  } finally {
    await engine.close();
    if (isGivenUp) discard(session.state, building);
  }
}

async function fillBy(engine: DuckDb, running: Running, next: Next): Promise<Filled> {
  const { session, run, log } = running;
  const { building, standing, manifests, isErased } = next;
  const made = await timed(log, 'make', () => make(engine, making(running, next)));
  const { sums, findings, softened, finishReport } = made.meanwhile;
  const facts = madeFacts(engine, session, made, { manifests, sums });
  log(
    'table',
    facts.tables.map(({ reason, ...table }) => ({ ...table, ...(reason !== unchanged && { reason }) })),
  );
  log(
    'check',
    made.checks.filter(check => !check.passed).map(({ samples: _, ...check }) => check),
  );
  const failed = failedChecks(made.checks);
  if (failed) throw failed;
  const { fingerprints } = made.prepared;
  await writeMeta(engine, { run, manifests, facts, sums, checks: made.checks, fingerprints });
  if (isErased) await disownOrphanKeys(engine, session.state);
  const built = made.tables.filter(table => table.status === 'built').map(table => table.name);
  const alarms = await checkBuilt(engine, session, { generation: building.id, before: standing?.generation, built });
  const warnings = [...alarms, ...warningsOf(made.checks, softened, made.models)];
  session.options.progress?.({ step: 'report' });
  const told = { findings, warnings, notes: notesOf(made.models) };
  const writing = async () => {
    const reports = await timed(log, 'report', () => finishReport(warnings));
    return writeRecord(running, next, { made, facts, told: { ...told, reports } });
  };
  // What cannot be written is told here; at the close, nobody would hear of it.
  const [result, identity] = await allDone([writing(), identityOnceDecided(session, manifests), engine.checkpoint()]);
  return { made, facts, result, identity };
}

function making({ session, run }: Running, { building, standing, manifests }: Next) {
  const { project, state, options } = session;
  const publication = writePublication(building);
  return {
    run,
    ground: { project, state, manifests, asOf: options.asOf, publication },
    before: standing,
    isResumed: building.resumed,
    signal: options.signal,
    progress: options.progress,
    meanwhile: (other: DuckDb, tables: MadeTables) => followUp(other, session, { building, run, ...tables }),
  };
}

/** Writes down beside its warehouse what it is; it goes to the disk when it is published. */
function writeRecord(
  running: Running,
  { building }: Next,
  { made, facts, told }: Pick<Filled, 'made' | 'facts'> & { told: Pick<RunResult, Told> },
): RunResult {
  const result: RunResult = {
    run: running.run,
    generation: building.id,
    published: true,
    asOf: made.asOf,
    ...keptOf(made.models),
    ...made.account,
    tables: made.tables.map(({ name, rows, status }) => ({ name, rows, status })),
    checks: countChecks(made.checks),
    elapsed_ms: elapsed(running),
    ...told,
  };
  const record = { batches: facts.batches, refused: made.refused, result };
  writeFileSync(join(building.folder, 'run.json'), `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  return result;
}

type Told = 'findings' | 'warnings' | 'notes' | 'reports';

/** Decides what a generation decides that is complete, and makes it the one that stands. */
async function finish(
  running: Running,
  { building }: Next,
  { made, facts, result, identity }: Filled,
): Promise<RunResult> {
  const { session, run, log } = running;
  const { state, project, now } = session;
  const { tables: _, ...parts } = facts;
  const madeFrom = { ...parts, options: keepOptions(state, facts.options) };
  const { keys, scores } = made.meanwhile;
  decide(state, building.id, { keys, scores, models: made.models });
  log('made', { generation: building.id, ...madeFrom, ...keptOf(made.models) });
  publish(state, building, { run, fingerprint: identity(), asOf: made.asOf, published_at: now().toISOString() });
  linkLatest(state, building.id);
  log('publish', { generation: building.id });
  collect(state, project.config.generations.keep);
  return { ...result, elapsed_ms: elapsed(running) };
}

function keptOf(fits: ModelFit[]): Pick<RunResult, 'kept'> {
  const kept = fits.flatMap(({ model, kept }) => (kept ? [[model.name, kept] as const] : []));
  return kept.length > 0 ? { kept: Object.fromEntries(kept) } : {};
}
