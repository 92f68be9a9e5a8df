// A company of so many orders of one to seven lines in a year, for a fifth as many customers, of 2,000 products of which few are bought often;
// each thousandth pair of them goes together. The same each time. Usage: basket-data.mjs FOLDER ORDERS
import { mkdirSync, writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const [folder, orders] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const connection = await (await DuckDBInstance.create()).connect();
const chance = (...of) => `(hash(${of.join(', ')}) % 1000003) / 1000003.0`;
const product = `cast(floor(2000 * pow(${chance('n', 'line', 1)}, 3)) as integer)`;
await connection.run(`copy (
  select
    'O' || n as order_id, line, 'C' || hash(n, 2) % ${Math.ceil(Number(orders) / 5)} as customer,
    'P' || case when line % 2 = 0 and hash(n, line, 3) % 4 = 0 then lag(item) over (partition by n order by line) // 2 * 2 + 1 else item end as product,
    1 as quantity, cast((hash(item) % 2000 + 100) / 100.0 as decimal(10, 2)) as price,
    date '2023-01-01' + cast(n * 364 // ${orders} as integer) as day
  from (select n, line, ${product} as item from range(${orders}) as o (n), range(1, 8) as l (line) where line <= 1 + hash(n, 4) % 7) as lines
) to '${folder}/orders.parquet' (format parquet, compression zstd)`);
const project = `sources:
  orders: { files: orders.parquet }
entities:
  order_line:
    - source: orders
      columns:
        { order_id: order_id, line_number: line, ordered_at: day, customer_id: customer, product_id: product, quantity: quantity, unit_price: price }
`;
writeFileSync(`${folder}/custometry.yaml`, project);
mkdirSync(`${folder}/with`, { recursive: true });
writeFileSync(
  `${folder}/with/custometry.yaml`,
  `${project.replace('orders.parquet', '../orders.parquet')}basket: { support: 0.001 }\n`,
);
