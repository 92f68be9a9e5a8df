import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { rowsOf } from '../../src/table.js';

const feature = readFileSync('sql/feature/customer_item.sql', 'utf8');

/** By hand: customer 1 bought product 10 twice and 9 once, customer 2 only after the as-of date, 3 product 123 on it and 10 ten days before, -1 is nobody. */
const sold =
  '(1, 10, 20240101), (1, 9, 20240120), (1, 10, 20240130), (2, 9, 20240201), (-1, 9, 20240101), (3, -1, 20240101), (3, 123, 20240131), (3, 10, 20240121)';

describe('feature.customer_item', () => {
  let engine: DuckDb;

  beforeAll(async () => {
    engine = await openDuckDb();
    await engine.replace(
      'mart.basket',
      `select * from (values ${sold}) as t (customer_durable_key, product_durable_key, date_key)`,
    );
    await engine.replace(
      'dw.dim_date',
      "select cast(strftime(d, '%Y%m%d') as integer) as date_key, d as full_date from (select date '2024-01-01' + cast(n as integer) as d from range(40) as t (n)) as days",
    );
    await engine.replace(
      'dw.dim_customer',
      "select k as customer_key, 'c' || k as customer_id from range(1, 4) as t (k)",
    );
    await engine.replace('conform.as_of', "select date '2024-01-31' as as_of");
  });

  afterAll(() => engine.close());

  const rows = async (hasBaskets: boolean) => {
    await engine.replace('conform.setting', `select ${hasBaskets} as has_baskets`);
    return rowsOf(await engine.query(`select * from (${feature}) order by customer_durable_key`));
  };

  it('lists what each customer bought in the order of the keys, with the days since the last time', async () => {
    expect(await rows(true)).toEqual([
      {
        customer_durable_key: 1,
        customer_id: 'c1',
        as_of: '2024-01-31',
        items: 2,
        item_list: '9 10',
        bought_list: '9:11 10:1',
      },
      {
        customer_durable_key: 3,
        customer_id: 'c3',
        as_of: '2024-01-31',
        items: 2,
        item_list: '10 123',
        bought_list: '10:10 123:0',
      },
    ]);
  });

  it('is empty where no suggestion is asked for: its lists would be the dearest of a night', async () => {
    expect(await rows(false)).toEqual([]);
  });
});

describe('mart.basket', () => {
  it('gives a product to the one customer whom its lines name, and to nobody where they name two', async () => {
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
    const basket = readFileSync('sql/mart/basket.sql', 'utf8');
    const told = rowsOf(await engine.query(`select * from (${basket}) order by order_id, product_durable_key`));
    await engine.close();
    expect(told.map(row => [row.order_id, row.product_durable_key, row.customer_durable_key])).toEqual([
      ['o1', 1, -1],
      ['o1', 2, 3],
      ['o1', 3, -1],
      ['o2', 1, 2],
    ]);
  });
});
