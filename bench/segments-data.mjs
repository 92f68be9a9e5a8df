// A warehouse of 1 million customers who buy in their own ways, as the conformed schemas have it. Usage: segments-data.mjs DATABASE [CUSTOMERS]
import { readFileSync } from 'node:fs';
import { openDuckDb } from '../dist/src/engine/duckdb.js';

const [path, customers = '1000000'] = process.argv.slice(2);
const engine = await openDuckDb({ path });
const chance = words => `(hash(${words}) % 1000003) / 1000003e0`;
// Four ways to buy: how many orders, within how many days, for how much.
await engine.run(`create schema conform; create schema dw; create schema mart; create schema feature; create schema score; create schema report;
  create table conform.as_of as select date '2023-12-31' as as_of;
  create table dw.dim_customer as select cast(i as integer) as customer_key, cast(i as integer) as durable_key, 'c' || i as customer_id,
      timestamp '2000-01-01' as valid_from, chr(cast(65 + hash(i, 'land') % 12 as integer)) as country,
      'r' || (hash(i, 'region') % 60) as region, case hash(i, 'sex') % 3 when 0 then 'f' when 1 then 'm' end as gender,
      date '1950-01-01' + cast(hash(i, 'born') % 20000 as integer) as birth_date, date '2020-01-01' + cast(hash(i, 'registered') % 1300 as integer) as registered_on
    from range(1, ${customers} + 1) as t (i);
  create table dw.dim_product as select cast(i as integer) as product_key, cast(i as integer) as durable_key, timestamp '2000-01-01' as valid_from,
      'category ' || i % 12 as category, null::varchar as category_path from range(1, 1001) as t (i);
  create table dw.dim_channel as select cast(i as integer) as channel_key, cast(i as integer) as durable_key, 'channel ' || i as channel_id from range(1, 5) as t (i);
  create table dw.fact_order_line as
    with customer as (select durable_key as c, durable_key % 4 as way from dw.dim_customer),
    orders as (select c, way, unnest(range([2, 8, 3, 1][way + 1] + cast(hash(c, 'many') % 3 as bigint))) as o from customer),
    dated as (select *, date '2023-12-31' - cast(floor([60, 350, 900, 1200][way + 1] * ${chance("c, o, 'day'")}) as integer) as day from orders),
    lines as (select *, unnest(range(1 + cast(hash(c, o, 'lines') % 2 as bigint))) as l from dated)
    select 'shop' as source, c || '-' || o as order_id, cast(l + 1 as integer) as line_number, cast(c as integer) as customer_durable_key,
      cast(year(day) * 10000 + month(day) * 100 + day(day) as integer) as date_key,
      day + to_hours(cast(hash(c, o, 'hour') % 24 as bigint)) + to_minutes(5) as ordered_at, cast(1 + hash(c, o, 'channel') % 4 as integer) as channel_key,
      cast(1 + hash(c, o, l) % 1000 as integer) as product_durable_key,
      case when hash(c, o, l, 'back') % 20 = 0 and o > 0 then 'return' else 'sale' end as kind, cast(1 as decimal(18, 4)) as quantity,
      cast([80, 12, 30, 5][way + 1] * exp(2 * ${chance("c, o, l, 'amount'")}) * case when hash(c, o, l, 'back') % 20 = 0 and o > 0 then -0.5 else 1 end
        as decimal(18, 4)) as net_amount_reporting,
      cast(0 as decimal(18, 4)) as discount_amount_reporting, cast(null as decimal(18, 4)) as cost_amount_reporting
    from lines`);
await engine.replace('mart.order_summary', readFileSync('sql/mart/order_summary.sql', 'utf8'));
await engine.replace('mart.product_month', 'select distinct product_durable_key from dw.fact_order_line');
await engine.replace(
  'mart.customer',
  `select customer_durable_key, 'c' || customer_durable_key as customer_id, count(distinct order_id) as sale_orders,
    cast(sum(net_amount_reporting) as decimal(18, 4)) as revenue, cast(null as decimal(18, 4)) as margin_amount,
    cast(max(ordered_at) filter (kind = 'sale') as date) as last_sale_date from dw.fact_order_line group by customer_durable_key`,
);
await engine.close();
