// A company of so many order lines over two years, 1 of 40 as many customers, 5,000 products, and one more day of 10,000 lines: the next one, and
// instead of it the first of the next month; the same each time. Usage: night-data.mjs FOLDER LINES
import { mkdirSync, writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const [folder, lines] = process.argv.slice(2);
const customers = Math.ceil(Number(lines) / 40);
mkdirSync(`${folder}/next`, { recursive: true });
const connection = await (await DuckDBInstance.create()).connect();
const parquet = '(format parquet, compression zstd)';
const order = `
    'O' || lpad(cast(n // 3 as varchar), 8, '0') as order_id,
    cast(n % 3 + 1 as integer) as line,
    'C' || cast(1 + cast(${customers - 1} * pow((hash(n // 3, 1) % 1000003) / 1000003.0, 2) as integer) as varchar) as customer,
    'P' || (hash(n, 2) % 5000) as product,
    cast(hash(n, 3) % 5 + 1 as integer) as quantity,
    cast((hash(n, 4) % 20000 + 100) / 100.0 as decimal(10, 2)) as price`;
const days = `date '2022-01-01' + cast((n // 3) * 729 // (${lines} // 3) as integer)`;
await connection.run(
  `copy (select ${order}, ${days} as day from range(${lines}) as t (n)) to '${folder}/orders-past.parquet' ${parquet}`,
);
for (const day of ['2023-12-31', '2024-01-01']) {
  await connection.run(`copy (
    select ${order}, date '${day}' as day from range(${lines}, ${lines} + 10000) as t (n)
  ) to '${folder}/next/orders-${day}.parquet' ${parquet}`);
}
await connection.run(`copy (
  select 'C' || n as id, 'Name ' || n as name, 'City ' || (hash(n, 5) % 500) as city from range(1, ${customers + 1}) as t (n)
) to '${folder}/people.parquet' ${parquet}`);
await connection.run(`copy (
  select 'P' || n as id, 'Thing ' || n as name, 'Kind ' || (n % 40) as kind from range(5000) as t (n)
) to '${folder}/things.parquet' ${parquet}`);
writeFileSync(
  `${folder}/custometry.yaml`,
  `sources:
  orders: { files: 'orders-*.parquet' }
  people: { files: people.parquet }
  things: { files: things.parquet }
entities:
  customer: [{ source: people, columns: { customer_id: id, name: name, city: city } }]
  product: [{ source: things, columns: { product_id: id, name: name, category: kind } }]
  order_line:
    - source: orders
      columns:
        { order_id: order_id, line_number: line, ordered_at: day, customer_id: customer, product_id: product, quantity: quantity, unit_price: price }
`,
);
