import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StarBench, starBench } from '../../fixtures/star-bench.js';

/*
 * A date to look back from moves on, jumps and goes back, and only customers for whom something enters or leaves a window are counted anew.
 * Truth: what a night makes of the one before equals what it makes of nothing; and the counts are worked out by hand from the records below.
 */
const lines = `order,day,who,way,n,price
a1,2023-01-10,ann,web,1,10
b1,2023-12-20,bea,web,1,20
b1,2024-01-05,bea,shop,2,20
b2,2024-01-05,bea,shop,-1,20
c1,2023-03-01,cid,shop,1,7
c1,2023-03-01,dan,web,1,8
c2,2023-09-30,cid,web,1,9
e1,2024-02-29,eve,,1,1
`;

const project = (asOf: string) => `
as_of: ${asOf}
segment: {}
sources: { lines: { files: 'lines*.csv' }, people: { files: people.csv } }
entities:
  customer: [{ source: people, columns: { customer_id: id, birth_date: born, registered_on: since } }]
  order_line:
    - source: lines
      columns: { order_id: order, ordered_at: day, customer_id: who, channel_id: way, quantity: n, unit_price: price }
`;

/** On, until Ann's only order is a year old; back to between the two days of Bea's; on till one of these is of the last 90 days alone; far on; back before most. */
const dates = [
  '2024-01-08',
  '2024-01-09',
  '2024-01-10',
  '2024-01-04',
  '2024-03-25',
  '2024-04-05',
  '2025-02-28',
  '2023-03-01',
];

const wanted = ['feature.customer', 'feature.rfm'];
const windows = `select customer_id, sale_orders_90_days as n90, sale_orders_previous_90_days as n180, sale_orders_365_days as n365,
  cast(revenue_90_days as double) as r90, cast(revenue_previous_90_days as double) as r180, cast(revenue_365_days as double) as r365
  from feature.customer order by 1`;

const ages = 'select customer_id, age_years from feature.customer';

let dir: string;
let bench: StarBench;
const statuses = new Map<string, Record<string, string>>();
type Rows = Record<string, unknown>[];
const found = new Map<string, { contents: Map<string, string[]>; windows: Rows; ages: Rows }>();

async function lookFrom(asOf: string): Promise<Record<string, string>> {
  writeFileSync(join(dir, 'custometry.yaml'), project(asOf));
  const built = await bench.night(new Date('2026-02-01T02:00:00Z'));
  return Object.fromEntries(built.map(({ name, status }) => [name, status]));
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'custometry-feature-nights-'));
  writeFileSync(join(dir, 'lines.csv'), lines);
  writeFileSync(join(dir, 'people.csv'), 'id,born,since\nann,1990-01-09,2023-01-01\nbea,2000-02-29,2024-01-01\n');
  bench = await starBench(dir, wanted);
  for (const asOf of dates) {
    statuses.set(asOf, await lookFrom(asOf));
    found.set(asOf, {
      contents: await bench.contents(),
      windows: await bench.rows(windows),
      ages: await bench.rows(ages),
    });
  }
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const windowsOf = (asOf: string, id: string) =>
  Object.values(found.get(asOf)?.windows.find(row => row.customer_id === id) ?? {}).slice(1);

describe('features of a customer, from night to night', () => {
  it.each(dates)('are from %s what they are made of nothing', async asOf => {
    await bench.clear();
    await lookFrom(asOf);
    expect(Object.fromEntries(await bench.contents())).toEqual(Object.fromEntries(found.get(asOf)?.contents ?? []));
  });

  it('count an order of two days where it begins, and what it came to on each of them', () => {
    expect(windowsOf('2024-01-04', 'bea')).toEqual([1, 0, 1, 20, 0, 20]);
    expect(windowsOf('2024-01-08', 'bea')).toEqual([1, 0, 1, 40, 0, 40]);
    expect(windowsOf('2024-03-25', 'bea')).toEqual([0, 1, 1, 20, 20, 40]);
    expect(windowsOf('2024-04-05', 'bea')).toEqual([0, 1, 1, 0, 40, 40]);
    expect(windowsOf('2025-02-28', 'bea')).toEqual([0, 0, 0, 0, 0, 0]);
    expect(windowsOf('2023-03-01', 'bea')).toEqual([]);
  });

  it('count the 365th day back, and no day before it', () => {
    expect(windowsOf('2024-01-09', 'ann')).toEqual([0, 0, 1, 0, 0, 10]);
    expect(windowsOf('2024-01-10', 'ann')).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('count completed years: on a birthday, and on the last of February for who was born on a 29th', () => {
    const ageOf = (asOf: string, id: string) => found.get(asOf)?.ages.find(row => row.customer_id === id)?.age_years;
    expect(['2024-01-08', '2024-01-09', '2024-01-10'].map(asOf => ageOf(asOf, 'ann'))).toEqual([33, 34, 34]);
    expect(['2024-01-08', '2024-03-25', '2025-02-28'].map(asOf => ageOf(asOf, 'bea'))).toEqual([23, 24, 25]);
  });

  it('count anew only whom a line, or a day that enters or leaves a window, concerns', () => {
    const of = (asOf: string, name: string) => statuses.get(asOf)?.[`feature.customer_${name}`];
    expect(dates.map(asOf => of(asOf, 'order'))).toEqual([
      'built',
      'kept',
      'part',
      'part',
      'part',
      'part',
      'part',
      'part',
    ]);
    expect([of('2024-01-10', 'rhythm'), of('2024-01-10', 'habit')]).toEqual(['kept', 'kept']);
    expect([of('2024-01-04', 'rhythm'), of('2024-01-04', 'habit')]).toEqual(['part', 'part']);
  });
});
