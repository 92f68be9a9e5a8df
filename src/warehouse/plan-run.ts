import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ForeseenBatch, foreseeLanding } from '../../etl/land-foresee.js';
import { planLanding, type SourcePlan } from '../../etl/land-plan.js';
import { lazyEngine } from '../engine/lazy.js';
import { type Decision, decide, isFollowed, otherRows } from '../plan/decide.js';
import type { Fingerprint } from '../plan/fingerprint.js';
import type { Ordered } from '../plan/order.js';
import { type StoredTable, storedFingerprints } from '../plan/stored-fingerprints.js';
import { current } from '../run/generations.js';
import { lostAmountWords } from './amount-columns.js';
import { staleWords } from './fresh.js';
import { identityOf } from './identity.js';
import { requireKnownBatches } from './known-batches.js';
import { missingFits } from './missing-fits.js';
import type { Prepared } from './prepare.js';
import { planning, withStanding } from './reading.js';
import { manifestsOf, openEngine, type Session } from './session.js';
import { heldWords, staysAt } from './stays.js';
import { countAsTold } from './tell-unread.js';

/** What a run would do, and why. */
export interface RunPlan {
  sources: {
    source: string;
    files: { path: string; action: 'land' | 'supersede'; why: string }[];
    unchanged: number;
  }[];
  tables: { name: string; action: 'build' | 'keep' | 'part'; why: string }[];
  warnings: string[];
}

const changes = { changed: 'its content has changed', reading: 'its source is read otherwise now' };

/**
 * Looks, and writes nothing: which files would be landed, which tables built, in whole or in parts, or kept. Throws CliError like a
 * run where one of these files would stop it, or a mapping does not fit them.
 */
export async function planRun(session: Session): Promise<RunPlan> {
  // What is only needed for looking lies outside of the project.
  const folder = mkdtempSync(join(tmpdir(), 'custometry-plan-'));
  try {
    return await planAside(session, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function planAside(session: Session, folder: string): Promise<RunPlan> {
  const { project, state } = session;
  const standing = current(state);
  if (standing) requireKnownBatches(session, standing);
  const landing = await planLanding({
    sources: project.config.sources,
    projectDir: project.dir,
    landing: state.landing,
  });
  const sources = landing.map(({ source, files, unchanged }) => ({
    source,
    unchanged,
    files: files.map(({ name: path, why }) =>
      why === 'new'
        ? { path, action: 'land' as const, why: 'not landed yet' }
        : { path, action: 'supersede' as const, why: changes[why] },
    ),
  }));
  const fresh = new Set(sources.filter(({ files }) => files.length > 0).map(({ source }) => source));
  const delivering = new Set([...fresh].map(source => `raw.${source}`));
  const { warnings, batches } = await foresee(session, landing, folder);
  const delivered = batches.map(({ manifest }) => manifest);
  const lost = lostAmountWords(project.config, delivered);
  const missing = missingFits(session);
  for (const { model } of missing) countAsTold(session, model);
  const ends = missing.map(({ error }) => `a run would end at once: ${error.message}; ${error.hint}`);
  const notes = [...ends, ...landing.flatMap(one => one.notes), ...warnings, ...lost, ...staleWords(session, fresh)];
  const held = delivering.size > 0 ? [] : await heldBack(session);
  const tables = await planTables(session, delivering, batches);
  if (held[0] === undefined) return { sources, tables, warnings: notes };
  const why = 'a rollback holds the generation that stands';
  return { sources, tables: tables.map(({ name }) => ({ name, action: 'keep', why })), warnings: [...notes, ...held] };
}

/** Why a run makes nothing though there is something to make; empty where none of that holds. */
async function heldBack(session: Session): Promise<string[]> {
  const standing = current(session.state);
  if (!standing?.held) return [];
  const identity = await identityOf(session, manifestsOf(session));
  return staysAt(standing, identity) ? heldWords(standing, identity) : [];
}

/** What a run would say of these files, and land. */
async function foresee(session: Session, plans: SourcePlan[], folder: string) {
  const { project, state, options, now } = session;
  const engine = lazyEngine('duckdb', () => openEngine(session, { macros: false }));
  const task = { engine, sources: project.config.sources, landing: state.landing, folder, now, signal: options.signal };
  try {
    return await foreseeLanding(task, plans);
  } finally {
    await engine.close();
  }
}

async function planTables(
  session: Session,
  delivering: ReadonlySet<string>,
  batches: ForeseenBatch[],
): Promise<RunPlan['tables']> {
  const stored = await withStanding(session, storedFingerprints);
  const work = async (_engine: unknown, { tables, fingerprints }: Prepared) => {
    const fresh = new Set<string>();
    return tables
      .filter(({ table }) => !table.startsWith('check.'))
      .flatMap(one => {
        const found = likely(one, fingerprints.get(one.table) as Fingerprint, stored?.get(one.table), {
          delivering,
          fresh,
        });
        if (found.action !== 'keep') fresh.add(one.table);
        return one.kind === 'on demand' ? [] : [{ name: one.table, action: found.action, why: found.reason }];
      });
  };
  return planning(session, work, batches);
}

/** What is likely to be done with a table; a run may find that an input came out the same, and keep it. */
function likely(
  one: Ordered,
  now: Fingerprint,
  stored: StoredTable | undefined,
  { delivering, fresh }: Record<'delivering' | 'fresh', ReadonlySet<string>>,
): Decision {
  const landed = one.inputs.filter(input => delivering.has(input));
  const anew = one.inputs.filter(input => fresh.has(input));
  const own = decide(one, now, stored, new Map());
  if (own.action === 'keep' && one.shape !== undefined && delivering.size > 0)
    return { action: 'build', reason: otherRows };
  if (landed.length + anew.length === 0 || !stored) return own;
  const reason = landed.length > 0 ? `new files for ${landed.join(', ')}` : `made anew: ${anew.join(', ')}`;
  const isPartial = stored.fingerprint.own === now.own && isFollowed(one, [...landed, ...anew]);
  return { action: isPartial ? 'part' : 'build', reason };
}
