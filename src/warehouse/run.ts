import { basename, join } from 'node:path';
import { models } from '../../models/index.js';
import { CliError, exitCode } from '../errors.js';
import { requireDecided } from '../run/decided.js';
import { type Current, current, readPointer } from '../run/generations.js';
import { linkLatest } from '../run/latest.js';
import { noRoom } from '../run/no-room.js';
import { requireSealed } from '../run/seal.js';
import { aheadWords } from './ahead.js';
import { beginNext } from './begin-next.js';
import { damageOr } from './damage.js';
import { eraseForgotten, finishErasures } from './erase/erase-forgotten.js';
import { staleWords } from './fresh.js';
import { identityOf } from './identity.js';
import { requireKnownBatches } from './known-batches.js';
import { landSources } from './land-sources.js';
import { requireFits } from './missing-fits.js';
import { withRefit } from './model-settings.js';
import { type NextOptions, publishNext } from './next-generation.js';
import { readRecord } from './record.js';
import type { RunResult } from './result.js';
import { requireRoomToLand } from './room.js';
import { withinTime } from './run-time.js';
import { elapsed, type Running, underWay } from './running.js';
import { manifestsOf, type Session } from './session.js';
import { heldWords, staysAt } from './stays.js';
import { tellFailure } from './tell-failure.js';
import { beginningOf } from './threads.js';
import { timed } from './timed.js';
import type { SignedWord } from './word.js';

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

/**
 * The night: lands what is new, builds the next generation beside the standing one, checks it, scores it, writes the report
 * and publishes it by one atomic step. With nothing new the standing generation stays, unless it is told to `force` or `rebuild`.
 * Only under the lock, as the run of that name. Throws CliError: source (4), check failed (1), project (3), time, disk or
 * memory over the limit (6); then nothing is published.
 */
export async function run(given: Session, name: string, how: RunOptions): Promise<RunResult> {
  const { command = 'run', nights, from, word } = how;
  const clock = withinTime(freezing(given, how.freeze));
  const running = underWay(clock.session, name);
  const { log } = running;
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
    const reason = noRoom(clock.reason(await damageOr(given, error)), given.state.dir);
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

async function night(running: Running, { rebuild, force, from, lands = true }: RunOptions): Promise<RunResult> {
  const { session, log } = running;
  const isErased = await eraseForgotten(session, log);
  const isAnew = rebuild === true || from !== undefined || isErased;
  const standing = current(session.state);
  if (standing && !isAnew) requireSealed(standing);
  const pointer = readPointer(session.state);
  if (pointer && !isErased) requireDecided(session.state, pointer);
  const toLand = lands ? requireRoomToLand(session) : { found: new Map(), fresh: 0 };
  if (standing && !rebuild) requireKnownBatches(session, standing, lands ? toLand : {});
  requireFits(session);
  const beginning = beginningOf(toLand, isAnew);
  const early = toLand.fresh > 0 && lands && !isAnew ? beginNext(session, { isAnew, ...beginning }) : undefined;
  try {
    const warnings = lands ? await timed(log, 'land', () => landSources(running, toLand)) : [];
    const stale = lands ? staleWords(session) : [];
    return await next(running, { isAnew, isErased, beginning, early, force, warnings, stale }).catch(error => {
      throw withWarnings(error, warnings);
    });
  } finally {
    await early?.leave();
  }
}

/** What landing warned of may be what a check has failed for. */
function withWarnings(error: unknown, warnings: string[]): unknown {
  if (!(error instanceof CliError) || error.code !== exitCode.checkFailed || warnings.length === 0) return error;
  const message = [error.message, ...warnings.map(warning => `warning: ${warning}`)].join('\n');
  return new CliError(message, error.code, error.hint, { cause: error });
}

/** Makes the next generation, where there is reason to. */
async function next(
  running: Running,
  {
    force,
    warnings,
    stale,
    ...how
  }: Omit<NextOptions, 'manifests'> & {
    force?: boolean;
    warnings: string[];
    stale: string[];
  },
): Promise<RunResult> {
  const { session, run: name } = running;
  const { isAnew, isErased } = how;
  const standing = current(session.state);
  const manifests = manifestsOf(session);
  const identity = await identityOf(session, manifests);
  if (standing && !force && !isAnew && staysAt(standing, identity)) {
    linkLatest(session.state, standing.generation);
    return { ...unchanged(running, standing), warnings: [...heldWords(standing, identity), ...stale], notes: warnings };
  }
  const result = await publishNext(running, standing, { ...how, manifests });
  if (isErased) finishErasures(session, name, result.generation);
  return { ...result, warnings: [...stale, ...aheadWords(session, result.asOf), ...warnings, ...result.warnings] };
}

function unchanged(running: Running, standing: Current): RunResult {
  const before = readRecord(standing).result;
  const none = { landed: 0, accepted: 0, quarantined: 0, repeats: 0, skipped: 0 };
  const tables = before.tables.map(table => ({ ...table, status: 'kept' as const }));
  const { run, session } = running;
  // The folder may have been moved since.
  const folder = join(session.state.reports, standing.generation);
  return {
    ...before,
    run,
    ...none,
    published: false,
    tables,
    reports: before.reports.map(file => join(folder, basename(file))),
    warnings: [],
    findings: [],
    notes: [],
    elapsed_ms: elapsed(running),
  };
}
