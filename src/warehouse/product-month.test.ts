import { expect, it } from 'vitest';
import { workbench } from '../../fixtures/workbench.js';

const project = `as_of: 2026-01-30
sources: { lines: { files: lines.csv } }
entities:
  order_line:
    - source: lines
      columns: { order_id: no, ordered_at: day, customer_id: who, product_id: what, net_amount: money, quantity: n, kind: kind, cost_amount: cost }
`;

// By hand: 3 + 4 + 5 + 6 - 2 + 1 for 1 + 2 + 1 + 1 - 1 pieces; the fee has none, and the first moment of the 31st is after the as-of date. Nobody known has bought the other.
it('counts an order and a customer of a product once in its month, whosoever its lines are; an order holds what these come to', async () => {
  const lines = [
    ['1,2026-01-05,7,A,3,1,', '1,2026-01-05,8,A,4,2,', '1,2026-01-06,,A,5,1,', '2,2026-01-06,,A,6,1,'],
    ['3,2026-01-20,7,A,-2,-1,return', '4,2026-01-30,8,A,1,9,fee', '5,2026-01-31,9,A,100,1,', '6,2025-12-07,,B,2,,'],
  ];
  const bench = workbench(project, {
    'lines.csv': `no,day,who,what,money,n,kind,cost\n${lines.flat().join(',\n')},4\n`,
  });
  await bench.run();
  const sums = 'month_start, orders, customers, revenue, quantity, return_quantity as back, return_amount as paid_back';
  expect(await bench.rows(`select ${sums} from mart.product_month order by 1`)).toEqual([
    { month_start: '2025-12-01', orders: 1, customers: 0, revenue: 2, quantity: 0, back: 0, paid_back: 0 },
    { month_start: '2026-01-01', orders: 4, customers: 2, revenue: 17, quantity: 4, back: -1, paid_back: -2 },
  ]);
  const order = 'lines, sale_lines, return_lines, quantity, revenue, return_amount, costed_revenue, cost_amount';
  const orders = await bench.rows(
    `select order_id, customer_durable_key > 0, ${order} from mart.order_summary order by 1, 2, revenue`,
  );
  expect(orders.map(Object.values)).toEqual([
    ['1', false, 1, 1, 0, 1, 5, 0, null, null],
    ['1', true, 1, 1, 0, 1, 3, 0, null, null],
    ['1', true, 1, 1, 0, 2, 4, 0, null, null],
    ['2', false, 1, 1, 0, 1, 6, 0, null, null],
    ['3', true, 1, 0, 1, -1, -2, -2, null, null],
    ['4', true, 1, 0, 0, 0, 1, 0, null, null],
    ['6', false, 1, 1, 0, 0, 2, 0, 2, 4],
  ]);
  bench.close();
});
