// All 16 groupings of four dimensions with different customers and amounts, as a cube counts them. Usage: distinct-ours.mjs DATABASE

import { openDuckDb } from '../dist/src/engine/duckdb.js';
import { stampedCells } from '../dist/src/olap/stamp/stamped-cells.js';

const [path] = process.argv.slice(2);
const keys = ['channel_key', 'store_key', 'family_key', 'week_key'];
const engine = await openDuckDb({ path, readOnly: true });
const sets = Array.from({ length: 16 }, (_, id) => ({ id, keys: keys.filter((_, at) => (id >> at) % 2 === 0) }));
const steps = { text: 'with facts as (select * from sale)', values: [] };
const counted = await stampedCells(engine, { steps, from: 'facts', keys, value: 'customer_key', sets });
const list = keys.join(', ');
const grouping = `cast(${keys.map((key, at) => `grouping(${key}) * ${2 ** at}`).join(' + ')} as integer)`;
const [row] = (
  await engine.query(`with finest as (select ${list}, sum(amount) as amount from sale group by ${list}),
  summed as (select ${list}, ${grouping} as "$set", sum(amount) as amount from finest group by cube (${list})),
  counted as (${counted}),
  cells as (
    select ${list}, "$set", max(customer_key) as customers, max(amount) as amount
    from (select ${list}, "$set", customer_key, null as amount from counted union all select ${list}, "$set", null, amount from summed) as sides
    group by ${list}, "$set"
  )
select cast(count(*) as varchar) || ' ' || cast(sum(customers) as varchar) || ' ' || cast(sum(amount) as varchar) as told from cells`)
).columns;
console.log(row.values[0]);
await engine.close();
