import { type Engine, literal } from '../engine/engine.js';
import type { Fingerprint } from './fingerprint.js';
import { uncounted } from './uncounted.js';

/** Where it stands which table follows from what; the one table whose name this room knows. */
export const fingerprintTable = 'meta.fingerprint';

const texts = ['table_name', 'fingerprint', 'own', 'inputs', 'built_in'];

/** What a table that `run` made follows from, and its rows, which may be `uncounted`. */
export interface FingerprintRecord {
  table: string;
  fingerprint: Fingerprint;
  rows: number;
  run: string;
}

/** Records what tables follow from; belongs in one transaction with the making. */
export function recordFingerprints(engine: Engine, records: FingerprintRecord[]): Promise<void> {
  if (records.length === 0) return Promise.resolve();
  const rows = records.map(({ table, fingerprint, rows: count, run }) => {
    const values = [table, fingerprint.all, fingerprint.own, JSON.stringify(fingerprint.inputs), run];
    return `(${values.map(literal).join(', ')}, ${count === uncounted ? 'null' : count})`;
  });
  const select = `select ${texts.join(', ')}, cast(row_count as bigint) as row_count
from (values ${rows.join(', ')}) as made (${texts.join(', ')}, row_count)`;
  const names = records.map(({ table }) => table);
  return engine.replacePart(fingerprintTable, 'table_name', names, select);
}

/** Makes the table of fingerprints, empty. */
export function prepareFingerprints(engine: Engine): Promise<void> {
  const text = { type: { kind: 'text' }, values: [] as string[] } as const;
  return engine.write(fingerprintTable, {
    rows: 0,
    columns: [
      ...texts.map(name => ({ ...text, name })),
      { name: 'row_count', type: { kind: 'bigint' }, values: new BigInt64Array(0) },
    ],
  });
}
