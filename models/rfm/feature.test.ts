import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { rowsOf } from '../../src/table.js';

const feature = readFileSync('sql/feature/rfm.sql', 'utf8');
const before = ['mart.order_summary', 'mart.customer'];

/** Each line: source, order, customer, day, kind, net amount. */
const lines = [
  "('shop', '1', 1, '2024-01-01', 'sale', 10.5)",
  "('shop', '1', 1, '2024-01-01', 'shipping', 4)",
  "('till', '1', 1, '2024-01-10', 'sale', 20)",
  "('shop', '2', 1, '2024-01-20', 'return', -10.5)",
  "('shop', '3', 1, '2024-02-01', 'sale', 1000)",
  "('shop', '4', 2, '2024-01-05', 'return', -5)",
  "('shop', '4', 2, '2024-01-04', 'fee', 1.2345)",
  "('shop', '5', 3, '2024-02-01', 'sale', 7)",
  "('shop', '6', -1, '2024-01-01', 'sale', 99)",
  "('shop', '7', 4, null, 'sale', 99)",
  "('shop', '8', 5, '2024-01-31', 'sale', null)",
];

describe('feature.rfm', () => {
  let engine: DuckDb;
  beforeAll(async () => {
    engine = await openDuckDb();
  });
  beforeEach(async () => {
    await engine.replace('conform.as_of', "select date '2024-01-31' as as_of");
    await engine.replace('conform.setting', "select 'with_sale' as rfm_orders");
    await engine.replace(
      'dw.dim_customer',
      "select k as customer_key, k as current_key, 'c' || k as customer_id from range(1, 6) as t (k)",
    );
    await engine.replace('dw.fact_order_line', factOf(lines));
  });
  afterAll(() => engine.close());

  const rows = async () => {
    for (const table of before) await engine.replace(table, readFileSync(`sql/${table.replace('.', '/')}.sql`, 'utf8'));
    return rowsOf(await engine.query(`select * from (${feature}) order by customer_durable_key`));
  };

  it('counts sale orders, nets returns, looks back from the as-of date and knows nothing after it', async () => {
    expect(await rows()).toEqual([
      { customer_durable_key: 1, customer_id: 'c1', as_of: '2024-01-31', recency_days: 21, frequency: 2, monetary: 24 },
      {
        customer_durable_key: 2,
        customer_id: 'c2',
        as_of: '2024-01-31',
        recency_days: 26,
        frequency: 0,
        monetary: -3.7655,
      },
      { customer_durable_key: 5, customer_id: 'c5', as_of: '2024-01-31', recency_days: 0, frequency: 1, monetary: 0 },
    ]);
  });

  it('counts orders of every kind where the project says so', async () => {
    await engine.replace('conform.setting', "select 'all' as rfm_orders");
    const measures = (await rows()).map(row => [row.customer_id, row.recency_days, row.frequency]);
    expect(measures).toEqual([
      ['c1', 11, 3],
      ['c2', 26, 1],
      ['c5', 0, 1],
    ]);
  });

  it('is empty where there is nothing to look back on', async () => {
    await engine.replace('conform.as_of', "select date '2023-12-31' as as_of");
    expect(await rows()).toEqual([]);
    await engine.replace('conform.as_of', 'select cast(null as date) as as_of where false');
    expect(await rows()).toEqual([]);
  });

  it('shows an order to each of its customers', async () => {
    await engine.replace(
      'dw.fact_order_line',
      factOf(["('shop', '1', 1, '2024-01-15', 'sale', 1)", "('shop', '1', 2, '2024-01-15', 'sale', 2)"]),
    );
    expect((await rows()).map(row => [row.customer_id, row.frequency, row.monetary])).toEqual([
      ['c1', 1, 1],
      ['c2', 1, 2],
    ]);
  });

  it('is reported by segment: shares of all revenue, greatest first, none where there is no revenue', async () => {
    const report = readFileSync('sql/report/rfm_segment.sql', 'utf8');
    await engine.replace(
      'score.rfm',
      `select segment, frequency, cast(monetary as decimal(18, 4)) as monetary
       from (values ('A', 1, 10), ('B', 2, 50), ('A', 3, 20), ('None', 0, -5)) as t (segment, frequency, monetary)`,
    );
    expect(rowsOf(await engine.query(report))).toEqual([
      { segment: 'B', customers: 1, orders: 2, revenue: 50, revenue_share: 2 / 3 },
      { segment: 'A', customers: 2, orders: 4, revenue: 30, revenue_share: 0.4 },
      { segment: 'None', customers: 1, orders: 0, revenue: -5, revenue_share: -1 / 15 },
    ]);
    await engine.replace('score.rfm', "select 'A' as segment, 1 as frequency, cast(0 as decimal(18, 4)) as monetary");
    expect(rowsOf(await engine.query(report))).toMatchObject([{ revenue: 0, revenue_share: null }]);
  });
});

function factOf(values: string[]): string {
  return `select source, order_id, customer_durable_key, kind, cast(ordered_at as timestamp) as ordered_at,
    cast(strftime(cast(ordered_at as timestamp), '%Y%m%d') as integer) as date_key, row_number() over () as line_number,
    cast(amount as decimal(18, 4)) as net_amount_reporting, cast(null as decimal(18, 4)) as quantity, -2 as channel_key,
    cast(null as decimal(18, 4)) as discount_amount_reporting, cast(null as decimal(18, 4)) as cost_amount_reporting
    from (values ${values.join(', ')}) as t (source, order_id, customer_durable_key, ordered_at, kind, amount)`;
}
