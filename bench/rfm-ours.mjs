// RFM as a run does it, over lines and customers in Parquet or in a warehouse: feature, fit, score. Each line stands for the summary of an order and
// day, which the mart adds up by order anyway; what RFM does not read of it is not made. What is between lies in memory, and the scores become
// Parquet, as with the rivals. Usage: rfm-ours.mjs FOLDER parquet|warehouse OUT
import { readFileSync } from 'node:fs';
import { rfm } from '../dist/models/rfm/index.js';
import { openDuckDb } from '../dist/src/engine/duckdb.js';

const [folder, kind, out] = process.argv.slice(2);
const engine = await openDuckDb();
if (kind === 'warehouse') await engine.run(`attach '${folder}/warehouse.duckdb' as warehouse (read_only)`);
const from = name => (kind === 'warehouse' ? `warehouse.${name}` : `read_parquet('${folder}/${name}.parquet')`);
await engine.run(`create schema conform; create schema dw; create schema mart; create schema feature;
  create view mart.order_summary as select 'shop' as source, order_id, customer_key as customer_durable_key, ordered_on,
    case when kind = 'sale' then 1 else 0 end as sale_lines, net_amount_reporting as revenue, 1 as lines, 0 as quantity,
    0 as return_amount, 0 as discount_amount, 0 as costed_revenue, 0 as cost_amount from ${from('lines')};
  create view dw.dim_customer as select *, customer_key as current_key from ${from('customers')};
  create table conform.as_of as select date '2023-12-31' as as_of;
  create table conform.setting as select 'with_sale' as rfm_orders`);
await engine.run(`create view mart.customer as ${readFileSync('sql/mart/customer.sql', 'utf8')}`);
await engine.replace('feature.rfm', readFileSync('sql/feature/rfm.sql', 'utf8'));
const fitted = rfm.fit(await engine.query(rfm.training(rfm.defaults)), rfm.defaults);
await engine.run(`copy (${rfm.score(fitted)}) to '${out}' (format parquet, compression zstd)`);
const counts = await engine.query(
  `select cast(count(*) as integer) as n from '${out}' where r is not null group by r, f, m order by r, f, m`,
);
console.log(counts.columns[0].values.join(' '));
await engine.close();
