import { type Engine, identifier } from '../engine/engine.js';
import { rowsOf } from '../table.js';
import type { Fingerprint } from './fingerprint.js';
import { fingerprintTable } from './record-fingerprint.js';
import { uncounted } from './uncounted.js';

/** What is recorded about a table that stands in the warehouse. */
export interface StoredTable {
  fingerprint: Fingerprint;
  /** They may be `uncounted`. */
  rows: number;
  /** The run that made it. */
  run: string;
  isView: boolean;
}

/** The recorded fingerprint and row count of every table that is there, by name; undefined in a warehouse without records. */
export async function storedFingerprints(engine: Engine): Promise<Map<string, StoredTable> | undefined> {
  const found = await engine.query(
    "select table_schema || '.' || table_name as name, table_type from information_schema.tables",
  );
  const standing = new Map(rowsOf(found).map(({ name, table_type }) => [String(name), table_type === 'VIEW']));
  if (!standing.has(fingerprintTable)) return undefined;
  const stored = rowsOf(await engine.query(`select * from ${records}`));
  const entries = stored.map(({ table_name, fingerprint, own, inputs, built_in, row_count }) => {
    const print = { all: String(fingerprint), own: String(own), inputs: JSON.parse(String(inputs)) };
    const isView = standing.get(String(table_name)) === true;
    const rows = Number(row_count ?? uncounted);
    return [String(table_name), { fingerprint: print, rows, run: String(built_in), isView }] as const;
  });
  return new Map(entries.filter(([name]) => standing.has(name)));
}

/** Takes away every recorded table that is no longer in the plan, and its record; answers their names. `standing` is what is recorded, where it was read before. */
export async function dropUnplanned(
  engine: Engine,
  planned: Iterable<string>,
  standing?: ReadonlyMap<string, StoredTable>,
): Promise<string[]> {
  const wanted = new Set(planned);
  const stored = [...((standing ?? (await storedFingerprints(engine)))?.keys() ?? [])];
  const gone = stored.filter(name => !wanted.has(name)).sort();
  for (const name of gone) {
    await engine.transaction(async () => {
      await engine.drop(name);
      await engine.replacePart(fingerprintTable, 'table_name', [name], `select * from ${records} where 1 = 0`);
    });
  }
  return gone;
}

const records = identifier(...fingerprintTable.split('.'));
