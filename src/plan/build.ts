import type { Engine } from '../engine/engine.js';
import { type Decision, decide } from './decide.js';
import type { Ordered } from './order.js';
import { prepareFingerprints, recordFingerprint } from './record-fingerprint.js';
import { storedFingerprints } from './stored-fingerprints.js';

/** What became of one table. */
export interface BuiltTable {
  name: string;
  rows: number;
  status: 'built' | 'kept';
  /** Why, in words. */
  reason: string;
  elapsed_ms: number;
}

/** How a build is done. */
export interface BuildOptions {
  /** Of every table, from `fingerprints`. */
  fingerprints: ReadonlyMap<string, string>;
  /** The run that builds; recorded beside each table it makes. */
  run: string;
  onTable?: (built: BuiltTable, done: number, total: number) => void;
  signal?: AbortSignal;
}

/**
 * Makes each table that is not there or not as it should be, in order, each in one transaction with its fingerprint, so
 * that a killed build is taken up where it stopped. Checks are left out. Throws QueryError, and AbortError on `signal`.
 */
export async function build(engine: Engine, tables: Ordered[], options: BuildOptions): Promise<BuiltTable[]> {
  const found = await storedFingerprints(engine);
  if (!found) await prepareFingerprints(engine);
  const stored = found ?? new Map();
  const decisions = decide(tables, options.fingerprints, stored);
  const byName = new Map(tables.map(one => [one.table, one]));
  const results: BuiltTable[] = [];
  for (const decision of decisions) {
    options.signal?.throwIfAborted();
    const built =
      decision.action === 'keep'
        ? kept(decision, stored.get(decision.table)?.rows ?? 0)
        : await make(engine, byName.get(decision.table) as Ordered, decision, options);
    results.push(built);
    options.onTable?.(built, results.length, decisions.length);
  }
  return results;
}

function kept({ table, reason }: Decision, rows: number): BuiltTable {
  return { name: table, rows, status: 'kept', reason, elapsed_ms: 0 };
}

async function make(
  engine: Engine,
  { table, select, kind }: Ordered,
  { reason }: Decision,
  { fingerprints, run, signal }: BuildOptions,
): Promise<BuiltTable> {
  const start = performance.now();
  const rows = await engine.transaction(async () => {
    const made = await (kind === 'view' ? engine.replaceView(table, select) : engine.replace(table, select, signal));
    await recordFingerprint(engine, table, { fingerprint: fingerprints.get(table) as string, rows: made, run });
    return made;
  });
  return { name: table, rows, status: 'built', reason, elapsed_ms: Math.round(performance.now() - start) };
}
