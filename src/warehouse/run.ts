import { join } from 'node:path';
import { land } from '../../etl/land.js';
import { verifyLanded } from '../../etl/landed-sums.js';
import { models } from '../../models/index.js';
import type { DuckDb } from '../engine/duckdb.js';
import { lazyEngine } from '../engine/lazy.js';
import { CliError, exitCode, messageOf } from '../errors.js';
import type { Changes } from '../plan/change.js';
import type { BuiltTable } from '../plan/make-table.js';
import { beginEarly, type EarlyGeneration } from '../run/begin-early.js';
import { beginGeneration } from '../run/begin-generation.js';
import { collect } from '../run/collect.js';
import { type Current, current } from '../run/generations.js';
import { keepOptions } from '../run/kept-options.js';
import { linkLatest } from '../run/latest.js';
import { appendLedger, type LedgerEvent } from '../run/ledger.js';
import { noRoom } from '../run/no-room.js';
import { discard, publish } from '../run/publish.js';
import { writeFileAtomic } from '../run/write-file.js';
import { countChecks, failedChecks } from './checked.js';
import { checkBuilt } from './cube/check-aggregates.js';
import { decide } from './decide.js';
import { eraseForgotten, finishErasures, leaveOutForgotten } from './erase/erase-forgotten.js';
import { disownOrphanKeys } from './erase/orphan-keys.js';
import { type ModelFit, requireFits } from './fit.js';
import { type Follows, followUp } from './follows.js';
import { identityOf } from './identity.js';
import { type MadeFacts, madeFacts } from './made-facts.js';
import { type Made, make } from './make.js';
import { writeMeta } from './meta.js';
import { withRefit } from './model-settings.js';
import { writePublication } from './published-scores.js';
import { readRecord } from './record.js';
import type { RunResult } from './result.js';
import { requireRoom, requireRoomToLand } from './room.js';
import { withinTime } from './run-time.js';
import { manifestsOf, openEngine, type Session } from './session.js';
import { threadsFor } from './threads.js';
import { timed } from './timed.js';
import type { SignedWord } from './word.js';
import { notesOf, warningsOf } from './words.js';

/** How a run is asked for. */
export interface RunOptions {
  /** Makes every table anew. */
  rebuild?: boolean;
  /** Makes a generation although nothing is new, or a rollback holds the standing one. */
  force?: boolean;
  /** The business dates that it takes in, where a schedule named them. */
  nights?: string[];
  /** A date, `YYYY-MM-DD`: what has a business date on or after it is made anew. */
  from?: string;
  /** How it is called in the ledger. */
  command?: string;
  /** Scores by the fits published last (true) or fits every model anew (false), whatever the project says. */
  freeze?: boolean;
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
 * and publishes it by one atomic step. With nothing new the standing generation stays, unless it is told to `force` or `rebuild`.
 * Only under the lock, as the run of that name. Throws CliError: source (4), check failed (1), project (3), time, disk or
 * memory over the limit (6); then nothing is published.
 */
export async function run(given: Session, name: string, how: RunOptions): Promise<RunResult> {
  const { state, now } = given;
  const { command = 'run', nights, from, word } = how;
  const log: Running['log'] = (event, details) =>
    appendLedger(state, { at: now().toISOString(), run: name, event, ...details });
  const clock = withinTime(freezing(given, how.freeze));
  const running = { session: clock.session, run: name, begun: performance.now(), log };
  try {
    log('start', { command, nights, from, by: word?.by, why: word?.why });
    how.first?.(name);
    const result = await night(running, how);
    const { landed, accepted, quarantined, repeats, skipped, checks, warnings, elapsed_ms } = result;
    log('end', {
      status: result.published ? 'published' : 'unchanged',
      generation: result.generation,
      landed,
      accepted,
      quarantined,
      repeats,
      skipped,
      checks,
      warnings,
      elapsed_ms,
    });
    return result;
  } catch (error) {
    const reason = noRoom(clock.reason(error), state.dir);
    tellFailure({ ...running, session: given }, reason);
    throw reason;
  } finally {
    clock.stop();
  }
}

/** An option of the run goes before the project's, and is kept as if that said so. */
function freezing(session: Session, freeze: boolean | undefined): Session {
  if (freeze === undefined) return session;
  const { project } = session;
  const refit = freeze ? 'never' : 'every_run';
  return { ...session, project: { ...project, config: withRefit(project.config, models, refit) } };
}

function keptOf(fits: ModelFit[]): Pick<RunResult, 'kept'> {
  const kept = fits.flatMap(({ model, kept }) => (kept ? [[model.name, kept] as const] : []));
  return kept.length > 0 ? { kept: Object.fromEntries(kept) } : {};
}

/** On a full disk the ledger cannot be told; what was wrong is said anyhow. */
function tellFailure(running: Running, error: unknown): void {
  const { session, log } = running;
  const isStopped = session.options.signal?.aborted;
  try {
    if (!isStopped) log('fail', { error: messageOf(error) });
    log('end', { status: isStopped ? 'interrupted' : 'failed', elapsed_ms: elapsed(running) });
  } catch (problem) {
    if (noRoom(problem, '') === problem) throw problem;
  }
}

async function night(running: Running, { rebuild, force, from, lands = true }: RunOptions): Promise<RunResult> {
  const { session, log } = running;
  const isErased = await eraseForgotten(session, log);
  const isAnew = rebuild === true || from !== undefined || isErased;
  const looksNew = requireRoomToLand(session) && lands;
  requireFits(session);
  const early = looksNew && !isAnew ? beginEarly(session.state, session.options.signal) : undefined;
  try {
    const warnings = lands ? await timed(log, 'land', () => landSources(running)) : [];
    return await next(running, { isAnew, isErased, early, force, warnings });
  } finally {
    await early?.leave();
  }
}

/** How the next generation is made. */
interface NextOptions {
  isAnew: boolean;
  isErased: boolean;
  /** Its copy, where it was begun while sources were landed. */
  early?: EarlyGeneration;
}

/** Makes the next generation, where there is reason to. */
async function next(
  running: Running,
  { force, warnings, ...how }: NextOptions & { force?: boolean; warnings: string[] },
): Promise<RunResult> {
  const { session, run: name } = running;
  const { isAnew, isErased } = how;
  const standing = current(session.state);
  const identity = await identityOf(session, manifestsOf(session));
  if (standing && !force && !isAnew && staysAt(standing, identity)) {
    linkLatest(session.state, standing.generation);
    return { ...unchanged(running, standing), warnings: heldWords(standing, identity), notes: warnings };
  }
  const result = await publishNext(running, standing, how);
  if (isErased) finishErasures(session, name, result.generation);
  return { ...result, warnings: [...warnings, ...result.warnings] };
}

/** With nothing new, or with nothing but what a rollback turned away from. */
function staysAt({ fingerprint, held }: Current, identity: string): boolean {
  return fingerprint === identity || held?.fingerprint === identity;
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
      refine: leaveOutForgotten(session),
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
  { isAnew, isErased, early }: NextOptions,
): Promise<RunResult> {
  const { session, run, log } = running;
  const { state, project, options, now } = session;
  const manifests = manifestsOf(session);
  if (!early) requireRoom(session);
  await timed(log, 'verify', () => verifyLanded(state.landing, manifests, options.signal));
  const building = await (early?.take() ??
    beginGeneration(state, { from: isAnew ? null : undefined, signal: options.signal }));
  const engine = await openEngine(session, { path: building.warehouse, threads: threadsFor(session, manifests) });
  let made: Made<Follows>;
  let facts: MadeFacts;
  let words: { findings: string[]; warnings: string[]; notes: string[] };
  let reports: string[];
  try {
    const publication = writePublication(building);
    const ground = { project, state, manifests, asOf: options.asOf, publication };
    const making = {
      run,
      ground,
      before: standing,
      isResumed: building.resumed,
      signal: options.signal,
      progress: options.progress,
      beside: (other: DuckDb, models: ModelFit[], tables: BuiltTable[], changes: Changes) =>
        followUp(other, session, { building, run, models, tables, changes }),
    };
    made = await timed(log, 'make', () => make(engine, making));
    const { sums, findings, finishReport } = made.beside;
    facts = madeFacts(engine, session, made, { manifests, sums });
    for (const { reason, ...table } of facts.tables)
      log('table', { ...table, ...(table.status !== 'kept' && { reason }) });
    for (const { samples: _, ...check } of made.checks) if (!check.passed) log('check', check);
    const failed = failedChecks(made.checks);
    if (failed) throw failed;
    await writeMeta(engine, { run, manifests, facts, sums, checks: made.checks });
    if (isErased) await disownOrphanKeys(engine, state);
    const built = made.tables.filter(table => table.status === 'built').map(table => table.name);
    const generations = { generation: building.id, before: standing?.generation, built };
    const alarms = await checkBuilt(engine, session, generations);
    words = {
      findings,
      warnings: [...alarms, ...(await warningsOf(engine, made.checks, made.prepared.stage.mappings, made.models))],
      notes: notesOf(made.models),
    };
    options.progress?.({ step: 'report' });
    reports = await timed(log, 'report', () => finishReport(words.warnings));
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
    ...keptOf(made.models),
    ...made.account,
    tables: made.tables.map(({ name, rows, status }) => ({ name, rows, status })),
    checks: countChecks(made.checks),
    reports,
    elapsed_ms: elapsed(running),
    ...words,
  };
  const { tables: _, batches, ...parts } = facts;
  const madeFrom = { ...parts, options: keepOptions(state, facts.options) };
  writeFileAtomic(
    join(building.folder, 'run.json'),
    `${JSON.stringify({ batches, refused: made.refused, result }, null, 2)}\n`,
  );
  const { keys, scores } = made.beside;
  decide(state, building.id, { keys, scores, models: made.models });
  const fingerprint = await identityOf(session, manifests);
  log('made', { generation: building.id, batches, ...madeFrom, ...keptOf(made.models) });
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

function heldWords({ generation, fingerprint, held }: Current, identity: string): string[] {
  if (!held || fingerprint === identity) return [];
  return [
    `generation ${generation} is held since the rollback from ${held.from}: a run would make that one again; custometry run --force does`,
  ];
}

function elapsed({ begun }: Running): number {
  return Math.round(performance.now() - begun);
}
