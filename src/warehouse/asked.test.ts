import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Workbench, workbench } from '../../fixtures/workbench.js';
import { rowsOf } from '../table.js';
import { ourSql } from './our-sql.js';
import { openReader, reading } from './reading.js';
import type { RunResult } from './result.js';
import { openSession } from './session.js';

/*
 * A company whose customers nobody groups, then for a night somebody does, then not. Truth: what nights give equals what is made of nothing, and
 * what is made when asked for equals what is stored when a model reads it.
 */
const project = (more = '') => `
as_of: 2024-12-31
sources: { lines: { files: 'lines*.csv' }, people: { files: people.csv } }
entities:
  customer: [{ source: people, columns: { customer_id: id, country: country, birth_date: born, registered_on: since, updated_at: changed } }]
  order_line:
    - source: lines
      columns: { order_id: order, ordered_at: at, customer_id: who, product_id: sku, channel_id: way, kind: kind, quantity: n, unit_price: price, discount_amount: off }
${more}`;

const people = `id,country,born,since,changed
c1,AT,1990-12-31,2023-12-31,2023-12-31
c1,DE,1990-12-31,2023-12-31,2024-06-01
c2,,1992-02-29,2024-01-01,2023-12-31
`;

/** Sundays are among the days, and hours of all parts of the day. */
const lines = (from: number, to: number) => {
  const each = Array.from({ length: to - from }, (_, at) => {
    const n = from + at;
    const day = new Date(Date.UTC(2023, 10, 1 + ((n * 37) % 420))).toISOString().slice(0, 10);
    const isReturn = n % 7 === 0;
    const time = n % 5 === 0 ? '00:00' : `${String(n % 24).padStart(2, '0')}:30`;
    return `o${n % 90},${day} ${time},c${n % 31},p${n % 6},${n % 3 ? 'web' : ''},${isReturn ? 'return,-1' : 'sale,2'},${n % 13},${n % 4 ? 0 : 1}`;
  });
  return `order,at,who,sku,way,kind,n,price,off\n${each.join('\n')}\n`;
};

const on = 'segment: { k: 2, columns: [revenue, sale_orders, weekend_share] }\n';

/** A table and a check of the project, which read what nobody else does. */
const country = `-- One row per country: its customers and what they brought.
-- key: country
select coalesce(country, '?') as country, count(*) as customers, sum(revenue) as revenue
from feature.customer_behaviour
group by coalesce(country, '?')
`;
const check = '-- Customers with less than no order.\nselect customer_id from feature.customer where orders < 0\n';

let bench: Workbench;
let asked: string[];
const nights: RunResult[] = [];
const found: Map<string, string[]>[] = [];

/** A night of the project, with more lines or none; answers all that stands after it, and after a rebuild. */
async function night(settings: string, more?: string): Promise<void> {
  bench.write('custometry.yaml', project(settings));
  if (more) bench.write(`lines${nights.length}.csv`, more);
  nights.push(await bench.run());
  found.push(await bench.contents({ tables: /^meta\./ }));
}

async function rebuilt(): Promise<Map<string, string[]>> {
  const again = bench.copy();
  await again.run({ rebuild: true });
  const contents = await again.contents({ tables: /^meta\./ });
  again.close();
  return contents;
}

beforeAll(async () => {
  asked = (await ourSql()).filter(one => one.for).map(one => one.table);
  bench = workbench(project(), { 'people.csv': people });
  bench.write('sql/report/country.sql', country);
  bench.write('sql/check/order_count.sql', check);
  await night('', lines(0, 400));
  await night('', lines(400, 440));
});
afterAll(() => bench.close());

describe('tables that only models read', () => {
  it('are views while the project has none of these, whatever of its own reads them', async () => {
    expect(asked).toContain('feature.customer_behaviour');
    const views = await bench.rows(
      "select table_schema || '.' || table_name as name from information_schema.views order by 1",
    );
    expect(views.map(({ name }) => name)).toEqual(expect.arrayContaining(asked));
    const rows = await bench.rows(
      `select cast(row(country, customers, revenue) as varchar) as line from (${country}) order by 1`,
    );
    expect(found[1]?.get('report.country')).toEqual(rows.map(({ line }) => line));
    expect(found[0]?.get('report.country')).not.toEqual(found[1]?.get('report.country'));
  });

  it('are stored while it has one, and then views with the same rows: each time what a rebuild makes', async () => {
    await night(on, lines(440, 480));
    const stored = await rebuilt();
    expect(stored).toEqual(found[2]);
    await night('');
    expect(await rebuilt()).toEqual(found[3]);
    const rows = (of: Map<string, string[]> | undefined) => asked.map(table => [table, of?.get(table)]);
    expect(rows(found[3])).toEqual(rows(stored));
    expect(asked.filter(table => stored.get(table)?.length === 0)).toEqual([]);
  });

  it('are told of by the nights that store them, and by no other', () => {
    const told = nights.map(({ tables }) => tables.filter(({ name }) => asked.includes(name)));
    expect(told.map(each => each.map(({ status }) => status))).toEqual([[], [], asked.map(() => 'built'), []]);
  });

  it('say why they are made once a model reads them, and are counted when asked for how long they are', async () => {
    const warehouse = await bench.open();
    const entry = (await warehouse.tables()).find(({ name }) => name === 'feature.customer');
    expect(entry?.rows).toBe(found.at(-1)?.get('feature.customer')?.length);
    const off = await warehouse.plan();
    await warehouse.close();
    expect(off.tables.filter(({ name }) => asked.includes(name))).toEqual([]);
    bench.write('custometry.yaml', project(on));
    const switched = await bench.open();
    const { tables } = await switched.plan();
    await switched.close();
    bench.write('custometry.yaml', project());
    expect(tables.find(({ name }) => name === 'feature.customer_order')).toEqual({
      name: 'feature.customer_order',
      action: 'build',
      why: 'until now it was made only when asked for',
    });
  });
});

/** A reader has its own words, some of which answer otherwise: a view must not have such. */
it('every view gives with the words of the engine what it gives with ours', async () => {
  const session = await openSession({ project: bench.dir });
  const views =
    "select table_schema || '.' || table_name as name from information_schema.views where table_schema <> 'main'";
  const each = async (engine: Awaited<ReturnType<typeof openReader>>) => {
    const names = rowsOf(await engine.query(`${views} and table_catalog = current_database() order by 1`));
    const texts = names.map(async ({ name }) => [
      name,
      rowsOf(await engine.query(`select cast(v as varchar) as line from ${name} as v order by 1`)),
    ]);
    return Object.fromEntries(await Promise.all(texts));
  };
  const reader = await openReader(session);
  const plain = await each(reader).finally(() => reader.close());
  const ours = await reading(session, each);
  expect(Object.keys(ours)).toEqual(expect.arrayContaining(asked));
  expect(plain).toEqual(ours);
});
