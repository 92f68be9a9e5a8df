import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type StarBench, starBench } from '../../fixtures/star-bench.js';

const project = (payments: string) => `
sources:
  lines: { files: 'lines*.csv' }
  bank: { files: 'bank*.csv', optional: true }
entities:
  order_line: [{ source: lines, columns: { order_id: id, ordered_at: day, customer_id: who, net_amount: amount } }]
${payments}`;

const payments =
  '  payment: [{ source: bank, columns: { payment_id: id, customer_id: who, paid_at: day, amount: amount } }]\n';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'custometry-months-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function company(mapped: string): Promise<StarBench> {
  writeFileSync(join(dir, 'custometry.yaml'), project(mapped));
  return starBench(dir, ['mart.customer_month']);
}

/** Delivers lines and says what becomes of the table. */
async function night(bench: StarBench, name: string, ...rows: string[]): Promise<string | undefined> {
  writeFileSync(join(dir, `${name}.csv`), `id,day,who,amount\n${rows.join('\n')}\n`);
  const built = await bench.night(new Date(0));
  return built.find(one => one.name === 'mart.customer_month')?.status;
}

const months = (bench: StarBench) =>
  bench
    .rows(`select customer_id, month(month_start) as month, orders, revenue, paid_amount, opening_balance, closing_balance, average_balance
      from mart.customer_month join dw.dim_customer using (customer_key) order by 1, 2`)
    .then(rows => rows.map(row => Object.values(row)));

/** Truth: what is made in parts is what is made from nothing, of the same deliveries. */
async function sameFromNothing(bench: StarBench): Promise<void> {
  const grown = (await bench.contents()).get('mart.customer_month');
  await bench.clear();
  await bench.night(new Date(0));
  expect((await bench.contents()).get('mart.customer_month')).toEqual(grown);
}

it('the months of a customer are made anew for who has new lines, and a month that begins for all', async () => {
  const bench = await company('');
  expect(await night(bench, 'lines1', '1,2024-01-10,a,5', '2,2024-02-01,b,7')).toBe('built');
  expect(await night(bench, 'lines2', '3,2024-02-20,a,1', '1,2024-02-20,a,-2')).toBe('part');
  expect(await months(bench)).toEqual([
    ['a', 1, 1, 5, null, null, null, null],
    ['a', 2, 2, -1, null, null, null, null],
    ['b', 2, 1, 7, null, null, null, null],
  ]);
  expect(await night(bench, 'lines3', '4,2024-04-01,b,3')).toBe('part');
  const a = [
    ['a', 1, 1, 5],
    ['a', 2, 2, -1],
    ['a', 3, 0, 0],
    ['a', 4, 0, 0],
  ];
  const b = [
    ['b', 2, 1, 7],
    ['b', 3, 0, 0],
    ['b', 4, 1, 3],
  ];
  expect((await months(bench)).map(row => row.slice(0, 4))).toEqual([...a, ...b]);
  // A late line, before the first of its customer, in the night that begins a month.
  expect(await night(bench, 'lines4', '5,2024-01-31,b,2', '6,2024-05-02,c,9')).toBe('part');
  expect((await months(bench)).map(row => row.slice(0, 4))).toEqual([
    ...[...a, ['a', 5, 0, 0]],
    ...[['b', 1, 1, 2], ...b, ['b', 5, 0, 0]],
    ...[['c', 5, 1, 9]],
  ]);
  await sameFromNothing(bench);
});

it('balances are taken up to the as-of date, so a later one makes the months it ends and begins anew', async () => {
  const bench = await company(payments);
  writeFileSync(join(dir, 'bank1.csv'), 'id,day,who,amount\np1,2024-02-11,a,20\np2,2024-02-21,a,10\n');
  expect(await night(bench, 'lines1', '1,2024-01-22,a,31', '2,2024-02-20,b,4')).toBe('built');
  // a: 31 from January 22 is 31 × 10 days of 31; then 31 for ten days of February and 11 for ten of its 20. b: 4 on the last of 20 days.
  const a = ['a', 1, 1, 31, 0, 0, 31, 10];
  expect(await months(bench)).toEqual([a, ['a', 2, 0, 0, 20, 31, 11, 21], ['b', 2, 1, 4, 0, 0, 4, 0.2]]);
  // The second payment is a day after the first as-of date. b: 4 for five days and 5 for one, of 25.
  expect(await night(bench, 'lines2', '3,2024-02-25,b,1')).toBe('part');
  expect(await months(bench)).toEqual([a, ['a', 2, 0, 0, 30, 31, 1, 17], ['b', 2, 2, 5, 0, 0, 5, 1]]);
  // Two months on, b has paid their 5 on March 11. Of the 29 days of February, a owes 31 for ten, 11 for ten and 1 for nine: 429 / 29;
  // b 4 for five and 5 for five. In March b owes 5 for ten of 31 days.
  writeFileSync(join(dir, 'bank2.csv'), 'id,day,who,amount\np3,2024-03-11,b,5\n');
  expect(await night(bench, 'lines3', '4,2024-04-01,c,8')).toBe('part');
  expect(await months(bench)).toEqual([
    ...[a, ['a', 2, 0, 0, 30, 31, 1, 14.7931], ['a', 3, 0, 0, 0, 1, 1, 1], ['a', 4, 0, 0, 0, 1, 1, 1]],
    ...[
      ['b', 2, 2, 5, 0, 0, 5, 1.5517],
      ['b', 3, 0, 0, 5, 5, 0, 1.6129],
      ['b', 4, 0, 0, 0, 0, 0, 0],
    ],
    ...[['c', 4, 1, 8, 0, 0, 8, 8]],
  ]);
  await sameFromNothing(bench);
});

it('very large orders have a balance on each day, to the last digit', async () => {
  const bench = await company(payments);
  const lines = Array.from({ length: 200 }, () => '1,2024-01-01,a,99999999999.9999');
  expect(await night(bench, 'lines1', ...lines, '1,2024-01-01,a,0.0001')).toBe('built');
  // Of 18 digits, as no double has.
  const owed = '19999999999999.9801';
  expect(
    await bench.rows(`select cast(closing_balance as varchar) as closing, cast(average_balance as varchar) as average
      from mart.customer_month`),
  ).toEqual([{ closing: owed, average: owed }]);
});

it('an average half-way between two ten-thousandths is rounded away from zero', async () => {
  const bench = await company(payments);
  writeFileSync(join(dir, 'bank1.csv'), 'id,day,who,amount\np1,2024-01-24,b,7342.65\n');
  expect(await night(bench, 'lines1', '1,2024-01-24,a,7342.65')).toBe('built');
  // One of 24 days: 7342.65 / 24 = 305.94375, which no double is; the nearest lies below it.
  expect((await months(bench)).map(row => row.at(-1))).toEqual([305.9438, -305.9438]);
});
