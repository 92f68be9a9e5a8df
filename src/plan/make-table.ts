import type { Engine } from '../engine/engine.js';
import { buildGrown } from './build-grown.js';
import { buildPart, type MadePart } from './build-part.js';
import { buildWhole } from './build-whole.js';
import type { Change, Changes } from './change.js';
import { changeOf, decide } from './decide.js';
import type { Fingerprint } from './fingerprint.js';
import type { Ordered } from './order.js';
import type { PartInputs } from './part-inputs.js';
import type { FingerprintRecord } from './record-fingerprint.js';
import type { StoredTable } from './stored-fingerprints.js';
import { touchedParts } from './touched.js';

/** What became of one table. */
export interface BuiltTable {
  name: string;
  rows: number;
  status: 'built' | 'kept' | 'part';
  /** Why, in words. */
  reason: string;
  elapsed_ms: number;
}

/** How it is made: what the build knows, and where it notes what it did. */
interface MakeOptions {
  fingerprints: ReadonlyMap<string, Fingerprint>;
  run: string;
  sumFrom?: number;
  signal?: AbortSignal;
  changes: Changes;
  rightKeys: Set<string>;
  /** Tables whose changed rows someone may ask for. */
  asked: ReadonlySet<string>;
  inParts: ReadonlySet<string>;
  inputs: PartInputs;
  /** Whether a table was empty before. */
  isEmpty: (table: string) => boolean;
  /** Whether parts of it are made, or of others from parts of it. */
  isLong: (table: string) => boolean;
  /** Records what a table that was made follows from. */
  record: (engine: Engine, record: FingerprintRecord) => Promise<void>;
}

const untouched = 'what has changed touches none of it';

/** Keeps a table, makes the parts of it that changed rows touch, or makes it anew; notes what it then follows from, and how it has changed. Throws QueryError. */
export async function makeTable(
  engine: Engine,
  one: Ordered,
  stored: StoredTable | undefined,
  options: MakeOptions,
): Promise<BuiltTable> {
  const { fingerprints, run, signal, changes, asked, inParts, inputs, isEmpty, isLong, sumFrom = 1_000_000 } = options;
  const start = performance.now();
  const fingerprint = fingerprints.get(one.table);
  if (!fingerprint) throw new Error(`no fingerprint was given for ${one.table}`);
  const decision = decide(one, fingerprint, stored, changes);
  const record = (rows: number) => options.record(engine, { table: one.table, fingerprint, rows, run });
  const told = (rows: number, status: BuiltTable['status']): BuiltTable => {
    return {
      name: one.table,
      rows,
      status,
      reason: status === 'kept' && decision.action === 'part' ? untouched : decision.reason,
      elapsed_ms: Math.round(performance.now() - start),
    };
  };
  const change = (how: Omit<Change, 'from' | 'to'> = {}) => {
    if (stored) changes.set(one.table, { from: stored.fingerprint.all, to: fingerprint.all, ...how });
  };
  const keep = async ({ rows, fingerprint: { all } }: StoredTable) => {
    if (all !== fingerprint.all) await record(rows);
    change();
    return told(rows, 'kept');
  };
  const toldPart = async ({ grown, changed, ...how }: MadePart, before: StoredTable) => {
    await record(before.rows + grown);
    change({ rows: changed, ...how });
    return told(before.rows + grown, changed ? 'part' : 'kept');
  };
  if (decision.action === 'keep' && stored) return keep(stored);
  if (decision.action === 'part' && decision.changed && stored) {
    if (decision.isGrowth) return toldPart(await buildGrown(engine, one, decision.changed, isEmpty), stored);
    const touched = await touchedParts(engine, one, decision.changed, { inputs, isLong });
    if (touched?.length === 0) return keep(stored);
    if (touched && inParts.has(one.table)) return toldPart(await buildPart(engine, one, { touched, inputs }), stored);
  }
  const compared = stored && asked.has(one.table) ? comparison(one, fingerprint, stored, sumFrom) : undefined;
  const input = stored && changedInput(one, stored.fingerprint, changes);
  const whole = await buildWhole(engine, one, { signal, compared, changed: input?.rows });
  await record(whole.rows);
  if (whole.isKeyRight) options.rightKeys.add(one.table);
  if (whole.isCompared) change({ rows: whole.changed, signed: whole.signed, isGrowth: input?.isGrowth });
  return told(whole.rows, 'built');
}

/** A view has no rows of its own: by its changed input alone it cannot tell what another select, or a table in its place, made of all others. */
function comparison({ kind }: Ordered, now: Fingerprint, { fingerprint, rows, isView }: StoredTable, sumFrom: number) {
  if (fingerprint.own === now.own) return 'rows';
  if (isView || kind === 'view') return undefined;
  return rows >= sumFrom ? 'sum' : 'rows';
}

/** What has changed of the one input of a generated view, which judges each row by itself. */
function changedInput({ kind, origin, inputs }: Ordered, before: Fingerprint, changes: Changes): Change | undefined {
  const [input = ''] = inputs;
  return kind === 'view' && origin === 'generated' && inputs.length === 1
    ? changeOf(input, before, changes)
    : undefined;
}
