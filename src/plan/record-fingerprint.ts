import type { Engine } from '../engine/engine.js';
import { texts } from '../table.js';
import type { Fingerprint } from './fingerprint.js';
import { uncounted } from './uncounted.js';

/** Where it stands which table follows from what; the one table whose name this room knows. */
export const fingerprintTable = 'meta.fingerprint';

/** What a table that `run` made follows from, and its rows, which may be `uncounted`. */
export interface FingerprintRecord {
  table: string;
  fingerprint: Fingerprint;
  rows: number;
  run: string;
}

/** Records what these tables follow from; what is recorded of any other goes. All of it is sooner written than some of it exchanged. */
export function writeFingerprints(engine: Engine, records: FingerprintRecord[]): Promise<void> {
  return engine.write(fingerprintTable, {
    rows: records.length,
    columns: [
      texts('table_name', records, one => one.table),
      texts('fingerprint', records, one => one.fingerprint.all),
      texts('own', records, one => one.fingerprint.own),
      texts('inputs', records, one => JSON.stringify(one.fingerprint.inputs)),
      texts('built_in', records, one => one.run),
      {
        name: 'row_count',
        type: { kind: 'bigint' },
        values: BigInt64Array.from(records, ({ rows }) => (rows === uncounted ? 0n : BigInt(rows))),
        present: Uint8Array.from(records, ({ rows }) => Number(rows !== uncounted)),
      },
    ],
  });
}
