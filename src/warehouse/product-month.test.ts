import { expect, it } from 'vitest';
import { workbench } from '../../fixtures/workbench.js';

const project = `sources: { lines: { files: lines.csv } }
entities:
  order_line:
    - source: lines
      columns: { order_id: no, ordered_at: day, customer_id: who, product_id: what, net_amount: money }
`;

it('counts an order of a product once in its month, whosoever its lines are', async () => {
  const bench = workbench(project, {
    'lines.csv':
      'no,day,who,what,money\n1,2026-01-05,7,A,3\n1,2026-01-05,8,A,4\n1,2026-01-06,,A,5\n2,2026-01-06,,A,6\n',
  });
  await bench.run();
  expect(await bench.rows('select orders, customers, revenue from mart.product_month')).toEqual([
    { orders: 2, customers: 2, revenue: 18 },
  ]);
  bench.close();
});
