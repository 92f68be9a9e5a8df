import { expect, it } from 'vitest';
import { workbench } from '../../fixtures/workbench.js';
import { initial } from './init.js';

it('orders that go on in records without a number are read with that above, and their head with what only it says', async () => {
  const bench = workbench('', {
    'sale.order.csv': `Order Reference,Order Date,Customer,Order Lines/Product,Order Lines/Quantity,Order Lines/Subtotal,Status,Total
S1,2026-01-05,Firm A,Desk,1.0,100.00,Sales Order,130.00
,,,Lamp,1.0,30.00,,
S2,2026-01-06,Firm B,Lamp,3.0,90.00,Quotation,90.00
S3,2026-01-07,Firm B,Lamp,1.0,30.00,Sales Order,80.50
,,,Chair,2.0,50.50,,
`,
  });
  bench.write('custometry.yaml', (await initial(bench.dir, [])).text);
  await bench.run();
  // 100 + 30, and 30 + 50.50: what was only offered is no order.
  const lines = `select order_id, customer_id, cast(sum(net_amount) as double) as sum from dw.fact_order_line
    join dw.dim_customer using (customer_key) group by all order by 1`;
  expect(await bench.rows(lines)).toEqual([
    { order_id: 'S1', customer_id: 'Firm A', sum: 130 },
    { order_id: 'S3', customer_id: 'Firm B', sum: 80.5 },
  ]);
  bench.close();
});

it('sums below an order are none of its lines', async () => {
  const bench = workbench('', {
    'orders.csv': `Order No,Order Date,Customer,Product,Quantity,Amount
1,2026-01-05,Firm A,Desk,1,100.00
2,2026-01-06,Firm B,Lamp,3,90.00
,,,Total,4,190.00
`,
  });
  expect((await initial(bench.dir, [])).text).not.toContain('last_value');
  bench.close();
});
