// Ten million sales of 921,000 customers by four small dimensions, as a DuckDB file and as Parquet, the same each time. Usage: distinct-data.mjs DATABASE PARQUET
import { DuckDBInstance } from '@duckdb/node-api';

const [database, parquet] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(database)).connect();
await connection.run(`create table sale as select
  cast(hash(n, 1) % 921000 as integer) as customer_key,
  cast(hash(n, 2) % 6 as integer) as channel_key,
  cast(hash(n, 3) % 6 as integer) as store_key,
  cast(hash(n, 4) % 10 as integer) as family_key,
  cast(hash(n, 5) % 180 as integer) as week_key,
  cast(hash(n, 6) % 100000 / 100.0 as decimal(18, 4)) as amount
from range(10000000) as t (n)`);
await connection.run(`copy sale to '${parquet}' (format parquet, compression zstd)`);
await connection.run('checkpoint');
