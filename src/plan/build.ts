import { allDone } from '../all-done.js';
import type { Engine } from '../engine/engine.js';
import type { Changes } from './change.js';
import type { Fingerprint } from './fingerprint.js';
import { inLanes } from './lanes.js';
import { makeOnDemand } from './make-on-demand.js';
import { type BuiltTable, makeTable } from './make-table.js';
import type { Ordered } from './order.js';
import { PartInputs } from './part-inputs.js';
import type { FingerprintRecord } from './record-fingerprint.js';
import { Recorder } from './recorder.js';
import { type StoredTable, storedFingerprints } from './stored-fingerprints.js';
import { uncounted } from './uncounted.js';

/** How a build is done. */
export interface BuildOptions {
  /** Of every table, from `fingerprints`. */
  fingerprints: ReadonlyMap<string, Fingerprint>;
  /** The run that builds; recorded beside each table it makes. */
  run: string;
  /** What is recorded of tables that stand, where it was read before. */
  stored?: ReadonlyMap<string, StoredTable>;
  /** What is known to have changed since the standing tables were made; what the build changes is added. */
  changes?: Changes;
  /** Tables whose key is known to be right; those that the build finds so are added. */
  rightKeys?: Set<string>;
  /** Only of a table that has, or reads for its parts, so many rows are parts made: of less, all is sooner made, and written, than compared. Default 30,000. */
  partFrom?: number;
  /** A table of so many rows whose select has changed is not compared row by row, which takes more memory than all else. Default a million. */
  sumFrom?: number;
  /** What was made within so many milliseconds a killed build may lose. Default 2,000. */
  together_ms?: number;
  /** Of what was recorded before, and of what other builds of the same run made. Default: one of its own. */
  recorder?: Recorder;
  /** Further handles on the same database: so many more tables are made at a time. */
  beside?: readonly Engine[];
  /** Tables that are made after these: what they wait for comes first. */
  later?: readonly Ordered[];
  onTable?: (built: BuiltTable, done: number, total: number) => void;
  signal?: AbortSignal;
}

/** A table of so many rows is a long one. */
const longFrom = 30_000;

/**
 * Makes each table that is not there or not as it should be, after its inputs, whole or in parts, and records what it follows from, so that a
 * killed build is taken up where it stopped. Checks are left out; what is made on demand is not in the answer. Throws QueryError, and
 * AbortError on `signal`.
 */
export async function build(engine: Engine, tables: Ordered[], options: BuildOptions): Promise<BuiltTable[]> {
  const { beside = [], later, fingerprints, run, signal, onTable, partFrom = longFrom } = options;
  const found = options.stored ?? (await storedFingerprints(engine));
  const stored: ReadonlyMap<string, StoredTable> = found ?? new Map();
  const made = tables.filter(({ table }) => !table.startsWith('check.'));
  const rows = rowsBefore(made, stored);
  const worth = worthParts(made, rows, partFrom);
  const growing = made.filter(one => one.grows).flatMap(one => one.inputs);
  const inputs = new PartInputs(worth.filter(one => one.kind !== 'view'));
  const recorder = options.recorder ?? new Recorder(found, options.together_ms);
  const known = {
    ...options,
    changes: options.changes ?? new Map(),
    rightKeys: options.rightKeys ?? new Set(),
    asked: new Set([...worth.flatMap(one => [...partInputs(one), ...smallInputs(one, stored)]), ...growing]),
    inParts: new Set(worth.filter(one => one.parts?.length).map(one => one.table)),
    inputs,
    isEmpty: (table: string) => stored.get(table)?.rows === 0,
    isLong: (table: string) => (rows.get(table) ?? 0) >= partFrom,
    record: (lane: Engine, record: FingerprintRecord) => recorder.add(lane, record),
  };
  let done = 0;
  const total = made.filter(one => one.kind !== 'on demand').length;
  // Selects are taken apart all at once, beside what is written: their texts are long.
  const read = takenApart(worth);
  await allDone([
    recorder.begin(
      engine,
      run,
      made.map(one => one.table),
      fingerprints,
    ),
    ...read.map(select => (beside[0] ?? engine).inputs(select)),
  ]);
  const make = async (one: Ordered, lane: Engine, stop: AbortSignal) => {
    if (one.kind === 'on demand') return makeOnDemand(lane, one, stored.get(one.table), known);
    const built = await makeTable(lane, one, stored.get(one.table), { ...known, signal: stop });
    await inputs.release(lane, one.table);
    onTable?.(built, ++done, total);
    return built;
  };
  try {
    const results = await inLanes(made, { lanes: [engine, ...beside], later, signal }, make);
    await recorder.flush(engine);
    return results.filter(one => one !== undefined);
  } catch (error) {
    // What was made before is kept; why this failed matters more than why that could not be recorded.
    await recorder.flush(engine).catch(() => undefined);
    throw error;
  }
}

/** The selects that are taken apart before anything is built: those of tables that are long and made in parts, and of views between them. */
export function selectsInParts(
  tables: Ordered[],
  { stored = new Map(), partFrom = longFrom }: Pick<BuildOptions, 'stored' | 'partFrom'>,
): string[] {
  const made = tables.filter(({ table }) => !table.startsWith('check.'));
  return takenApart(worthParts(made, rowsBefore(made, stored), partFrom));
}

function takenApart(worth: Ordered[]): string[] {
  return worth.filter(one => one.parts?.length || one.kind === 'view').map(({ select }) => select);
}

function worthParts(made: Ordered[], rows: ReadonlyMap<string, number>, partFrom: number): Ordered[] {
  return made.filter(one => one.kind !== 'on demand' && largest(one, rows) >= partFrom);
}

function partInputs({ parts = [] }: Ordered): string[] {
  return parts.flatMap(part => [part.input, ...part.via.map(via => via.input)]);
}

/** Inputs of a table made in parts that are soon compared: whether one of them changed decides whether the parts will do. */
function smallInputs({ inputs, parts = [] }: Ordered, stored: ReadonlyMap<string, StoredTable>): string[] {
  return parts.length > 0 ? inputs.filter(input => (stored.get(input)?.rows ?? uncounted) <= 5_000) : [];
}

/** The rows that a table had, or one of the tables whose rows its parts follow from. */
function largest(one: Ordered, rows: ReadonlyMap<string, number>): number {
  return Math.max(...[one.table, ...partInputs(one)].map(table => rows.get(table) ?? 0));
}

/** The rows of each table before the build; those of a table that comes from elsewhere show in the tables that read it. */
function rowsBefore(made: Ordered[], stored: ReadonlyMap<string, StoredTable>): ReadonlyMap<string, number> {
  const rows = new Map([...stored].map(([table, one]) => [table, one.rows]));
  for (const { table, inputs } of made) {
    for (const input of inputs.filter(one => !stored.has(one)))
      rows.set(input, Math.max(rows.get(input) ?? 0, stored.get(table)?.rows ?? 0));
  }
  return rows;
}
