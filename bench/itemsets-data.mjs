// Baskets as one line each, out of a .dat.gz of FIMI or the Groceries. Usage: itemsets-data.mjs SOURCE FILE
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';

const [source, file] = process.argv.slice(2);
writeFileSync(file, source.endsWith('.gz') ? gunzipSync(readFileSync(source)) : await lines());

async function lines() {
  const connection = await (await DuckDBInstance.create()).connect();
  const coded = `select basket_id, dense_rank() over (order by item) - 1 as code from '${source}'`;
  const select = `select string_agg(code, ' ' order by code) from (${coded}) group by basket_id order by basket_id`;
  const [column] = (await connection.runAndReadAll(select)).getColumns();
  return `${column.join('\n')}\n`;
}
