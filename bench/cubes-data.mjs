/* A project whose star is made by its own SQL: 10 million sales, 100,000 customers, 2,000 products, 100 stores, three years. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWarehouse } from '../dist/src/index.js';

const [dir, rows = '10000000'] = process.argv.slice(2);
const thousands = Math.round(Number(rows) / 1000);
const put = (name, text) => {
  mkdirSync(join(dir, name, '..'), { recursive: true });
  writeFileSync(join(dir, name), text);
};
const member = (table, key, count, columns) =>
  put(
    `sql/dw/${table}.sql`,
    `-- One row per member.\n-- key: ${key}\nselect cast(n as integer) as ${key}, ${columns}\nfrom unnest(sequence(1, ${count})) as t (n)\n`,
  );

put('custometry.yaml', 'sources:\n  nothing: { files: nothing.csv }\ntables:\n  nothing: { source: nothing }\n');
put('nothing.csv', 'a\n1\n');
member(
  'bench_customer',
  'customer_key',
  100000,
  "concat('country ', cast(n % 23 as varchar)) as country, concat('city ', cast(n % 900 as varchar)) as city, n % 5 as segment",
);
member(
  'bench_product',
  'product_key',
  2000,
  "concat('category ', cast(n % 17 as varchar)) as category, concat('brand ', cast(n % 120 as varchar)) as brand, concat('product ', cast(n as varchar)) as name",
);
member(
  'bench_store',
  'store_key',
  100,
  "concat('region ', cast(n % 9 as varchar)) as region, concat('kind ', cast(n % 3 as varchar)) as kind",
);
member(
  'bench_day',
  'day_key',
  1096,
  "cast(date_add('day', n - 1, cast('2022-01-01' as date)) as date) as day, cast(year(date_add('day', n - 1, cast('2022-01-01' as date))) as integer) as year, cast(quarter(date_add('day', n - 1, cast('2022-01-01' as date))) as integer) as quarter, cast(month(date_add('day', n - 1, cast('2022-01-01' as date))) as integer) as month",
);
put(
  'sql/dw/bench_sale.sql',
  `-- One row per sale.
-- key: sale_id
with numbers as (
  select (a.n - 1) * 1000 + b.n as n
  from unnest(sequence(1, ${thousands})) as a (n)
  cross join unnest(sequence(1, 1000)) as b (n)
)
select n as sale_id,
  cast((n * 7919 + n / 97) % 1096 + 1 as integer) as day_key,
  cast((n * 104729 + n / 31) % 100000 + 1 as integer) as customer_key,
  cast((n * 15485863 + n / 11) % 2000 + 1 as integer) as product_key,
  cast((n * 32452843 + n / 7) % 100 + 1 as integer) as store_key,
  cast((n * 49979687) % 50000 / 100e0 as decimal(18, 2)) as amount,
  cast(n % 5 + 1 as integer) as pieces
from numbers
`,
);
const dimension = (name, levels, hierarchy, more = '') =>
  `  ${name}:\n    table: dw.bench_${name}\n    key: ${name}_key\n${more}    levels: { ${levels} }\n    hierarchies: { main: [${hierarchy}] }\n`;
put(
  'sql/cube/bench.yaml',
  `description: ten million sales
dimensions:
${dimension('customer', 'country: country, city: city, segment: segment', 'country, city')}${dimension('product', 'category: category, brand: brand, name: { column: name, unique: true }', 'category, name')}${dimension('store', 'region: region, kind: kind, id: store_key', 'region, id')}${dimension('day', 'year: year, quarter: quarter, month: month, date: day', 'year, quarter, month, date', '    date: day\n')}facts:
  sales:
    table: dw.bench_sale
    grain: a sale
    dimensions: { customer: customer_key, product: product_key, store: store_key, day: day_key }
measures:
  revenue: { sum: amount }
  pieces: { sum: pieces }
  sales: { count: rows }
  customers: { distinct: customer_key }
  price: { ratio: [revenue, pieces] }
aggregates:
  by_month_store: { levels: [day.month, store.region, store.kind], measures: [revenue, pieces, sales] }
  by_category_region: { levels: [product.category, store.region], measures: [revenue, pieces, sales] }
  by_product: { levels: [product.name], measures: [revenue] }
  by_country_brand: { levels: [day.year, customer.country, product.brand], measures: [revenue, pieces] }
  by_segment_region: { levels: [customer.segment, store.region], measures: [revenue, pieces] }
  customers_by_quarter: { levels: [day.quarter], measures: [customers] }
`,
);
const warehouse = await openWarehouse({ project: dir });
await warehouse.run();
await warehouse.close();
