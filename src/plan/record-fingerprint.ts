import { type Engine, literal } from '../engine/engine.js';
import type { Fingerprint } from './fingerprint.js';

/** Where it stands which table follows from what; the one table whose name this room knows. */
export const fingerprintTable = 'meta.fingerprint';

const texts = ['table_name', 'fingerprint', 'own', 'inputs', 'built_in'];

/** Records what a table that `run` made follows from, and its rows; belongs in one transaction with the making. */
export function recordFingerprint(
  engine: Engine,
  name: string,
  { fingerprint, rows, run }: { fingerprint: Fingerprint; rows: number; run: string },
): Promise<void> {
  const values = [name, fingerprint.all, fingerprint.own, JSON.stringify(fingerprint.inputs), run];
  const named = values.map((value, index) => `${literal(value)} as ${texts[index]}`);
  const select = `select ${named.join(', ')}, cast(${rows} as bigint) as row_count`;
  return engine.replacePart(fingerprintTable, 'table_name', [name], select);
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
