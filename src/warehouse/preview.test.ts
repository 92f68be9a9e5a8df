import { afterEach, expect, it } from 'vitest';
import { type Workbench, workbench } from '../../fixtures/workbench.js';

let bench: Workbench;
afterEach(() => bench.close());

it('a mapping is shown before anything has landed, its rules looking into other entities and on from there, a query into another source', async () => {
  bench = workbench(
    `
sources:
  lines: { files: lines.csv }
  people: { files: people.csv }
  shops: { files: shops.csv, optional: true }
  tests: { files: tests.csv }
entities:
  order_line:
    - source: lines
      where: id not in (select id from raw.tests)
      columns: { order_id: id, ordered_at: at, customer_id: who, net_amount: amount }
      rules: [{ column: customer_id, references: customer }]
  customer:
    - source: people
      columns: { customer_id: who, city: city, shop: { from: shop, personal: none } }
      rules: [{ column: shop, references: store }]
  store:
    - source: shops
      columns: { store_id: shop }
`,
    {
      'lines.csv': 'id,at,who,amount\n1,2024-01-01,Ann,5\n2,2024-01-01,Bob,5\n3,2024-01-01,Cy,5\n4,2024-01-01,Ann,5\n',
      'tests.csv': 'id\n4\n',
      'people.csv': 'who,city,shop\nAnn,Rome,S1\nBob,Rome,S2\n',
      'shops.csv': 'shop\nS1\n',
    },
  );
  const { rows, refused } = await (await bench.open()).preview('order_line');
  expect(rows).toMatchObject([{ order_id: '1', customer_id: 'Ann', net_amount: 5 }]);
  expect(refused).toMatchObject([
    { row: 2, value: 'Bob', message: 'customer_id is no known customer' },
    { row: 3, value: 'Cy', message: 'customer_id is no known customer' },
  ]);
});
