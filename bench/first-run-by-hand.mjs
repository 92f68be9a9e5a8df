// The statements of a first run typed into DuckDB: the files read once into a table in memory, then the given selects, no accounting.
// Usage: first-run-by-hand.mjs DATA DATABASE STATEMENTS (JSON: the preamble, tables with kind and select, and selects of figures)
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const [data, path, statements] = process.argv.slice(2);
const { preamble, tables, figures } = JSON.parse(readFileSync(statements, 'utf8'));
const names = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
];
const typed = names.map(name => `${name}: 'varchar'`).join(', ');
const database = await DuckDBInstance.create(path, { storage_compatibility_version: 'latest' });
const connection = await database.connect();
await connection.run(`${preamble};
  attach ':memory:' as decisions;
  create table decisions.key (dimension varchar, source varchar, id varchar, valid_from varchar, key integer);
  create table decisions.published (
    customer_id varchar, customer_durable_key integer, model varchar, generation varchar, as_of date, score varchar, class varchar,
    until_generation varchar, until_as_of date
  );
  create table decisions.publication (generation varchar);
  insert into decisions.publication values ('000001');
  attach ':memory:' as raw;
  create table raw.invoices as
    select '000001' as _batch, parse_filename(filename) as _file, cast(row_number() over () as integer) as _row, ${names.join(', ')}
    from read_csv('${data}/online-retail/by-day/*.csv.gz', auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
      columns = {${typed}}, filename = true, buffer_size = 1048576)`);
for (const { table, select, kind } of tables) {
  const [schema, name] = table.split('.');
  await connection.run(`create schema if not exists "${schema}"; create ${kind} "${schema}"."${name}" as ${select}`);
}
const found = {};
for (const [table, select] of Object.entries(figures))
  found[table] = (await connection.runAndReadAll(`select ${select}`)).getRows().flat().map(String);
console.log(JSON.stringify(found));
connection.closeSync();
database.closeSync();
