import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readManifests } from '../../etl/manifest.js';
import { CliError, exitCode } from '../errors.js';
import { appendDecision } from '../run/append-decision.js';
import { idsOf } from '../run/generation-folder.js';
import { tracesInDecisions } from './erase/erase-decisions.js';
import { type LandedTraces, tracesInLanding } from './erase/erase-landing.js';
import { type Erasure, erasures } from './erase/erasure.js';
import { hashed } from './erase/hashed-person.js';
import { openKeyedHash, readKeyedHash } from './erase/keyed-hash.js';
import { numbersOf, ordersOfNobody } from './erase/numbers-of.js';
import { type Numbers, personOf } from './erase/person.js';
import { proofOf } from './erase/secret-proof.js';
import { requireAllToErase } from './known-batches.js';
import { runQuietly } from './night.js';
import { withStanding } from './reading.js';
import type { RunResult } from './result.js';
import type { Session } from './session.js';
import { unknownCustomer } from './unknown-customer.js';
import { withEngine } from './with-engine.js';
import { signed, type Word } from './word.js';

/** Where somebody is found, and what is done about it. */
export interface Trace {
  where: string;
  count: number;
  what: string;
}

/** What forgetting a customer takes, or took. */
export interface Forgotten {
  /** False where it was only looked at. */
  isDone: boolean;
  traces: Trace[];
  /** What only a person can do. */
  notes: string[];
  /** The run that made the warehouse anew. */
  run?: RunResult;
}

/**
 * Where a customer is found; and, where it is meant, erases them: landing, decisions, ledger, generations and reports lose them, records
 * that are delivered again are left out. Killed, the same call or the next run ends it. Throws CliError (usage) for a customer that
 * nobody knows and for a number that may be several, and what a run throws: then landing and decisions are erased, and the next run that publishes does the rest.
 */
export async function forget(
  session: Session,
  customer: string,
  word: Word & { isMeant: boolean },
): Promise<Forgotten> {
  requireAllToErase(session);
  const first = await forgetFound(session, customer, word);
  if (!first.run) return first;
  // What a query gave to somebody else names them now, where the list that it looked into was of their records.
  const { landed } = await look(session, customer);
  if (landed.length === 0) return first;
  const more = await forgetFound(session, customer, word);
  return { ...more, traces: [...first.traces, ...more.traces] };
}

async function forgetFound(session: Session, customer: string, word: Word & { isMeant: boolean }): Promise<Forgotten> {
  const { numbers, landed } = await look(session, customer);
  checkOne(session, customer, numbers, landed);
  const before = standingOf(session, customer);
  if (landed.length === 0 && !before) throw await unknown(session, customer);
  const notes = notesOf(session);
  if (before === 'done' && landed.length === 0)
    return { isDone: word.isMeant, traces: [], notes: ['forgotten already', ...notes] };
  const traces = tracesOf(session, customer, numbers, landed);
  if (!word.isMeant) return { isDone: false, traces, notes };
  const said = signed(session, word);
  const first = (name: string) => decideErasure(session, name, customer, numbers, said);
  const how = { command: 'forget', word: said, lands: false, rebuild: true, first };
  const result = await runQuietly(session, how).catch(error => {
    throw standingOf(session, customer) === 'pending' ? stillMeant(error) : error;
  });
  return { isDone: true, traces, notes, run: result };
}

/** The run failed, but not what was decided. */
function stillMeant(error: unknown): unknown {
  if (!(error instanceof CliError)) return error;
  const message = `${error.message}\nto forget them is decided: the next run that publishes ends it`;
  return new CliError(message, error.code, error.hint, { cause: error });
}

/** A number that no customer of the warehouse goes by may be somebody else's in each system: one of them is meant. */
function checkOne(session: Session, customer: string, { customers }: Numbers, landed: LandedTraces[]): void {
  if (isShared(session)) return;
  const { sources } = session.project.config;
  const found = new Set(landed.map(({ source }) => sources[source]?.system));
  const own = customers.filter(([system, number]) => number === customer && found.has(system));
  if (own.length < 2) return;
  const names = own.map(([system]) => `${system}:${customer}`).join(', ');
  throw new CliError(
    `${customer} is a number in ${own.length} systems, and may be as many people`,
    exitCode.usage,
    `name one of them: ${names}`,
  );
}

function isShared({ project }: Session): boolean {
  return project.config.customers.ids === 'shared';
}

/** Their numbers, and what of them has landed. Of orders that only refused or superseded records tell as theirs, the generation knows nothing: what names one of them and nobody is theirs too. */
async function look(session: Session, customer: string): Promise<{ numbers: Numbers; landed: LandedTraces[] }> {
  const known = await numbersOf(session, customer);
  const find = (numbers: Numbers) =>
    withEngine(session, engine => tracesInLanding(engine, session, personOf(customer, numbers, isShared(session))));
  const first = await find(known);
  const more = await ordersOfNobody(session, first.orders);
  if (more.length === 0) return { numbers: known, landed: first.traces };
  const numbers = { ...known, orders: [...known.orders, ...more] };
  return { numbers, landed: (await find(numbers)).traces };
}

/** Whether this customer was forgotten before, and whether that was finished. */
function standingOf({ state }: Session, customer: string): 'pending' | 'done' | undefined {
  const { all, pending } = erasures(state);
  if (all.length === 0) return undefined;
  const person = readKeyedHash(state, all)('person', customer);
  if (pending.some(one => one.person === person)) return 'pending';
  return all.some(one => one.person === person) ? 'done' : undefined;
}

/** An erasure that was cut short stands already. */
function decideErasure(
  session: Session,
  run: string,
  customer: string,
  numbers: Numbers,
  said: Omit<Erasure, 'person' | 'numbers' | 'orders' | 'secret'>,
): void {
  const { state } = session;
  if (standingOf(session, customer) === 'pending') return;
  const hash = openKeyedHash(state, erasures(state).all);
  const who = { person: hash('person', customer), ...hashed(numbers, hash, isShared(session)) };
  const erasure: Erasure = { ...who, secret: proofOf(hash), ...said };
  appendDecision(state, 'erasure', run, [erasure]);
}

function tracesOf(session: Session, customer: string, numbers: Numbers, landed: LandedTraces[]): Trace[] {
  const { state } = session;
  const person = personOf(customer, numbers, isShared(session));
  const { keys, scores } = tracesInDecisions(state, person);
  const reports = readdirSync(state.reports).filter(name => /^\d{6,}$/.test(name)).length;
  const all: Trace[] = [
    ...landed.map(({ source, batch, records }) => ({
      where: `landing/${source}/${batch}`,
      count: records,
      what: 'records are taken out, the others stay as they are',
    })),
    { where: 'decisions/key', count: keys, what: 'keys lose their owner and are never given again' },
    { where: 'decisions/score', count: scores, what: 'published scores are taken out' },
    { where: 'generations', count: idsOf(state, '').length, what: 'generations go, one without them is made' },
    { where: 'reports', count: reports, what: 'reports go, one without them is made' },
  ];
  return all.filter(({ count }) => count > 0);
}

/** What this program cannot reach. */
function notesOf({ project, state }: Session): string[] {
  const { sources, entities } = project.config;
  const unread = Object.keys(sources).filter(
    name =>
      existsSync(join(state.landing, name)) &&
      !Object.values(entities)
        .flat()
        .some(({ source }) => source === name),
  );
  const strange = [...new Set(readManifests(state.landing).map(({ source }) => source))].filter(
    name => !(name in sources),
  );
  return [
    'files of the sources themselves, backups and files exported elsewhere are yours to clear',
    ...unread.map(name => `source ${name} is read by no entity: nobody can be found in it`),
    ...strange.map(name => `landing/${name} is of no source of the project: nobody can be found in it`),
  ];
}

async function unknown(session: Session, customer: string): Promise<CliError> {
  const found = await withStanding(session, engine => unknownCustomer(engine, customer));
  return (
    found ?? new CliError(`there is no customer ${customer}`, exitCode.usage, 'nothing that was landed names them')
  );
}
