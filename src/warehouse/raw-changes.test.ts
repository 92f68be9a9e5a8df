import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Manifest } from '../../etl/manifest.js';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { rowsOf } from '../table.js';
import { landedViews } from './raw.js';
import { rawChanges } from './raw-changes.js';

let engine: DuckDb;

beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
});

afterAll(() => engine.close());

/** A batch of files, each a path and what it held; nothing else of them is looked at. */
function batch(source: string, number: string, held: Record<string, string>): Manifest {
  const files = Object.entries(held).map(([path, sha256]) => ({ path, sha256, header: ['id'], rows: 1 }));
  const counts = { rows: files.length, refused: 0, repeats: 0 };
  const columns = [{ name: 'id', type: 'VARCHAR' }];
  return { source, batch: number, columns, ...counts, data: ['data.parquet'], files } as unknown as Manifest;
}

const first = batch('shop', '000001', { 'a.csv': 'old', 'b.csv': 'same' });
const second = batch('shop', '000002', { 'a.csv': 'new', 'c.csv': 'fresh' });
const tills = batch('tills', '000001', { 't.csv': 'one' });

const changesOf = (manifests: Manifest[], known: Record<string, string>) =>
  rawChanges(engine, { landing: 'landing', manifests, views: landedViews('landing', manifests) }, known);

it('are the files that came since and those whose place they took, of each source that was known', async () => {
  const changes = await changesOf([first, second, tills], { shop: '000001' });
  expect([...changes.keys()]).toEqual(['raw.shop']);
  const rows = rowsOf(
    await engine.query(`select _batch || ' ' || _file as file from ${changes.get('raw.shop')?.rows}`),
  );
  expect(rows.map(({ file }) => file).sort()).toEqual(['000001 a.csv', '000002 a.csv', '000002 c.csv']);
});

// What a table was made from says `from`: a night begins where the one before ended, else all of it would be made again.
it('begin where those of the generation before ended', async () => {
  const [before, since] = [
    await changesOf([first], { shop: '000001' }),
    await changesOf([first, second], { shop: '000001' }),
  ].map(changes => changes.get('raw.shop'));
  expect(before).toEqual({ from: before?.to, to: before?.to });
  expect(since?.from).toBe(before?.to);
  expect(since?.to).not.toBe(before?.to);
});
