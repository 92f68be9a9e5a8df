import { availableParallelism } from 'node:os';
import type { DuckDb } from '../engine/duckdb.js';
import { literal } from '../engine/engine.js';
import { build } from '../plan/build.js';
import type { Changes } from '../plan/change.js';
import { type CheckResult, check } from '../plan/check.js';
import { checkHeaderColumns } from '../plan/header-columns.js';
import { lineage } from '../plan/lineage.js';
import type { BuiltTable } from '../plan/make-table.js';
import { dropUnplanned } from '../plan/stored-fingerprints.js';
import type { Current } from '../run/generations.js';
import { rowsOf } from '../table.js';
import { type Account, accountOf, refusedRecords, type SourceBatches } from './account.js';
import { allDone } from './all-done.js';
import { fitModels, type ModelFit } from './fit.js';
import { limitChecks } from './limits.js';
import { type Prepared, prepare, withSelects } from './prepare.js';
import { takeUpPublished } from './published-so-far.js';
import { landedViews } from './raw.js';
import { rawChanges } from './raw-changes.js';
import { readRecord } from './record.js';
import { rightBefore } from './right-before.js';
import { learntTables, scoreSelects } from './scored.js';
import type { Ground, Progress } from './session.js';
import { toldByFile } from './told-by-file.js';

/** A warehouse that was made and checked, not yet published. `beside` is what was done meanwhile. */
export interface Made<Beside = unknown> {
  prepared: Prepared;
  tables: BuiltTable[];
  checks: CheckResult[];
  account: Account;
  /** Refused records of all batches that nobody has settled. */
  refused: number;
  asOf: string | null;
  models: ModelFit[];
  beside: Beside;
}

/** What is known of tables that were made; `beside` is a further handle on them, for what need not wait for the other. */
interface Known {
  models: ModelFit[];
  tables: BuiltTable[];
  changes: Changes;
  beside: DuckDb;
}

export interface MakeOptions<Beside = unknown> {
  run: string;
  ground: Ground;
  /** The generation that stands: its batches are not of this run. */
  before?: Current;
  /** An earlier run that was cut short made some of the tables: nobody has checked them. */
  isResumed?: boolean;
  /** What is read of the tables while they are checked; it changes none. */
  beside(engine: DuckDb, known: Known): Promise<Beside>;
  signal?: AbortSignal;
  progress?: (event: Progress) => void;
}

/** Builds every table, fits and scores the models on the way, and checks it all. */
export async function make<Beside>(engine: DuckDb, options: MakeOptions<Beside>): Promise<Made<Beside>> {
  const [planned, others] = await allDone([prepare(engine, options.ground), lanesBeside(engine, options.ground)]);
  return toldByFile(planned.tables, () => makePlanned([engine, ...others], planned, options));
}

async function makePlanned<Beside>(
  [engine, ...others]: [DuckDb, ...DuckDb[]],
  planned: Prepared,
  options: MakeOptions<Beside>,
): Promise<Made<Beside>> {
  const { ground, before } = options;
  const { state, manifests } = ground;
  await dropUnplanned(
    engine,
    planned.tables.map(one => one.table),
    planned.stored,
  );
  if (before && !options.isResumed) await takeUpPublished(engine, planned);
  const changes: Changes = before
    ? await rawChanges(engine, state.landing, manifests, readRecord(before).batches)
    : new Map();
  const late = afterModels(planned);
  const early = planned.tables.filter(one => !late.has(one.table));
  const first = await build(engine, early, {
    ...buildOptions(options, planned, 0),
    beside: others,
    changes,
  });
  const asOf = await asOfDate(engine);
  options.progress?.({ step: 'fit' });
  const models = await fitModels(engine, ground, asOf);
  const prepared = withSelects(planned, scoreSelects(models), ground, engine);
  const rest = prepared.tables.filter(one => late.has(one.table));
  const second = await build(engine, rest, {
    ...buildOptions(options, prepared, first.length),
    beside: others,
    changes,
  });
  const tables = [...first, ...second];
  options.progress?.({ step: 'check' });
  // What is made goes into the file while it is read: at the end, nobody could do anything but wait for that.
  const [judged, beside] = await allDone([
    judge(engine, options, prepared, tables, changes),
    options.beside(others[0] ?? engine, { models, tables, changes, beside: engine }),
    engine.checkpoint(),
  ]);
  return { prepared, tables, asOf, models, beside, ...judged };
}

/** Small tables take one core each, and much of what is done for a long one does too: so two are made at a time. */
async function lanesBeside(engine: DuckDb, { project }: Ground): Promise<DuckDb[]> {
  const { threads = availableParallelism() } = project.config.engine;
  return threads > 1 ? [await engine.another()] : [];
}

/** Counts where the records went and checks every table and limit. */
async function judge(
  engine: DuckDb,
  options: MakeOptions,
  prepared: Prepared,
  tables: BuiltTable[],
  changes: Changes,
): Promise<Pick<Made, 'account' | 'checks' | 'refused'>> {
  const { ground, signal } = options;
  const { mappings } = prepared.stage;
  const fresh = freshBatches(options);
  const account = await accountOf(engine, mappings, fresh);
  await checkHeaderColumns(engine, prepared.tables);
  const checked = await check(engine, prepared.tables, {
    ...(await facts(engine, options, prepared, { tables, changes })),
    signal,
  });
  const refused = await refusedRecords(engine, isOpen);
  const open = account.landed > 0 ? await openOf(engine, account, fresh) : anew(options, refused);
  const limits = await limitChecks(engine, ground.project.config, mappings, open, pairsOf(fresh));
  return { checks: [...checked, ...limits], account, refused };
}

/** What is known of tables before they are checked; of what a run that was cut short made, only how long they are. */
async function facts(
  engine: DuckDb,
  { isResumed }: MakeOptions,
  { fingerprints }: Prepared,
  { tables, changes }: { tables: BuiltTable[]; changes: Changes },
) {
  const rows = new Map(tables.map(one => [one.name, one.rows]));
  const known = differing(tables, changes);
  return isResumed || known.size === 0
    ? { rows }
    : { rows, before: { right: await rightBefore(engine, fingerprints), differing: known } };
}

/** Tables of which it is known how they differ from what stood there: the rows that went or came, or none. */
function differing(tables: BuiltTable[], changes: Changes): Map<string, string | undefined> {
  const known = tables.filter(({ name, status }) => status === 'kept' || changes.has(name));
  return new Map(known.map(({ name, status }) => [name, status === 'kept' ? undefined : changes.get(name)?.rows]));
}

const isOpen = "status = 'open'";

/** A record that somebody discarded or retried is no fault any more. */
async function openOf(engine: DuckDb, { landed, quarantined }: Account, fresh: SourceBatches[]) {
  const settled = await refusedRecords(engine, `not (${isOpen}) and (source, batch) in (${pairsOf(fresh)})`);
  return { landed, quarantined: quarantined - settled };
}

/** Where nothing was landed but the rules may have changed: what is refused now and was not before, of all records. */
function anew({ ground, before }: MakeOptions, refused: number): Pick<Account, 'landed' | 'quarantined'> {
  const { deliveries } = landedViews(ground.state.landing, ground.manifests);
  const landed = deliveries.reduce((sum, one) => sum + one.rows + one.refused, 0);
  const known = before ? readRecord(before).refused : 0;
  return { landed, quarantined: Math.max(0, refused - known) };
}

/** The keys that a killed run gave to members are not issued: what it made is no ground for parts. */
function buildOptions(
  { run, signal, progress, isResumed }: MakeOptions,
  { tables, stored, fingerprints }: Prepared,
  before: number,
) {
  const total = tables.filter(one => !one.table.startsWith('check.')).length;
  const onTable = (built: BuiltTable, done: number) =>
    progress?.({ step: 'build', name: built.name, done: before + done, total, text: built.status });
  return { run, signal, onTable, stored, fingerprints, partFrom: isResumed ? Infinity : undefined };
}

function afterModels({ tables }: Prepared): Set<string> {
  const names = learntTables();
  return new Set([...names, ...names.flatMap(name => lineage(tables, name)?.downstream.map(one => one.table) ?? [])]);
}

async function asOfDate(engine: DuckDb): Promise<string | null> {
  const [row] = rowsOf(await engine.query('select as_of from conform.as_of'));
  return row ? String(row.as_of) : null;
}

/** The batches that the standing generation does not have, with their records. */
function freshBatches({ ground, before }: MakeOptions): SourceBatches[] {
  const { deliveries } = landedViews(ground.state.landing, ground.manifests);
  const known = before ? readRecord(before).batches : {};
  const isFresh = (source: string, batch: string) => Number(batch) > Number(known[source] ?? 0);
  return [...new Set(deliveries.map(one => one.source))].map(source => {
    const own = deliveries.filter(one => one.source === source && isFresh(source, one.batch));
    return {
      source,
      batches: own.map(one => one.batch),
      landed: own.reduce((sum, one) => sum + one.rows + one.refused, 0),
    };
  });
}

function pairsOf(sources: SourceBatches[]): string {
  const pairs = sources.flatMap(({ source, batches }) =>
    batches.map(batch => `(${literal(source)}, ${literal(batch)})`),
  );
  return pairs.length > 0 ? `values ${pairs.join(', ')}` : "select '', '' where false";
}
