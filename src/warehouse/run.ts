import { join } from 'node:path';
import { land } from '../../etl/land.js';
import { lazyEngine } from '../engine/lazy.js';
import { CliError, exitCode, messageOf } from '../errors.js';
import { beginGeneration } from '../run/begin-generation.js';
import { collect } from '../run/collect.js';
import { type Current, current } from '../run/generations.js';
import { linkLatest } from '../run/latest.js';
import { appendLedger, type LedgerEvent } from '../run/ledger.js';
import { acquireLock } from '../run/lock.js';
import { discard, publish } from '../run/publish.js';
import { newRun } from '../run/run-id.js';
import { writeFileAtomic } from '../run/write-file.js';
import { countChecks, failedChecks } from './checked.js';
import { decide, writeNewKeys } from './decide.js';
import { eraseForgotten, finishErasures, leaveOutForgotten } from './erase/erase-forgotten.js';
import { disownOrphanKeys } from './erase/orphan-keys.js';
import { identityOf } from './identity.js';
import { type Made, make } from './make.js';
import { writeMeta } from './meta.js';
import { readRecord } from './record.js';
import { writeReport } from './report.js';
import type { RunResult } from './result.js';
import { manifestsOf, openEngine, type Session } from './session.js';
import type { SignedWord } from './word.js';
import { findingsOf, notesOf, warningsOf } from './words.js';

/** What a run is asked for. */
export interface RunOptions {
  /** Makes every table anew. */
  rebuild?: boolean;
  /** A date, `YYYY-MM-DD`: what has a business date on or after it is made anew. */
  from?: string;
  /** How it is called in the ledger. */
  command?: string;
  /** Who wants it, and why. */
  word?: SignedWord;
  /** Decides something before anything else is done, alone in the project. */
  first?: (run: string) => void;
  /** False: no source is looked at. */
  lands?: boolean;
}

/** One run under way. */
interface Running {
  session: Session;
  run: string;
  begun: number;
  log(event: LedgerEvent['event'], details?: object): void;
}

/**
 * The night: lands what is new, builds the next generation beside the standing one, checks it, scores it, writes the report
 * and publishes it by one atomic step. With nothing new the standing generation stays. Throws CliError: source (4), check
 * failed (1), lock busy (5), project (3); then nothing is published.
 */
export async function run(session: Session, how: RunOptions = {}): Promise<RunResult> {
  const { state, now } = session;
  const { command = 'run', word } = how;
  const name = newRun(state, now);
  const lock = await acquireLock(state, { command, run: name, now });
  const log: Running['log'] = (event, details) =>
    appendLedger(state, { at: now().toISOString(), run: name, event, ...details });
  const running = { session, run: name, begun: performance.now(), log };
  try {
    log('start', { command, from: how.from, by: word?.by, why: word?.why });
    how.first?.(name);
    const result = await night(running, how);
    const { landed, accepted, quarantined, repeats, skipped, elapsed_ms } = result;
    log('end', {
      status: result.published ? 'published' : 'unchanged',
      generation: result.generation,
      landed,
      accepted,
      quarantined,
      repeats,
      skipped,
      elapsed_ms,
    });
    return result;
  } catch (error) {
    const isStopped = session.options.signal?.aborted;
    if (!isStopped) log('fail', { error: messageOf(error) });
    log('end', { status: isStopped ? 'interrupted' : 'failed', elapsed_ms: elapsed(running) });
    throw error;
  } finally {
    lock.release();
  }
}

async function night(running: Running, { rebuild, from, lands = true }: RunOptions): Promise<RunResult> {
  const { session, run: name, log } = running;
  const isErased = await eraseForgotten(session, log);
  const isAnew = rebuild === true || from !== undefined || isErased;
  const warnings = lands ? await landSources(running) : [];
  const standing = current(session.state);
  const identity = await identityOf(session, manifestsOf(session));
  if (standing?.fingerprint === identity && !isAnew) return { ...unchanged(running, standing), notes: warnings };
  const result = await publishNext(running, standing, { isAnew, isErased });
  if (isErased) finishErasures(session, name, result.generation);
  return { ...result, warnings: [...warnings, ...result.warnings] };
}

async function landSources({ session, log }: Running): Promise<string[]> {
  const { project, state, options, now } = session;
  const engine = lazyEngine('duckdb', () => openEngine(session));
  try {
    const landed = await land({
      engine,
      sources: project.config.sources,
      projectDir: project.dir,
      landing: state.landing,
      now,
      signal: options.signal,
      refine: leaveOutForgotten(session, engine),
      progress: ({ source, file, done, of }) =>
        options.progress?.({ step: 'land', name: `${source} ${file}`, done, total: of }),
    });
    for (const { source, batch, rows, refused, erased, files } of landed.batches)
      log('land', { source, batch, rows, refused, erased, files: files.length });
    return landed.warnings;
  } finally {
    await engine.close();
  }
}

async function publishNext(
  running: Running,
  standing: Current | undefined,
  { isAnew, isErased }: { isAnew: boolean; isErased: boolean },
): Promise<RunResult> {
  const { session, run, log } = running;
  const { state, project, options, now } = session;
  const manifests = manifestsOf(session);
  const building = await beginGeneration(state, { from: isAnew ? null : undefined, signal: options.signal });
  const engine = await openEngine(session, { path: building.warehouse });
  let made: Made;
  let keys: string;
  let words: { findings: string[]; warnings: string[]; notes: string[] };
  let reports: string[];
  try {
    const ground = { project, state, manifests, asOf: options.asOf };
    made = await make(engine, { run, ground, before: standing, signal: options.signal, progress: options.progress });
    for (const table of made.tables) log('table', { ...table });
    const failed = failedChecks(made.checks);
    if (failed) throw failed;
    await writeMeta(engine, { run, asOf: made.asOf, manifests, tables: made.tables, checks: made.checks });
    keys = await writeNewKeys(engine, building);
    if (isErased) await disownOrphanKeys(engine, state);
    words = {
      findings: await findingsOf(engine),
      warnings: await warningsOf(engine, made.checks, made.prepared.stage.mappings, made.models),
      notes: notesOf(made.models),
    };
    reports = await writeReport(engine, session, {
      generation: building.id,
      run,
      rfm: made.models.rfm,
      notes: words.warnings,
    });
  } catch (error) {
    await engine.close();
    if (error instanceof CliError && error.code === exitCode.checkFailed) discard(state, building);
    throw error;
  }
  await engine.close();
  options.signal?.throwIfAborted();
  const result: RunResult = {
    run,
    generation: building.id,
    published: true,
    asOf: made.asOf,
    ...made.account,
    tables: made.tables.map(({ name, rows, status }) => ({ name, rows, status })),
    checks: countChecks(made.checks),
    reports,
    elapsed_ms: elapsed(running),
    ...words,
  };
  const batches = Object.fromEntries(manifests.map(({ source, batch }) => [source, batch]));
  writeFileAtomic(
    join(building.folder, 'run.json'),
    `${JSON.stringify({ batches, refused: made.refused, result }, null, 2)}\n`,
  );
  decide(state, building.id, keys, made.models);
  const fingerprint = await identityOf(session, manifests);
  publish(state, building, { run, fingerprint, asOf: made.asOf, published_at: now().toISOString() });
  linkLatest(state, building.id);
  log('publish', { generation: building.id });
  collect(state, project.config.generations.keep);
  return { ...result, elapsed_ms: elapsed(running) };
}

function unchanged(running: Running, standing: Current): RunResult {
  const before = readRecord(standing).result;
  const none = { landed: 0, accepted: 0, quarantined: 0, repeats: 0, skipped: 0 };
  const tables = before.tables.map(table => ({ ...table, status: 'kept' as const }));
  const { run } = running;
  return {
    ...before,
    run,
    ...none,
    published: false,
    tables,
    warnings: [],
    findings: [],
    notes: [],
    elapsed_ms: elapsed(running),
  };
}

function elapsed({ begun }: Running): number {
  return Math.round(performance.now() - begun);
}
