import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { starBench } from '../../fixtures/star-bench.js';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { rowsOf } from '../../src/table.js';

const feature = readFileSync('sql/feature/customer_item.sql', 'utf8');

/**
 * By hand: customer 1 bought product 10 twice and 9 once, customer 2 only after the as-of date, 3 product 123 on it and 10 ten days before, -1 is
 * nobody. o1 is of 1 and 3, who both bought product 7 in it, 3 a day later too; what 3 gave back, and what was charged, is nothing bought.
 */
const sold = `
  ('o1', 1, 10, 'sale', '2024-01-01'), ('o1', 1, 7, 'sale', '2024-01-01'), ('o1', 3, 7, 'sale', '2024-01-01'),
  ('o1', 3, 7, 'sale', '2024-01-02 23:59:59'), ('o1', 3, 8, 'return', '2024-01-02'), ('o1', 3, -2, 'fee', '2024-01-01'),
  ('o2', 1, 9, 'sale', '2024-01-20'), ('o3', 1, 10, 'sale', '2024-01-30'), ('o4', 2, 9, 'sale', '2024-02-01'),
  ('o5', -1, 9, 'sale', '2024-01-01'), ('o6', 3, -1, 'sale', '2024-01-01'), ('o7', 3, 123, 'sale', '2024-01-31 18:00:00'),
  ('o8', 3, 10, 'sale', '2024-01-21')`;

describe('feature.customer_item', () => {
  let engine: DuckDb;

  beforeAll(async () => {
    engine = await openDuckDb();
    await engine.replace(
      'dw.fact_order_line',
      `select order_id, customer_durable_key, product_durable_key, kind, cast(day as timestamp) as ordered_at
      from (values ${sold}) as t (order_id, customer_durable_key, product_durable_key, kind, day)`,
    );
    await engine.replace(
      'dw.dim_customer',
      "select k as customer_key, 'c' || k as customer_id from range(1, 4) as t (k)",
    );
    await engine.replace('conform.as_of', "select date '2024-01-31' as as_of");
  });

  afterAll(() => engine.close());

  it('lists what each customer bought by the line in the order of the keys, with the days since the last time', async () => {
    const rows = rowsOf(await engine.query(`select * from (${feature}) order by customer_durable_key`));
    expect(rows).toEqual([
      {
        customer_durable_key: 1,
        customer_id: 'c1',
        as_of: '2024-01-31',
        items: 3,
        item_list: '7 9 10',
        bought_list: '7:30 9:11 10:1',
      },
      {
        customer_durable_key: 3,
        customer_id: 'c3',
        as_of: '2024-01-31',
        items: 3,
        item_list: '7 10 123',
        bought_list: '7:29 10:10 123:0',
      },
    ]);
  });
});

describe('mart.basket', () => {
  it('gives each customer what their lines name, while feature.item counts the order once', async () => {
    const engine = await openDuckDb();
    // o1 sells product 1 to customers 2 and 3, product 2 to 3 and to nobody known, product 3 to nobody known.
    const lines = "('o1', 1, 3), ('o1', 1, 2), ('o1', 2, 3), ('o1', 2, -1), ('o1', 3, -1), ('o2', 1, 2), ('o2', 1, 2)";
    await engine.replace(
      'dw.fact_order_line',
      `select 'shop' as source, *, 'sale' as kind, timestamp '2024-01-30' as ordered_at, 20240130 as date_key, 1 as quantity,
        5.0 as net_amount_reporting, null::decimal(18, 4) as cost_amount_reporting
      from (values ${lines}) as t (order_id, product_durable_key, customer_durable_key)`,
    );
    await engine.replace('conform.as_of', "select date '2024-01-31' as as_of");
    await engine.replace(
      'dw.dim_product',
      `select k as product_key, k as current_key, 'shop' as source, 'p' || k as product_id, null::varchar as name, null::varchar as category,
        null::varchar as category_path, null::varchar as subcategory
      from range(1, 4) as t (k)`,
    );
    await engine.replace(
      'mart.order_summary',
      'select distinct source, order_id, customer_durable_key, date_key from dw.fact_order_line',
    );
    await engine.replace('mart.basket', readFileSync('sql/mart/basket.sql', 'utf8'));
    await engine.replace('feature.item', readFileSync('sql/feature/item.sql', 'utf8'));
    const told = rowsOf(await engine.query('select * from mart.basket order by order_id, 4, 3'));
    const items = rowsOf(await engine.query('select item, orders from feature.item order by item'));
    await engine.close();
    expect(
      told.map(row => [row.order_id, row.product_durable_key, row.customer_durable_key, Number(row.quantity)]),
    ).toEqual([
      ['o1', 1, 2, 1],
      ['o1', 1, 3, 1],
      ['o1', 2, -1, 1],
      ['o1', 2, 3, 1],
      ['o1', 3, -1, 1],
      ['o2', 1, 2, 2],
    ]);
    expect(items.map(({ item, orders }) => [item, orders])).toEqual([
      [1, 2],
      [2, 1],
      [3, 1],
    ]);
  });
});

describe('a project that comes to have baskets', () => {
  const dir = mkdtempSync(join(tmpdir(), 'custometry-baskets-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('has its features of baskets made then, and nothing else anew', async () => {
    const project = `
sources: { till: { files: till.csv } }
entities:
  order_line: [{ source: till, columns: { order_id: order, ordered_at: day, customer_id: who, product_id: what, net_amount: { default: 2 } } }]
`;
    writeFileSync(join(dir, 'till.csv'), 'order,day,who,what\no1,2024-01-01,a,tea\no1,2024-01-01,b,tea\n');
    writeFileSync(join(dir, 'custometry.yaml'), project);
    const features = ['feature.customer_item', 'feature.item'];
    const bench = await starBench(dir, features);
    const night = async (at: number) => {
      const built = await bench.night(new Date(Date.UTC(2024, 1, at)));
      const counts = features.map(name => bench.rows(`select count(*) as n from ${name}`));
      const made = built
        .filter(({ status }) => status !== 'kept')
        .map(({ name }) => name)
        .sort();
      return { made, rows: (await Promise.all(counts)).map(([one]) => Number(one?.n)) };
    };
    expect((await night(1)).rows).toEqual([0, 0]);
    writeFileSync(join(dir, 'custometry.yaml'), `basket: {}${project}`);
    expect(await night(2)).toEqual({ made: features, rows: [2, 1] });
  });
});
