import type { Engine } from '../engine/engine.js';
import type { Changes } from './change.js';
import type { Fingerprint } from './fingerprint.js';
import { type BuiltTable, makeTable, type Note } from './make-table.js';
import type { Ordered } from './order.js';
import { PartInputs } from './part-inputs.js';
import { type FingerprintRecord, prepareFingerprints, recordFingerprints } from './record-fingerprint.js';
import { type StoredTable, storedFingerprints } from './stored-fingerprints.js';

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
  /** Only of a table that has, or reads for its parts, so many rows are parts made: of less, all is sooner made than compared. Default 50,000. */
  partFrom?: number;
  /** A table of so many rows whose select has changed is not compared row by row, which takes more memory than all else. Default a million. */
  sumFrom?: number;
  /** Tables made within so many milliseconds share a transaction, unless they are long, of which a killed or failed build loses all. Default 2,000. */
  together_ms?: number;
  onTable?: (built: BuiltTable, done: number, total: number) => void;
  signal?: AbortSignal;
}

/** A table of so many rows is a long one. */
const longFrom = 50_000;

/**
 * Makes each table that is not there or not as it should be, in order, whole or in parts, in one transaction with its fingerprint (quick
 * ones share it), so that a killed build is taken up where it stopped. Checks are left out. Throws QueryError, and AbortError on `signal`.
 */
export async function build(engine: Engine, tables: Ordered[], options: BuildOptions): Promise<BuiltTable[]> {
  const found = options.stored ?? (await storedFingerprints(engine));
  if (!found) await prepareFingerprints(engine);
  const stored: ReadonlyMap<string, StoredTable> = found ?? new Map();
  const changes: Changes = options.changes ?? new Map();
  const made = tables.filter(({ table }) => !table.startsWith('check.'));
  const rows = rowsBefore(made, stored);
  const { partFrom = longFrom } = options;
  const worth = made.filter(one => largest(one, rows) >= partFrom);
  const isLong = (table: string) => (rows.get(table) ?? 0) >= partFrom;
  const growing = made.filter(one => one.grows).flatMap(one => one.inputs);
  const asked = new Set([...worth.flatMap(one => [...partInputs(one), ...smallInputs(one, stored)]), ...growing]);
  const inParts = new Set(worth.filter(one => one.parts?.length).map(one => one.table));
  await Promise.all(
    worth.filter(one => one.parts?.length || one.kind === 'view').map(one => engine.inputs(one.select)),
  );
  const inputs = new PartInputs(
    engine,
    worth.filter(one => one.kind !== 'view'),
  );
  const isEmpty = (table: string) => stored.get(table)?.rows === 0;
  const known = { ...options, changes, asked, inParts, inputs, isEmpty, isLong };
  const results: BuiltTable[] = [];
  const next = async (record: Note) => {
    const one = made[results.length] as Ordered;
    const built = await makeTable(engine, one, stored.get(one.table), { ...known, record });
    await inputs.release(one.table);
    results.push(built);
    options.onTable?.(built, results.length, made.length);
    return one.kind !== 'view' && built.status === 'built' && built.rows >= longFrom;
  };
  while (results.length < made.length) {
    options.signal?.throwIfAborted();
    await inOneTransaction(engine, { next, isMore: () => results.length < made.length, ...options });
  }
  return results;
}

/** Makes tables for a while, or up to a long one, since what is not committed is read slowly; and records all their fingerprints at once. */
async function inOneTransaction(
  engine: Engine,
  {
    next,
    isMore,
    together_ms = 2000,
    signal,
  }: { next: (record: Note) => Promise<boolean>; isMore: () => boolean } & Partial<BuildOptions>,
): Promise<void> {
  const records: FingerprintRecord[] = [];
  const until = performance.now() + together_ms;
  await engine.transaction(async () => {
    let isLong = false;
    do isLong = await next(record => void records.push(record));
    while (isMore() && !isLong && performance.now() < until && !signal?.aborted);
    await recordFingerprints(engine, records);
  });
}

function partInputs({ parts = [] }: Ordered): string[] {
  return parts.flatMap(part => [part.input, ...part.via.map(via => via.input)]);
}

/** Inputs of a table made in parts that are soon compared: whether one of them changed decides whether the parts will do. */
function smallInputs({ inputs, parts = [] }: Ordered, stored: ReadonlyMap<string, StoredTable>): string[] {
  return parts.length > 0 ? inputs.filter(input => (stored.get(input)?.rows ?? Infinity) <= 5_000) : [];
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
