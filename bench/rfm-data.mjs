// Ten million order lines of a million customers, and the customers, the same each time. Usage: rfm-data.mjs LINES CUSTOMERS
import { DuckDBInstance } from '@duckdb/node-api';

const [lines, customers] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create()).connect();
// A few customers buy often and most seldom; one order in twenty is a return; three lines an order.
await connection.run(`copy (
  select
    'shop' as source,
    'O' || lpad(cast(n // 3 as varchar), 8, '0') as order_id,
    cast(1 + 999999 * pow((hash(n // 3, 1) % 1000003) / 1000003.0, 2) as integer) as customer_key,
    cast(strftime(date '2022-01-01' + cast(hash(n // 3, 2) % 730 as integer), '%Y%m%d') as integer) as date_key,
    case when hash(n // 3, 3) % 20 = 0 then 'return' else 'sale' end as kind,
    cast((hash(n, 4) % 20000 + 100) / 100.0 * (case when hash(n // 3, 3) % 20 = 0 then -1 else 1 end) as decimal(18, 4)) as net_amount_reporting
  from range(10000000) as t (n)
) to '${lines}' (format parquet, compression zstd)`);
await connection.run(`copy (
  select cast(n as integer) as customer_key, 'C' || n as customer_id from range(1, 1000001) as t (n)
) to '${customers}' (format parquet, compression zstd)`);
