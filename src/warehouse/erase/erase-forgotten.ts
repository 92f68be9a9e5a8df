import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { workshop } from '../../../etl/land-delivery.js';
import type { Manifest } from '../../../etl/manifest.js';
import { appendDecision } from '../../run/append-decision.js';
import { collect } from '../../run/collect.js';
import { idsOf, removeGeneration } from '../../run/generation-folder.js';
import { settle } from '../../run/settle.js';
import { requireAllToErase } from '../known-batches.js';
import { knownFolder } from '../known-folder.js';
import type { Session } from '../session.js';
import { withEngine } from '../with-engine.js';
import type { BatchPlace } from './batch-place.js';
import { eraseDecisions } from './erase-decisions.js';
import { eraseIncoming } from './erase-incoming.js';
import { eraseLanding } from './erase-landing.js';
import { eraseLedger } from './erase-ledger.js';
import { erasures } from './erasure.js';
import { goneRecords } from './gone-records.js';
import { forgotten } from './hashed-person.js';
import { readKeyedHash } from './keyed-hash.js';
import type { Person } from './person.js';

type Log = (event: 'step', details: object) => void;

/**
 * Carries out what was decided about erasing and is not finished: landing, decisions and ledger lose the forgotten. Answers whether
 * there was anything; then the warehouse must be made anew, from nothing, and `finishErasures` called. Killed, it is begun again. Throws CliError
 * (source) where some of what was landed is missing.
 */
export async function eraseForgotten(session: Session, log: Log): Promise<boolean> {
  const { state, now } = session;
  const { pending } = erasures(state);
  if (pending.length === 0) return false;
  requireAllToErase(session);
  const person = everybody(session);
  const proof = { people: pending.map(one => one.person), at: now().toISOString() };
  await withEngine(session, async engine => {
    const landed = await eraseLanding(engine, session, person, proof);
    const decisions = eraseDecisions(state, person, await goneRecords(engine, session));
    const systems = [...new Set(Object.values(session.project.config.sources).map(source => source.system))];
    const events = eraseLedger(state, person, systems);
    const records = landed.reduce((sum, one) => sum + one.records, 0);
    log('step', { name: 'erase', people: proof.people, records, batches: landed.length, decisions, events });
  });
  settle(state);
  // What a killed night was landing is of nobody's use.
  for (const source of Object.keys(session.project.config.sources))
    rmSync(workshop(state.landing, source), { recursive: true, force: true });
  rmSync(knownFolder(state), { recursive: true, force: true });
  for (const id of idsOf(state, '.building')) removeGeneration(state, id, '.building');
  return true;
}

/** Once a generation without the forgotten stands: the others and their reports go, and the erasures are finished. */
export function finishErasures({ state, now }: Session, run: string, generation: string): void {
  collect(state, 1);
  const old = readdirSync(state.reports).filter(name => /^(\d{6,}|known-.*)$/.test(name) && name !== generation);
  for (const name of old) rmSync(join(state.reports, name), { recursive: true, force: true });
  const at = now().toISOString();
  const { pending } = erasures(state);
  appendDecision(
    state,
    'erasure',
    run,
    pending.map(({ person }) => ({ person, done: true, at })),
  );
}

/** Leaves records of the forgotten out of what is being landed; undefined where nobody was. Mappings need the portable words, which landing has not. */
export function leaveOutForgotten(session: Session) {
  if (erasures(session.state).all.length === 0) return undefined;
  const person = everybody(session);
  return (ready: BatchPlace[]): Promise<ReadonlyMap<string, Manifest>> =>
    withEngine(session, engine => eraseIncoming(engine, session, person, ready));
}

function everybody({ state, project }: Session): Person {
  const { all } = erasures(state);
  return forgotten(all, readKeyedHash(state, all), project.config.customers.ids === 'shared');
}
