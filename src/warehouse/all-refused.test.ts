import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { rowsOf } from '../table.js';

const select = readFileSync(new URL('../../sql/check/all_refused.sql', import.meta.url), 'utf8');

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => engine.close());

/** Truth: by hand. A run of much else stays below its limit of refused records, and an entity is empty. */
it.each([
  ['a format that fits no record', 0, 739, 'open', [739]],
  ['a format that fits one record', 1, 738, 'open', []],
  ['a delivery of one record, which tells nothing of a mapping', 0, 1, 'open', []],
  ['records that somebody looked at', 0, 739, 'discarded', []],
  ['records that were mended', 0, 739, 'retried', []],
  ['records that are all skipped', 0, 0, 'open', []],
])('%s', async (_, accepted, quarantined, status, found) => {
  const mapping = "'000001' as batch, 'subs' as source, 'subscription' as entity, 0 as mapping";
  await engine.replace('stage.account', `select ${mapping}, ${accepted} as accepted, ${quarantined} as quarantined`);
  await engine.replace('stage.quarantine', `select ${mapping}, '${status}' as status`);
  expect(rowsOf(await engine.query(select)).map(row => row.quarantined)).toEqual(found);
});
