import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLong } from '../../fixtures/rounds.js';
import { workbenchAt } from '../../fixtures/workbench.js';
import { basket } from '../../models/basket/index.js';
import { segment } from '../../models/segment/index.js';
import { openDuckDb } from '../engine/duckdb.js';
import { treeLabel } from '../stats/trees/tree.js';
import { rowsOf } from '../table.js';

const shared = resolve('../shared/data');

/** Every figure counted again from the order lines alone, in DuckDB's own words and doubles. */
const recounted = `with line as (
  select *, cast(ordered_at as date) as day
  from dw.fact_order_line where customer_durable_key > 0
),
bought as (
  select customer_durable_key as k, order_id, sum(net_amount) filter (kind <> 'return')::double as amount,
    min(ordered_at) as began_at, min(day) filter (kind = 'sale') as day
  from line group by all having bool_or(kind = 'sale')
),
gap as (select k, day - lag(day) over (partition by k order by day) as days from (select distinct k, day from bought)),
gaps as (select k, avg(days) as mean, stddev_samp(days) as deviation from gap group by k),
sizes as (
  select k, count(*) as n, avg(amount) as mean, stddev_samp(amount) as deviation, date '2011-12-09' - max(day) as recency,
    count(*) filter (isodow(day) >= 6) / count(*) as weekend, count(*) filter (hour(began_at) < 12) / count(*) as before_noon,
    count(*) filter (day > date '2011-12-09' - 90) as last_90
  from bought group by k
),
returned as (
  select customer_durable_key as k, count(distinct order_id) filter (kind = 'return') as orders,
    count(distinct product_durable_key) filter (kind = 'sale' and product_durable_key > 0) as products
  from line group by k
)
select count(*) as customers, count(sizes.n) as buyers,
  count(*) filter (feature.sale_orders is distinct from coalesce(sizes.n, 0)) as sale_orders,
  count(*) filter (recency_days is distinct from sizes.recency) as recency_days,
  count(*) filter (abs(order_amount_mean - sizes.mean) > 1e-9 * sizes.mean) as order_amount_mean,
  count(*) filter (abs(order_amount_deviation - sizes.deviation) > 0.005) as order_amount_deviation,
  count(*) filter ((order_amount_deviation is null) <> (coalesce(sizes.n, 0) < 2)) as order_amount_undefined,
  count(*) filter (abs(gap_days_mean - gaps.mean) > 1e-9) as gap_days_mean,
  count(*) filter (abs(gap_days_deviation - gaps.deviation) > 1e-6) as gap_days_deviation,
  count(*) filter ((gap_days_mean is null) <> (gaps.mean is null)) as gap_days_undefined,
  count(*) filter (abs(weekend_share - sizes.weekend) > 1e-9) as weekend_share,
  count(*) filter (abs(night_share + morning_share - sizes.before_noon) > 1e-9) as before_noon,
  count(*) filter (sale_orders_90_days <> coalesce(sizes.last_90, 0)) as sale_orders_90_days,
  count(*) filter (return_orders <> returned.orders) as return_orders,
  count(*) filter (feature.products <> returned.products) as products
from feature.customer as feature
join returned on returned.k = feature.customer_durable_key
left join sizes on sizes.k = feature.customer_durable_key
left join gaps on gaps.k = feature.customer_durable_key`;

/** Orders in the place of customers: of `npm test` a tenth, by their last digit. */
const tried = isLong ? '%' : '%5';
const ordersAsCustomers = `select order_id as customer_id, date '2011-12-09' as as_of,
  string_agg(product_durable_key || ':' || product_durable_key % 90, ' ' order by product_durable_key) as bought_list
  from mart.basket where product_durable_key > 0 and order_id like '${tried}' group by source, order_id`;

describe.skipIf(!existsSync(join(shared, 'online-retail')))(
  'features of Online Retail (skipped without ../shared/data)',
  () => {
    const state = mkdtempSync(join(tmpdir(), 'custometry-features-'));
    const bench = workbenchAt(join('fixtures', 'online-retail'));
    const options = { state, set: { data: shared } };
    beforeAll(async () => void (await bench.run(options)));
    afterAll(() => rmSync(state, { recursive: true, force: true }));

    it('are what plain SQL counts from the order lines', async () => {
      const [{ customers, buyers, ...different } = {}] = await bench.rows(recounted, options);
      expect([customers, buyers]).toEqual([4372, 4335]);
      expect(Object.entries(different).filter(([, count]) => count !== 0)).toEqual([]);
    });

    it('stand beside a cube with the published sums: 25,900 invoices, 4,372 customers, £9,747,747.934 (Chen 2015)', async () => {
      const warehouse = await bench.open(options);
      const cube = warehouse.cube('sales');
      const { rows } = await cube.query({ rows: ['date.year'], measures: ['revenue', 'orders', 'customers'] });
      const segments = await cube.query({ rows: ['customer.rfm_segment'], measures: ['customers'], totals: 'none' });
      await warehouse.close();
      expect(rows.at(-1)).toMatchObject({
        revenue: 9_747_747.934,
        orders: 25_900,
        customers: 4372,
        $total: ['date.year'],
      });
      expect(segments.rows.reduce((sum, one) => sum + Number(one.customers), 0)).toBe(4372);
    });

    it('add up to the revenue of all known customers', async () => {
      const sums = `select (select sum(revenue) from feature.customer) as features,
        (select sum(net_amount_reporting) from dw.fact_order_line where customer_durable_key > 0) as lines`;
      const [{ features, lines } = {}] = await bench.rows(sums, options);
      expect(features).toEqual(lines);
    });

    it('suggest for orders in SQL what they do in TypeScript', async () => {
      const engine = await openDuckDb();
      await engine.run(`attach '${join(state, 'generations', '000001', 'warehouse.duckdb')}' as landed (read_only)`);
      for (const table of ['mart.basket', 'dw.dim_product'])
        await engine.replace(table, `select * from landed.${table}`);
      await engine.replace('feature.item', readFileSync('sql/feature/item.sql', 'utf8'));
      await engine.replace(basket.source, ordersAsCustomers);
      const fitted = basket.fit(await engine.query(basket.training(basket.defaults)), basket.defaults);
      const inSql = rowsOf(await engine.query(`select * from (${basket.score(fitted)}) order by customer_id`));
      const rows = rowsOf(await engine.query(`select * from ${basket.source} order by customer_id`));
      const all = 'select count(distinct order_id) as orders from mart.basket where product_durable_key > 0';
      const [{ orders } = {}] = rowsOf(await engine.query(all));
      await engine.close();
      expect([Number(orders), rows.length > 1500, fitted.rules.length > 100]).toEqual([19_776, true, true]);
      expect(inSql).toEqual(rows.map(row => basket.scoreRow(fitted, row)));
    });

    it('put every customer into the same segment in SQL and in TypeScript, and the rules in SQL say what their tree says', async () => {
      const engine = await openDuckDb();
      await engine.run(`attach '${join(state, 'generations', '000001', 'warehouse.duckdb')}' as landed (read_only)`);
      await engine.replace(segment.source, `select * from landed.${segment.source}`);
      const fitted = segment.fit(await engine.query(segment.training(segment.defaults)), segment.defaults);
      const rules = segment.explain(fitted).at(-1)?.sql;
      const read = async (select: string) => rowsOf(await engine.query(`${select} order by customer_id`));
      const inSql = await read(`select * from (${segment.score(fitted)})`);
      const byRules = await read(`select ${rules} as segment from ${segment.source}`);
      const rows = await read(`select * from ${segment.source}`);
      const staged = { ...segment.defaults, stages: 'lifecycle' as const, k: 3 };
      const inStages = segment.fit(await engine.query(segment.training(staged)), staged);
      const stagedInSql = await read(`select * from (${segment.score(inStages)})`);
      await engine.close();
      expect(inSql).toEqual(rows.map(row => segment.scoreRow(fitted, row)));
      expect(stagedInSql).toEqual(rows.map(row => segment.scoreRow(inStages, row)));
      expect(new Set(stagedInSql.map(row => row.stage)).size).toBe(4);
      const { tree, columns } = (fitted.stages[0] as (typeof fitted.stages)[number]).rules;
      const byTree = rows.map(row => {
        const label = treeLabel(
          tree,
          columns.map(({ name }) => Number(row[name] ?? Number.NaN)),
        );
        return { segment: fitted.clusters[label]?.name };
      });
      expect([rows.length, new Set(byTree.map(one => one.segment)).size > 1]).toEqual([4372, true]);
      expect(byRules).toEqual(byTree);
    });

    it('are bit for bit the same with 1 and 4 threads', async () => {
      const marts = ['order_summary', 'product_month', 'product_category', 'customer_assortment'].map(
        name => `mart.${name}`,
      );
      const features = [
        'window_day',
        'customer_order',
        'customer_rhythm',
        'customer_habit',
        'customer_behaviour',
        'customer',
      ].map(name => `feature.${name}`);
      const found: unknown[] = [];
      for (const threads of [1, 4]) {
        const engine = await openDuckDb({ threads });
        await engine.run(`attach '${join(state, 'generations', '000001', 'warehouse.duckdb')}' as landed (read_only)`);
        for (const table of [
          'dw.dim_customer',
          'dw.dim_product',
          'dw.dim_channel',
          'dw.fact_order_line',
          'conform.as_of',
        ])
          await engine.replace(table, `select * from landed.${table}`);
        for (const table of [...marts, ...features])
          await engine.replace(table, readFileSync(`sql/${table.replace('.', '/')}.sql`, 'utf8'));
        found.push(rowsOf(await engine.query('select * from feature.customer order by customer_durable_key')));
        await engine.close();
      }
      expect(found[1]).toEqual(found[0]);
    });
  },
);
