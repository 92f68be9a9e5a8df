import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type Workbench, workbench } from '../../fixtures/workbench.js';

let bench: Workbench;
afterEach(() => bench.close());

const project = `
as_of: 2026-01-31
sources: { lines: { files: lines.csv } }
entities:
  order_line:
    - source: lines
      columns: { order_id: order, ordered_at: day, customer_id: who, kind: kind, quantity: n, unit_price: price }
`;
const header = 'order,day,who,kind,n,price\n';

// By hand: o1 and o2 have a sale, o3 is a return of another day alone; 2 × 5 + 7 - 5.
it('a run and its page count one number of orders: those with a sale', async () => {
  const sales = 'o1,2026-01-01,A,sale,2,5\no2,2026-01-02,B,sale,1,7\no2,2026-01-02,B,shipping,1,0\n';
  bench = workbench(project, { 'lines.csv': `${header}${sales}o3,2026-01-09,A,return,-1,5\n` });
  const { findings } = await bench.run();
  expect(findings[0]).toBe('2 orders by 2 known customers, revenue 12.00 EUR');
  const page = readFileSync(join(bench.dir, 'reports', 'latest', 'report.html'), 'utf8');
  expect(page).toContain('2 orders and 2 known customers');
  const days = await bench.rows('select orders, return_amount from report.day order by full_date');
  expect(days.map(Object.values)).toEqual([
    [1, 0],
    [1, 0],
    [0, 5],
  ]);
});

// By hand: A brings 6 of 6 + 2.
it('what nobody is known to have bought is not said to be of known customers', async () => {
  bench = workbench(project, { 'lines.csv': `${header}o1,2026-01-01,A,sale,1,6\no2,2026-01-02,,sale,1,2\n` });
  const { findings } = await bench.run();
  expect(findings[0]).toBe('2 orders, revenue 8.00 EUR, 75.0 % of it by 1 known customer');
  expect(await bench.rows('select known_revenue as known from report.day order by full_date')).toEqual([
    { known: 6 },
    { known: 0 },
  ]);
});

// By hand: A got 5 back, nobody known brought 2; 5 of 3 would be more than all.
it('of less than nothing there is no share of known customers', async () => {
  const sale = 'o1,2026-01-01,,sale,1,2\n';
  bench = workbench(project, { 'lines.csv': `${header}${sale}o3,2026-01-09,A,return,-1,5\n` });
  const { findings } = await bench.run();
  expect(findings[0]).toBe('1 order, revenue -3.00 EUR, 1 known customer');
});

it('returns alone are no orders, and said with what they take', async () => {
  bench = workbench(project, { 'lines.csv': `${header}o3,2026-01-31,A,return,-1,5\n` });
  const { findings } = await bench.run();
  expect(findings[0]).toBe('0 orders by 1 known customer, revenue -5.00 EUR');
  const months = await bench.rows('select month_start, orders, revenue, is_unfinished from report.month');
  expect(months.map(Object.values)).toEqual([['2026-01-01', 0, -5, false]]);
});

it('lines after the date that is looked back from are no orders yet', async () => {
  bench = workbench(project, { 'lines.csv': `${header}o1,2026-03-01,A,sale,1,5\n` });
  expect((await bench.run()).findings).toEqual(['no orders yet']);
});

it('without orders and without a date of the project there is none to look back from, which is said', async () => {
  const people = `
sources: { people: { files: people.csv } }
entities: { customer: [{ source: people, columns: { customer_id: who } }] }
`;
  bench = workbench(people, { 'people.csv': 'who\nA\n' });
  expect((await bench.run()).findings).toEqual([
    'no orders yet, and so no date to look back from: as_of of the project file says one',
  ]);
});
