// Ten million order lines of a million customers, and the customers, the same each time: as Parquet for everyone, and as tables of a warehouse.
// Usage: rfm-data.mjs FOLDER
import { DuckDBInstance } from '@duckdb/node-api';
import { openDuckDb } from '../dist/src/engine/duckdb.js';

const [folder] = process.argv.slice(2);
const [lines, customers] = ['lines', 'customers'].map(name => `${folder}/${name}.parquet`);
const connection = await (await DuckDBInstance.create()).connect();
// A few customers buy often and most seldom; one order in twenty is a return; three lines an order. The day stands there twice, as in the fact
// table, as a date and as a key: each reads the one it is faster with (pandas would make an object of every date).
await connection.run(`copy (
  select
    'O' || lpad(cast(n // 3 as varchar), 8, '0') as order_id,
    cast(1 + 999999 * pow((hash(n // 3, 1) % 1000003) / 1000003.0, 2) as integer) as customer_key,
    date '2022-01-01' + cast(hash(n // 3, 2) % 730 as integer) as ordered_on,
    cast(strftime(ordered_on, '%Y%m%d') as integer) as date_key,
    case when hash(n // 3, 3) % 20 = 0 then 'return' else 'sale' end as kind,
    cast((hash(n, 4) % 20000 + 100) / 100.0 * (case when hash(n // 3, 3) % 20 = 0 then -1 else 1 end) as decimal(18, 4)) as net_amount_reporting
  from range(10000000) as t (n)
) to '${lines}' (format parquet, compression zstd)`);
await connection.run(`copy (
  select cast(n as integer) as customer_key, 'C' || n as customer_id from range(1, 1000001) as t (n)
) to '${customers}' (format parquet, compression zstd)`);
const warehouse = await openDuckDb({ path: `${folder}/warehouse.duckdb` });
await warehouse.replace('lines', `select * from read_parquet('${lines}')`);
await warehouse.replace('customers', `select * from read_parquet('${customers}')`);
await warehouse.close();
