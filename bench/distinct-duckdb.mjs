// The same by DuckDB's own cube. Usage: distinct-duckdb.mjs DATABASE
import { DuckDBInstance } from '@duckdb/node-api';

const [path] = process.argv.slice(2);
const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY', threads: '2' });
const connection = await instance.connect();
const answer = await connection.runAndReadAll(`
select cast(count(*) as varchar) || ' ' || cast(sum(customers) as varchar) || ' ' || cast(sum(amount) as varchar)
from (
  select channel_key, store_key, family_key, week_key, count(distinct customer_key) as customers, sum(amount) as amount
  from sale
  group by cube (channel_key, store_key, family_key, week_key)
) as cells`);
console.log(answer.getRows()[0][0]);
