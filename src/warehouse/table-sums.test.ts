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
async function totalOf(
  amounts: string[],
  change?: Pick<Change, 'rows' | 'isGrowth' | 'signed'>,
): Promise<string | undefined> {
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

it('reads all rows of a table of which a column was left out when its totals were taken', async () => {
  await totalOf(['1.10', '2.20'], {});
  await engine.replace('dw.sale', 'select *, cast(5 as decimal(38, 4)) as fee from dw.sale');
  const built = { name: 'dw.sale', rows: 2, status: 'built', reason: '', elapsed_ms: 0 } as const;
  const same = new Map([['dw.sale', { from: 'then', to: 'now' }]]);
  expect((await tableSums(engine, [built], same)).map(({ total }) => total)).toEqual(['3.30', '10.0000']);
});

// Truth: the sums by hand. 99…9 of 34 digits before the point, three times, has 35, more than decimal(38, 4) holds.
it('tells the total of the widest decimals too, beyond what one of them holds', async () => {
  const most = '9'.repeat(34);
  const values = [`'${most}.9999'`, `'${most}.9999'`, `'${most}.9999'`, "'-0.5'"];
  const rows = values.map(value => `(cast(${value} as decimal(38, 4)), cast(0.1 as decimal(9, 2)))`).join(', ');
  await engine.replace('dw.wide', `select * from (values ${rows}) as one (amount, small)`);
  await engine.replace('meta.fingerprint', "select 'dw.wide' as table_name, 'now' as fingerprint");
  const built = { name: 'dw.wide', rows: values.length, status: 'built', reason: '', elapsed_ms: 0 } as const;
  const totals = await tableSums(engine, [built], new Map());
  expect(totals.map(({ column, total }) => [column, total])).toEqual([
    ['amount', `2${'9'.repeat(34)}.4997`],
    ['small', '0.40'],
  ]);
  await engine.replace(
    'dw.wide',
    "select cast('12345678901234567890.12' as decimal(38, 4)) as amount from range(2) as two (n)",
  );
  expect(await tableSums(engine, [built], new Map())).toMatchObject([{ total: '24691357802469135780.2400' }]);
});

// What was told is no sum of the rows that stand here: so it shows whether they were read.
it('adds what came to what was told of a table that has only grown, to the last digit', async () => {
  const rows = await came('(0.01), (-0.02)');
  expect(await totalOf(['1.10', '2.20', '0.01', '-0.02'], { rows, isGrowth: true })).toBe('999.99');
});

it('adds what came to, and takes what went from, what was told of a table of which both are known, each as often', async () => {
  const before = 'select cast(amount as decimal(18, 2)) as amount from (values (1.10), (1.10), (2.20)) as one (amount)';
  const after = 'select cast(amount as decimal(18, 2)) as amount from (values (2.20), (7.00)) as one (amount)';
  const { name, signed } = await engine.difference(before, after);
  // Two of two rows went: of the three that are told of here, that is one too few, and so all are read.
  expect(await totalOf(['2.20'], { rows: name, signed })).toBe('1004.80');
  expect(await totalOf(['2.20', '7.00'], { rows: name, signed })).toBe('9.20');
});

it('tells again what was told of a table that came out the same', async () => {
  expect(await totalOf(['1.10', '2.20'], {})).toBe('1000.00');
});

it('reads all rows where some went, where one came twice, and where nothing is known', async () => {
  const rows = await came('(0.01)');
  expect(await totalOf(['1.10', '0.01'], { rows })).toBe('1.11');
  // One went and another came twice: there is one row more, as if one had come.
  expect(await totalOf(['1.10', '0.01', '0.01'], { rows })).toBe('1.12');
  expect(await totalOf(['1.10', '2.20', '0.01', '0.01'], { rows, isGrowth: true })).toBe('3.32');
  expect(await totalOf(['1.10', '2.20'])).toBe('3.30');
});

// The rows that stand here were not told of: so it shows whether they were read.
it('reads nothing of a table without rows: its totals are zero, with the digits of the column', async () => {
  await engine.replace('dw.none', 'select cast(5 as decimal(18, 2)) as amount, cast(5 as decimal(9, 0)) as pieces');
  await engine.replace('meta.fingerprint', "select 'dw.none' as table_name, 'now' as fingerprint");
  const built = { name: 'dw.none', rows: 0, status: 'built', reason: '', elapsed_ms: 0 } as const;
  expect((await tableSums(engine, [built], new Map())).map(({ total }) => total)).toEqual(['0.00', '0']);
});
