// The statements of a first run typed into DuckDB: files straight into typed tables, then the given selects, no accounting.
// Usage: first-run-by-hand.mjs DATA DATABASE STATEMENTS (a JSON array of { table, select, kind }, stage records left out)
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const [data, path, statements] = process.argv.slice(2);
const { preamble, tables } = JSON.parse(readFileSync(statements, 'utf8'));
const database = await DuckDBInstance.create(path, { storage_compatibility_version: 'latest' });
const connection = await database.connect();
await connection.run(preamble);
await connection.run("attach ':memory:' as decisions");
await connection.run('create table decisions.key (dimension varchar, source varchar, id varchar, key integer)');
const columns = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
];
const typed = columns.map(name => `${name}: 'varchar'`).join(', ');
await connection.run("attach ':memory:' as raw");
await connection.run(`create view raw.invoices as select '000001' as _batch, parse_filename(filename) as _file,
  cast(row_number() over (partition by filename) as integer) as _row, ${columns.join(', ')}
from read_csv('${data}/online-retail/by-day/*.csv.gz', auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
  columns = {${typed}}, filename = true, buffer_size = 1048576)`);
for (const { table, select, kind } of tables) {
  const [schema, name] = table.split('.');
  await connection.run(`create schema if not exists "${schema}"`);
  await connection.run(`create ${kind} "${schema}"."${name}" as ${select}`);
}
const reader = await connection.runAndReadAll('select count(*), sum(net_amount) from dw.fact_order_line');
console.log(String(reader.getRows()[0]));
connection.closeSync();
database.closeSync();
