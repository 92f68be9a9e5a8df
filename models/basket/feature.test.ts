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
