import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import type { Change } from '../plan/change.js';
import { tableSums } from './table-sums.js';

let engine: DuckDb;

beforeAll(async () => {
  engine = await openDuckDb();
});

afterAll(async () => {
  await engine.close();
});

/** What is said of a table of these amounts, which stands as `now` and of which the total 1000.00 of two rows was told as `then`. */
async function totalOf(amounts: string[], change?: Pick<Change, 'rows' | 'isGrowth'>): Promise<string | undefined> {
  const rows = amounts.map(amount => `(cast(${amount} as decimal(18, 2)))`).join(', ');
  await engine.replace('dw.sale', `select * from (values ${rows}) as one (amount)`);
  await engine.replace('meta.fingerprint', "select 'dw.sale' as table_name, 'now' as fingerprint");
  await engine.replace(
    'meta.table_sum',
    "select 'dw.sale' as table_name, 'then' as fingerprint, 'amount' as column_name, '1000.00' as total",
  );
  await engine.replace('meta.table_made', "select 'dw.sale' as table_name, 2 as rows");
  const built = { name: 'dw.sale', rows: amounts.length, status: 'part', reason: '', elapsed_ms: 0 } as const;
  const changes = new Map(change ? [['dw.sale', { from: 'then', to: 'now', ...change }]] : []);
  const [sum] = await tableSums(engine, [built], changes);
  return sum?.total;
}

const came = async (amounts: string) =>
  (await engine.aside(`select cast(amount as decimal(18, 2)) as amount from (values ${amounts}) as one (amount)`)).name;

// What was told is no sum of the rows that stand here: so it shows whether they were read.
it('adds what came to what was told of a table that has only grown, to the last digit', async () => {
  const rows = await came('(0.01), (-0.02)');
  expect(await totalOf(['1.10', '2.20', '0.01', '-0.02'], { rows, isGrowth: true })).toBe('999.99');
});

it('tells again what was told of a table that came out the same', async () => {
  expect(await totalOf(['1.10', '2.20'], {})).toBe('1000.00');
});

it('reads all rows where some went, where one came twice, and where nothing is known', async () => {
  const rows = await came('(0.01)');
  expect(await totalOf(['1.10', '0.01'], { rows })).toBe('1.11');
  expect(await totalOf(['1.10', '2.20', '0.01', '0.01'], { rows, isGrowth: true })).toBe('3.32');
  expect(await totalOf(['1.10', '2.20'])).toBe('3.30');
});
