import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { type Cell, rowsOf } from '../../src/table.js';
import { boundTable, type RfmOptions, rfm } from './index.js';

const orders = '../shared/data/rfm/rfm_data_orders.csv';

/** Segment, customers, orders, revenue: as the R package rfm 0.3.0 documents them for this order list (rfm_segment_summary). */
const published = {
  'About To Sleep': [102, 283, 23449],
  'At Risk': [28, 216, 22227],
  "Can't Lose Them": [47, 274, 32446],
  Champions: [35, 316, 31646],
  Lost: [148, 393, 35324],
  'Loyal Customers': [170, 799, 76562],
  'Need Attention': [10, 57, 4562],
  'New Customers': [104, 329, 28837],
  'Potential Loyalist': [342, 2211, 204856],
  Promising: [9, 28, 4249],
};

/** Where `value <= quantile` differs from the package's `value < quantile + 1`; recomputed from the same file, see its data sheet. */
const ours = {
  ...published,
  'About To Sleep': [101, 279, 23194],
  "Can't Lose Them": [48, 281, 33144],
  'Loyal Customers': [171, 803, 76817],
  'Potential Loyalist': [341, 2204, 204158],
};

describe.skipIf(!existsSync(orders))(`the order list of the R package (skipped without ${orders})`, () => {
  let engine: DuckDb;

  beforeAll(async () => {
    engine = await openDuckDb();
    await engine.replace('conform.as_of', "select date '2006-12-31' as as_of");
    await engine.replace('conform.setting', "select 'with_sale' as rfm_orders");
    await engine.replace('dw.dim_customer', customers);
    await engine.replace('dw.fact_order_line', lines);
    for (const table of ['mart.order_summary', 'mart.customer', 'feature.rfm'])
      await engine.replace(table, readFileSync(`sql/${table.replace('.', '/')}.sql`, 'utf8'));
  });
  afterAll(() => engine.close());

  it('gives the ten published segments with the bound of the package', async () => {
    expect(await segments({ bound: 'package' })).toEqual(published);
  });

  it('gives the four other rows of the data sheet with plain quantiles', async () => {
    expect(await segments({})).toEqual(ours);
  });

  it('gives the published cut-offs and customers per score with the bound of the package', async () => {
    const bounds = await boundRows({ bound: 'package' });
    expect(bounds.recency).toEqual({ upper: [115, 181, 297.4, 482, null], perScore: [197, 200, 199, 199, 200] });
    expect(bounds.frequency).toEqual({ upper: [4, 5, 6, 8, null], perScore: [268, 187, 176, 244, 120] });
    expect(bounds.monetary).toEqual({ upper: [255.8, 382, 506.4, 666, null], perScore: [200, 200, 198, 202, 195] });
  });

  it('counts as many customers per bin as the scores have', async () => {
    const bounds = await boundRows({});
    for (const [axis, letter] of Object.entries({ recency: 'r', frequency: 'f', monetary: 'm' })) {
      const counted = `select count(*) as customers from score.rfm group by ${letter} order by ${letter}`;
      const perScore = rowsOf(await engine.query(counted)).map(row => row.customers);
      expect(perScore).toEqual(bounds[axis]?.perScore);
    }
  });

  it('shows what ntile does to ties: 239 of 995 customers get another frequency score than the package gives', async () => {
    await segments({ bound: 'package' });
    await engine.replace('score.package', 'select customer_id, f from score.rfm');
    await segments({ method: 'ntile' });
    const changed =
      'select count(*) as n from score.rfm as a join score.package as b using (customer_id) where a.f <> b.f';
    expect(rowsOf(await engine.query(changed))).toEqual([{ n: 239 }]);
  });

  async function segments(options: Partial<RfmOptions>): Promise<Record<string, Cell[]>> {
    await engine.replace('score.rfm', rfm.score(await fitted(options)));
    await engine.replace('report.rfm_segment', readFileSync('sql/report/rfm_segment.sql', 'utf8'));
    const rows = rowsOf(await engine.query('select * from report.rfm_segment'));
    const total = rows.reduce((sum, row) => sum + Number(row.revenue_share), 0);
    expect(total).toBeCloseTo(1, 5);
    return Object.fromEntries(
      rows.map(({ segment, customers, orders, revenue }) => [segment, [customers, orders, revenue]]),
    );
  }

  async function boundRows(options: Partial<RfmOptions>) {
    const rows = rowsOf(boundTable.make(await fitted(options)));
    const shaped = [...new Set(rows.map(row => String(row.axis)))].map(axis => {
      const bins = rows.filter(row => row.axis === axis);
      const byScore = [...bins].sort((a, b) => Number(a.score) - Number(b.score));
      return [axis, { upper: bins.map(bin => bin.upper_bound), perScore: byScore.map(bin => bin.customers) }] as const;
    });
    return Object.fromEntries(shaped);
  }

  async function fitted(options: Partial<RfmOptions>) {
    const chosen = { ...rfm.defaults, ...options };
    return rfm.fit(await engine.query(rfm.training(chosen)), chosen);
  }
});

const read = `select * from read_csv('${orders}')`;
const customers = `select cast(row_number() over (order by customer_id) as integer) as customer_key, customer_key as current_key, customer_id
from (select distinct customer_id from (${read}))`;
const lines = `select 'orders' as source, cast(row_number() over () as varchar) as order_id, customer_key as customer_durable_key,
  cast(strftime(order_date, '%Y%m%d') as integer) as date_key, cast(order_date as timestamp) as ordered_at, 'sale' as kind,
  cast(revenue as decimal(18, 4)) as net_amount_reporting, cast(1 as decimal(18, 4)) as quantity,
  cast(null as decimal(18, 4)) as discount_amount_reporting, cast(null as decimal(18, 4)) as cost_amount_reporting,
  1 as line_number, -2 as channel_key
from (${read}) join dw.dim_customer using (customer_id)`;
