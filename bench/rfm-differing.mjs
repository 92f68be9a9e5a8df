// How many rows of scores stand in one Parquet file and not in the other. Usage: rfm-differing.mjs OURS THEIRS
import { openDuckDb } from '../dist/src/engine/duckdb.js';

const rows = process.argv.slice(2).map(
  file => `select customer_id, cast(as_of as date) as as_of, cast(recency_days as integer) as recency_days,
    cast(frequency as integer) as frequency, cast(monetary as decimal(18, 4)) as monetary, cast(r as integer) as r, cast(f as integer) as f,
    cast(m as integer) as m, segment, cast(model_version as integer) as model_version from read_parquet('${file}')`,
);
const engine = await openDuckDb();
const only = (one, other) => `select count(*) from (${one} except all ${other})`;
const { columns } = await engine.query(`select (${only(...rows)}) + (${only(...rows.toReversed())})`);
console.log(String(columns[0].values[0]));
await engine.close();
