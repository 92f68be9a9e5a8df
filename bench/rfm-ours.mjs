// RFM as a run does it, over lines and customers that lie in Parquet: feature, fit, score. Each line stands for the summary of an order and day,
// which the mart adds up by order anyway; what RFM does not read of it is not made. Usage: rfm-ours.mjs LINES CUSTOMERS DATABASE
import { readFileSync } from 'node:fs';
import { rfm } from '../dist/models/rfm/index.js';
import { openDuckDb } from '../dist/src/engine/duckdb.js';

const [lines, customers, path] = process.argv.slice(2);
const engine = await openDuckDb({ path });
await engine.run(`create schema conform; create schema dw; create schema mart; create schema feature; create schema score;
  create view mart.order_summary as select source, order_id, customer_key as customer_durable_key,
    make_date(date_key // 10000, date_key // 100 % 100, date_key % 100) as ordered_on,
    case when kind = 'sale' then 1 else 0 end as sale_lines, net_amount_reporting as revenue, 1 as lines, 0 as quantity,
    0 as return_amount, 0 as discount_amount, 0 as costed_revenue, 0 as cost_amount from read_parquet('${lines}');
  create view dw.dim_customer as select *, customer_key as current_key from read_parquet('${customers}');
  create table conform.as_of as select date '2023-12-31' as as_of;
  create table conform.setting as select 'with_sale' as rfm_orders`);
await engine.run(`create view mart.customer as ${readFileSync('sql/mart/customer.sql', 'utf8')}`);
await engine.replace('feature.rfm', readFileSync('sql/feature/rfm.sql', 'utf8'));
const fitted = rfm.fit(await engine.query(rfm.training(rfm.defaults)), rfm.defaults);
await engine.replace('score.rfm', rfm.score(fitted));
const counts = await engine.query(
  `select cast(count(*) as integer) as n from score.rfm where r is not null group by r, f, m order by r, f, m`,
);
console.log(counts.columns[0].values.join(' '));
await engine.close();
