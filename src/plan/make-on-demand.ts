import type { Engine } from '../engine/engine.js';
import type { Fingerprint } from './fingerprint.js';
import type { Ordered } from './order.js';
import type { FingerprintRecord } from './record-fingerprint.js';
import type { StoredTable } from './stored-fingerprints.js';
import { uncounted } from './uncounted.js';

/** What the build knows, and where it notes what it did. */
interface OnDemandOptions {
  fingerprints: ReadonlyMap<string, Fingerprint>;
  run: string;
  record: (engine: Engine, record: FingerprintRecord) => Promise<void>;
}

/** Makes a view of which nothing is known but its select: it is made where that, or the columns that it reads, have changed. Throws QueryError. */
export async function makeOnDemand(
  engine: Engine,
  { table, select }: Ordered,
  stored: StoredTable | undefined,
  { fingerprints, run, record }: OnDemandOptions,
): Promise<undefined> {
  const fingerprint = fingerprints.get(table);
  if (!fingerprint) throw new Error(`no fingerprint was given for ${table}`);
  if (stored?.fingerprint.all === fingerprint.all) return;
  await engine.replaceView(table, select);
  await record(engine, { table, fingerprint, rows: uncounted, run });
}
