import { type Engine, literal } from '../engine/engine.js';

/** Where it stands which table follows from what; the one table whose name this room knows. */
export const fingerprintTable = 'meta.fingerprint';

/** Records what a table that `run` made follows from, and its rows; belongs in one transaction with the making. */
export function recordFingerprint(
  engine: Engine,
  name: string,
  { fingerprint, rows, run }: { fingerprint: string; rows: number; run: string },
): Promise<void> {
  const names = `${literal(name)} as table_name, ${literal(fingerprint)} as fingerprint`;
  const select = `select ${names}, cast(${rows} as bigint) as row_count, ${literal(run)} as built_in`;
  return engine.replacePart(fingerprintTable, 'table_name', [name], select);
}

/** Makes the table of fingerprints, empty. */
export function prepareFingerprints(engine: Engine): Promise<void> {
  const text = { type: { kind: 'text' }, values: [] as string[] } as const;
  return engine.write(fingerprintTable, {
    rows: 0,
    columns: [
      { ...text, name: 'table_name' },
      { ...text, name: 'fingerprint' },
      { name: 'row_count', type: { kind: 'bigint' }, values: new BigInt64Array(0) },
      { ...text, name: 'built_in' },
    ],
  });
}
