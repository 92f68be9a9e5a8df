import { availableParallelism } from 'node:os';
import type { StagedMapping } from '../../etl/stage/mapping.js';
import { unreckoned } from '../../etl/stage/unreckoned.js';
import { allDone } from '../all-done.js';
import type { DuckDb } from '../engine/duckdb.js';
import { QueryError } from '../errors.js';
import { build, selectsInParts } from '../plan/build.js';
import type { Changes } from '../plan/change.js';
import type { BuiltTable } from '../plan/make-table.js';
import { Recorder } from '../plan/recorder.js';
import { dropUnplanned } from '../plan/stored-fingerprints.js';
import { rowsOf } from '../table.js';
import { fitModels, type ModelFit } from './fit.js';
import { type Judged, type JudgeOptions, judge } from './judge.js';
import { type OnceMade, onceMade } from './once-made.js';
import { type Prepared, prepare, withSelects } from './prepare.js';
import { takeUpPublished } from './published-so-far.js';
import { rawChanges } from './raw-changes.js';
import { readRecord } from './record.js';
import { learntTables, scoreSelects } from './scored.js';
import type { Ground, Progress } from './session.js';
import { toldByFile } from './told-by-file.js';

/** A warehouse that was made and checked, not yet published. */
export interface Made<Meanwhile = unknown> extends Judged {
  prepared: Prepared;
  tables: BuiltTable[];
  asOf: string | null;
  models: ModelFit[];
  /** What was done while it was checked. */
  meanwhile: Meanwhile;
}

/** What is known of tables that were made. */
export interface MadeTables {
  models: ModelFit[];
  tables: BuiltTable[];
  mappings: StagedMapping[];
  changes: Changes;
  /** A further handle on them, for what need not wait for the other. */
  beside: DuckDb;
}

/** A company with a table of so many rows has many records. */
const many = 1_000_000;

interface MakeOptions<Meanwhile = unknown> extends JudgeOptions {
  run: string;
  /** What is read of the tables while they are checked; it changes none. */
  meanwhile(engine: DuckDb, made: MadeTables): Promise<Meanwhile>;
  progress?: (event: Progress) => void;
}

/** Builds every table, fits and scores the models on the way, and checks it all. */
export async function make<Meanwhile>(engine: DuckDb, options: MakeOptions<Meanwhile>): Promise<Made<Meanwhile>> {
  const lanes = lanesBeside(engine, options.ground);
  const [planned, others] = await allDone([prepare(engine, options.ground, lanes), lanes]);
  return toldByFile(planned.tables, () => makePlanned([engine, ...others], planned, options)).catch(async error => {
    throw (await unreckonedRecord(engine, options.ground, planned, error)) ?? error;
  });
}

/** What fails of the records of an entity is an expression of the project file: it is told with its line. */
function unreckonedRecord(engine: DuckDb, { project }: Ground, { stage }: Prepared, error: unknown) {
  const table = error instanceof QueryError ? error.table : undefined;
  const mappings = stage.mappings.filter(({ entity }) => table === `stage.${entity}_record`);
  return unreckoned(engine, project, mappings);
}

async function makePlanned<Meanwhile>(
  [engine, ...others]: [DuckDb, ...DuckDb[]],
  planned: Prepared,
  options: MakeOptions<Meanwhile>,
): Promise<Made<Meanwhile>> {
  const { ground, before } = options;
  const { state, manifests } = ground;
  const late = afterModels(planned);
  const early = planned.tables.filter(one => !late.has(one.table));
  const beginning = buildOptions(options, planned, 0);
  // What the build asks for first is begun before; whoever asks is told of a failure.
  for (const select of selectsInParts(early, beginning)) others[0]?.inputs(select).catch(() => undefined);
  const { stored } = planned;
  const names = planned.tables.map(one => one.table);
  const gone = stored ? await dropUnplanned(engine, names, stored) : [];
  const recorder = new Recorder(stored && new Map([...stored].filter(([name]) => !gone.includes(name))));
  if (before && !options.isResumed) await takeUpPublished(engine, planned);
  const changes: Changes = before
    ? await rawChanges(engine, { landing: state.landing, manifests, views: planned.views }, readRecord(before).batches)
    : new Map();
  const rightKeys = new Set<string>();
  // Models are fitted when what they learn from is made, beside what nobody learns from.
  const asked = onceMade(
    await engine.another(),
    early.filter(one => one.kind !== 'on demand').map(one => one.table),
  );
  const making = build(engine, early, {
    ...beginning,
    onTable: (built, done) => {
      beginning.onTable(built, done);
      asked.made(built.name);
    },
    recorder,
    beside: others,
    later: planned.tables.filter(one => late.has(one.table)),
    changes,
    rightKeys,
  });
  making.catch(asked.failed);
  const [first, { asOf, models }] = await allDone([making, fitted(asked, options)]);
  const prepared = withSelects(planned, scoreSelects(models), ground, engine);
  const rest = prepared.tables.filter(one => late.has(one.table));
  const second = await build(engine, rest, {
    ...buildOptions(options, prepared, first.length),
    recorder,
    beside: others,
    changes,
    rightKeys,
  });
  const tables = [...first, ...second];
  options.progress?.({ step: 'check' });
  // Of many records the list of customers is one long statement beside short ones: whoever is free takes a share of it.
  const { threads } = ground.project.config.engine;
  if (threads === undefined && tables.some(({ rows }) => rows >= many)) await engine.useAllThreads();
  // What is made goes into the file while it is read: at the end, nobody could do anything but wait for that.
  const [judged, meanwhile] = await allDone([
    judge(engine, options, prepared, { tables, changes, rightKeys }),
    options.meanwhile(others[0] ?? engine, {
      models,
      tables,
      mappings: prepared.stage.mappings,
      changes,
      beside: engine,
    }),
    engine.checkpoint(),
  ]);
  return { prepared, tables, asOf, models, meanwhile, ...judged };
}

/** Small tables take one core each, and much of what is done for a long one does too: so two are made at a time. */
async function lanesBeside(engine: DuckDb, { project }: Ground): Promise<DuckDb[]> {
  const { threads = availableParallelism() } = project.config.engine;
  return threads > 1 ? [await engine.another()] : [];
}

/** The keys that a killed run gave to members are not issued: what it made is no ground for parts. */
function buildOptions(
  { run, signal, progress, isResumed }: MakeOptions,
  { tables, stored = new Map(), fingerprints }: Prepared,
  before: number,
) {
  const total = tables.filter(({ table, kind }) => !table.startsWith('check.') && kind !== 'on demand').length;
  const onTable = (built: BuiltTable, done: number) =>
    progress?.({ step: 'build', name: built.name, done: before + done, total, text: built.status });
  return { run, signal, onTable, stored, fingerprints, partFrom: isResumed ? Infinity : undefined };
}

/** What models learn makes, and all that follows from it; the tables are in order. */
function afterModels({ tables }: Prepared): Set<string> {
  const late = new Set(learntTables());
  for (const { table, inputs } of tables) if (inputs.some(input => late.has(input))) late.add(table);
  return late;
}

async function fitted(
  engine: OnceMade,
  { ground, progress, signal }: Pick<MakeOptions, 'ground' | 'progress' | 'signal'>,
) {
  const asOf = await asOfDate(engine);
  progress?.({ step: 'fit' });
  return { asOf, models: await fitModels(engine, { ...ground, signal }, asOf) };
}

async function asOfDate(engine: OnceMade): Promise<string | null> {
  const [row] = rowsOf(await engine.query('select as_of from conform.as_of'));
  return row ? String(row.as_of) : null;
}
