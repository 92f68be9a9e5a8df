import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Workbench, workbench } from '../../fixtures/workbench.js';

const project = (products: string) => `
products: { ${products} }
sources: { orders: { files: orders.csv }, goods: { files: goods.csv }, rates: { files: rates.csv } }
entities:
  product: [{ source: goods, columns: { product_id: sku, unit_cost: cost, updated_at: since } }]
  exchange_rate: [{ source: rates, columns: { rate_date: day, currency: code, rate: rate } }]
  order_line:
    - source: orders
      columns:
        { order_id: no, ordered_at: day, customer_id: who, product_id: sku, kind: kind, quantity: n, net_amount: amount, cost_amount: cost, currency: cur }
`;
const goods = (second: string) => `sku,cost,since\ntea,2.00,2026-01-01\ntea,${second},2026-02-01\nmug,,2026-01-01\n`;
// By hand: what a tea costs is 2.00 in January and 2.50 from February on.
const orders = `no,day,who,sku,kind,n,amount,cost,cur
1,2026-01-10,A,tea,sale,2,10,,EUR
2,2026-02-10,A,tea,sale,1,5,,EUR
3,2026-02-15,A,tea,return,-1,-5,,EUR
4,2026-02-16,A,tea,sale,1,5,0.70,EUR
5,2026-02-17,A,mug,sale,1,8,,EUR
6,2026-02-18,A,tea,discount,1,-1,,EUR
7,2026-02-19,A,tea,sale,1.5,8,,USD
8,2026-02-20,A,tea,sale,1,6,4,USD
9,2026-02-21,A,jam,sale,1,6,,EUR
`;

let bench: Workbench;
const costs = async (): Promise<unknown[]> => {
  await bench.run();
  const rows = await bench.rows('select cost_amount_reporting as cost from dw.fact_order_line order by order_id');
  return rows.map(({ cost }) => (cost === null ? null : Number(cost)));
};

describe('a line that says no cost', () => {
  beforeAll(() => {
    const files = {
      'orders.csv': orders,
      'goods.csv': goods('2.50'),
      'rates.csv': 'day,code,rate\n2026-01-01,USD,0.5\n',
    };
    bench = workbench(project('cost: unit_cost'), files);
  });
  afterAll(() => bench.close());

  it('costs its pieces of the product as it was that day, in the reporting currency', async () => {
    expect(await costs()).toEqual([4, 2.5, -2.5, 0.7, null, null, 3.75, 2, null]);
  });

  it('is told again when the product is, also without a new version of it', async () => {
    bench.write(
      'custometry.yaml',
      `${project('cost: unit_cost')}dimensions: { product: { history: { unit_cost: 1 } } }\n`,
    );
    expect(await costs()).toEqual([5, 2.5, -2.5, 0.7, null, null, 3.75, 2, null]);
    bench.write('goods.csv', goods('3.00'));
    expect(await costs()).toEqual([6, 3, -3, 0.7, null, null, 4.5, 2, null]);
  });

  it('has none unless the project says so', async () => {
    bench.write('custometry.yaml', project(''));
    expect(await costs()).toEqual([null, null, null, 0.7, null, null, null, 2, null]);
  });
});
