import { join } from 'node:path';
import { land } from '../../etl/land.js';
import { lazyEngine } from '../engine/lazy.js';
import { CliError, exitCode, messageOf } from '../errors.js';
import { beginGeneration } from '../run/begin-generation.js';
import { collect } from '../run/collect.js';
import { type Current, current } from '../run/generations.js';
import { linkLatest } from '../run/latest.js';
import { appendLedger, type LedgerEvent } from '../run/ledger.js';
import { discard, publish } from '../run/publish.js';
import { writeFileAtomic } from '../run/write-file.js';
import { countChecks, failedChecks } from './checked.js';
import { decide, writeNewKeys } from './decide.js';
import { identityOf } from './identity.js';
import { type Made, make } from './make.js';
import { writeMeta } from './meta.js';
import { readRecord } from './record.js';
import { writeReport } from './report.js';
import type { RunResult } from './result.js';
import { requireRoom, requireRoomToLand } from './room.js';
import { withinTime } from './run-time.js';
import { manifestsOf, openEngine, type Session } from './session.js';
import { findingsOf, notesOf, warningsOf } from './words.js';

/** One run under way. */
interface Running {
  session: Session;
  run: string;
  begun: number;
  log(event: LedgerEvent['event'], details?: object): void;
}

/** How one run is made. */
export interface RunOptions {
  /** Makes every table anew. */
  rebuild?: boolean;
  /** The business dates that it takes in, where a schedule named them. */
  nights?: string[];
}

/**
 * The night: lands what is new, builds the next generation beside the standing one, checks it, scores it, writes the report
 * and publishes it by one atomic step. With nothing new the standing generation stays. Only under the lock, as the run of that name.
 * Throws CliError: source (4), check failed (1), project (3), time or disk over its limit (6); then nothing is published.
 */
export async function run(given: Session, name: string, { rebuild = false, nights }: RunOptions): Promise<RunResult> {
  const { state, now } = given;
  const log: Running['log'] = (event, details) =>
    appendLedger(state, { at: now().toISOString(), run: name, event, ...details });
  const timed = withinTime(given);
  const running = { session: timed.session, run: name, begun: performance.now(), log };
  try {
    log('start', { command: 'run', nights });
    const result = await night(running, rebuild);
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
    const reason = timed.reason(error);
    const isStopped = given.options.signal?.aborted;
    if (!isStopped) log('fail', { error: messageOf(reason) });
    log('end', { status: isStopped ? 'interrupted' : 'failed', elapsed_ms: elapsed(running) });
    throw reason;
  } finally {
    timed.stop();
  }
}

async function night(running: Running, rebuild: boolean): Promise<RunResult> {
  const { session } = running;
  requireRoomToLand(session);
  const warnings = await landSources(running);
  const standing = current(session.state);
  const identity = await identityOf(session, manifestsOf(session));
  if (standing?.fingerprint === identity && !rebuild) return { ...unchanged(running, standing), notes: warnings };
  const result = await publishNext(running, standing, rebuild);
  return { ...result, warnings: [...warnings, ...result.warnings] };
}

async function landSources({ session, log }: Running): Promise<string[]> {
  const { project, state, options, now } = session;
  const engine = lazyEngine('duckdb', () => openEngine(session, { macros: false }));
  try {
    const landed = await land({
      engine,
      sources: project.config.sources,
      projectDir: project.dir,
      landing: state.landing,
      now,
      signal: options.signal,
      progress: ({ source, file, done, of }) =>
        options.progress?.({ step: 'land', name: `${source} ${file}`, done, total: of }),
    });
    for (const { source, batch, rows, refused, files } of landed.batches)
      log('land', { source, batch, rows, refused, files: files.length });
    return landed.warnings;
  } finally {
    await engine.close();
  }
}

async function publishNext(running: Running, standing: Current | undefined, rebuild: boolean): Promise<RunResult> {
  const { session, run, log } = running;
  const { state, project, options, now } = session;
  const manifests = manifestsOf(session);
  requireRoom(session);
  const building = await beginGeneration(state, { from: rebuild ? null : undefined, signal: options.signal });
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
    words = {
      findings: await findingsOf(engine),
      warnings: await warningsOf(engine, made.checks, made.prepared.stage.mappings, made.models),
      notes: notesOf(made.models),
    };
    options.progress?.({ step: 'report' });
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
