import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Workbench, workbench } from '../../fixtures/workbench.js';

/*
 * Two systems, shop and till, number their customers from the same start and mean different people; product numbers mean the same.
 * All expected figures are worked out by hand from the records below.
 */
const project = `
currency: EUR
calendar: { week_start: sunday, fiscal_start: 4 }
sources:
  shop_customers: { system: shop, files: shop_customers.csv }
  shop_lines: { system: shop, files: 'shop_lines*.csv' }
  till_lines: { system: till, files: 'till_lines*.csv' }
  products: { system: shop, files: products.csv }
  rates: { files: rates.csv }
dimensions: { customer: { history: { name: 1 } } }
entities:
  customer: [{ source: shop_customers, columns: { customer_id: id, name: name, updated_at: changed } }]
  product: [{ source: products, columns: { product_id: sku, name: name, category_path: path } }]
  exchange_rate: [{ source: rates, columns: { rate_date: day, currency: code, rate: rate } }]
  order_line:
    - source: shop_lines
      columns:
        order_id: order
        line_number: line
        ordered_at: at
        customer_id: who
        product_id: sku
        store_id: { default: WEB }
        kind: kind
        quantity: n
        unit_price: price
        discount_amount: off
        cost_amount: cost
        currency: currency
    - source: till_lines
      columns: { order_id: receipt, ordered_at: at, customer_id: card, product_id: sku, channel_id: lane, quantity: n, unit_price: price }
`;

const files = {
  'shop_customers.csv': `id,name,changed
2,Bea,2024-01-01
1,Ann old,2024-01-01
1,Ann,2024-02-01
1,Ann oldest,2023-01-01
9,Nobody yet,2024-01-01
`,
  'products.csv': 'sku,name,path\nA,Apple,Food > Fruit\nB,Bread,Food > Bakery\n',
  'rates.csv': 'day,code,rate\n2024-01-01,USD,0.9\n2024-02-01,USD,0.8\n2024-02-01,JPY,0.0062\n',
  'shop_lines.csv': `order,line,at,who,sku,kind,n,price,off,cost,currency
o1,1,2024-01-31 23:50,1,A,sale,2,10.00,1.00,4.00,EUR
o1,2,2024-02-01 00:10,1,B,sale,1,5.00,,,EUR
o1,3,2024-02-01 00:10,1,,shipping,1,4.00,,,EUR
o2,1,2024-02-10,2,A,sale,1,100.00,10.00,50.00,USD
o2,2,2024-02-20,2,A,return,-1,100.00,-10.00,-50.00,USD
o3,1,2024-02-20,3,Z,sale,1,50000,,,JPY
o3,2,2024-02-20,2,A,sale,1,1.00,,,
o4,1,2024-02-21,,A,sale,1,7.00,,,EUR
o4,2,2024-02-21,,,sale,1,3.00,,,EUR
o5,1,2024-02-22,1,,fee,1,2.50,,,EUR
`,
  'till_lines.csv': `receipt,at,card,sku,lane,n,price
o1,2024-02-05 10:00,1,B,L1,1,5.00
o1,2024-02-05 09:00,1,A,L1,1,10.00
o1,2024-02-05 10:00,1,A,L1,-1,10.00
`,
};

let bench: Workbench;
const rows = async (sql: string) => (await bench.rows(sql)).map(row => Object.values(row));

beforeAll(async () => {
  bench = workbench(project, files);
  await bench.run();
});
afterAll(() => bench.close());

describe('dimensions', () => {
  it('have keys from 1 in the order of system and number, the unknown member and inferred ones', async () => {
    const columns = 'customer_key, customer_id, source, source_customer_id, name, is_current, is_inferred';
    expect(await rows(`select ${columns} from dw.dim_customer order by 1`)).toEqual([
      [-1, '(unknown)', '', '(unknown)', null, true, false],
      [1, 'shop:1', 'shop', '1', 'Ann', true, false],
      [2, 'shop:2', 'shop', '2', 'Bea', true, false],
      [3, 'shop:3', 'shop', '3', null, true, true],
      [4, 'shop:9', 'shop', '9', 'Nobody yet', true, false],
      [5, 'till:1', 'till', '1', null, true, true],
    ]);
  });

  it('share the numbers of products, and know none and unknown ones', async () => {
    expect(
      await rows('select product_key, product_id, name, category_path, is_inferred from dw.dim_product order by 1'),
    ).toEqual([
      [-2, '(none)', 'Not applicable', null, false],
      [-1, '(unknown)', 'Unknown', null, false],
      [1, 'A', 'Apple', 'Food > Fruit', false],
      [2, 'B', 'Bread', 'Food > Bakery', false],
      [3, 'Z', null, null, true],
    ]);
  });

  it('have the path as their category where it is all that is told, also for a cube', async () => {
    expect(await rows('select category, category_path from dw.dim_product where product_key = 1')).toEqual([
      ['Food > Fruit', 'Food > Fruit'],
    ]);
    const { rows: cells } = await (await bench.open())
      .cube('sales')
      .query({ rows: ['product.category'], measures: ['products'] });
    expect(cells.map(row => row['product.category'])).toContain('Food > Bakery');
  });

  it('exist of stores and channels that only lines speak of', async () => {
    expect(await rows('select store_key, store_id, is_inferred from dw.dim_store order by 1')).toEqual([
      [-2, '(none)', false],
      [-1, '(unknown)', false],
      [1, 'WEB', true],
    ]);
    expect(await rows('select channel_id from dw.dim_channel where channel_key > 0')).toEqual([['L1']]);
  });

  it('hold one version of each member, valid always', async () => {
    expect(await rows('select distinct valid_from, valid_to, is_current from dw.dim_customer')).toEqual([
      ['1800-01-01 00:00:00', '9999-12-31 00:00:00', true],
    ]);
  });
});

describe('the fact', () => {
  it('keeps every line: who, what, where, in which kind', async () => {
    const columns = 'source, order_id, line_number, customer_key, product_key, store_key, channel_key, date_key, kind';
    expect(await rows(`select ${columns} from dw.fact_order_line order by 1, 2, 3`)).toEqual([
      ['shop', 'o1', 1, 1, 1, 1, -2, 20240131, 'sale'],
      ['shop', 'o1', 2, 1, 2, 1, -2, 20240201, 'sale'],
      ['shop', 'o1', 3, 1, -2, 1, -2, 20240201, 'shipping'],
      ['shop', 'o2', 1, 2, 1, 1, -2, 20240210, 'sale'],
      ['shop', 'o2', 2, 2, 1, 1, -2, 20240220, 'return'],
      ['shop', 'o3', 1, 3, 3, 1, -2, 20240220, 'sale'],
      ['shop', 'o3', 2, 2, 1, 1, -2, 20240220, 'sale'],
      ['shop', 'o4', 1, -1, 1, 1, -2, 20240221, 'sale'],
      ['shop', 'o4', 2, -1, -1, 1, -2, 20240221, 'sale'],
      ['shop', 'o5', 1, 1, -2, 1, -2, 20240222, 'fee'],
      ['till', 'o1', 1, 5, 1, -2, 1, 20240205, 'sale'],
      ['till', 'o1', 2, 5, 2, -2, 1, 20240205, 'sale'],
      ['till', 'o1', 3, 5, 1, -2, 1, 20240205, 'return'],
    ]);
  });

  it('has amounts net of discount, in the currency of the line and at the rate of the day in that of the reports', async () => {
    const columns =
      'order_id, line_number, net_amount, currency, net_amount_reporting, cost_amount_reporting, discount_amount_reporting';
    expect(
      await rows(`select ${columns} from dw.fact_order_line where source = 'shop' and order_id <= 'o3' order by 1, 2`),
    ).toEqual([
      ['o1', 1, 19, 'EUR', 19, 4, 1],
      ['o1', 2, 5, 'EUR', 5, null, null],
      ['o1', 3, 4, 'EUR', 4, null, null],
      ['o2', 1, 90, 'USD', 72, 40, 8],
      ['o2', 2, -90, 'USD', -72, -40, -8],
      ['o3', 1, 50000, 'JPY', 310, null, null],
      ['o3', 2, 1, 'EUR', 1, null, null],
    ]);
  });
});

describe('the marts', () => {
  it('know how each customer behaved: returns netted, an order over two days or two customers counted once for each', async () => {
    const columns =
      'customer_id, first_order_date, last_order_date, orders, sale_orders, lines, quantity, revenue, return_amount, discount_amount, cost_amount, margin_amount';
    expect(await rows(`select ${columns} from mart.customer order by customer_key`)).toEqual([
      ['shop:1', '2024-01-31', '2024-02-22', 2, 1, 4, 3, 30.5, 0, 1, 4, 15],
      ['shop:2', '2024-02-10', '2024-02-20', 2, 2, 3, 1, 1, -72, 0, 0, 0],
      ['shop:3', '2024-02-20', '2024-02-20', 1, 1, 1, 1, 310, 0, 0, null, null],
      ['till:1', '2024-02-05', '2024-02-05', 1, 1, 3, 1, 5, -10, 0, null, null],
    ]);
  });

  it('know the months of customers, unknown ones too: an order over two months counts in both', async () => {
    const columns = 'customer_key, month_start, orders, sale_orders, quantity, revenue, return_amount, cost_amount';
    expect(await rows(`select ${columns} from mart.customer_month order by 1, 2`)).toEqual([
      [-1, '2024-02-01', 1, 1, 2, 10, 0, null],
      [1, '2024-01-01', 1, 1, 2, 19, 0, 4],
      [1, '2024-02-01', 2, 1, 1, 11.5, 0, null],
      [2, '2024-02-01', 2, 2, 1, 1, -72, 0],
      [3, '2024-02-01', 1, 1, 1, 310, 0, null],
      [5, '2024-02-01', 1, 1, 1, 5, -10, null],
    ]);
  });

  it('know the months of products', async () => {
    const columns =
      'product_key, month_start, orders, customers, quantity, revenue, return_quantity, return_amount, cost_amount';
    expect(await rows(`select ${columns} from mart.product_month order by 1, 2`)).toEqual([
      [-2, '2024-02-01', 2, 1, 0, 6.5, 0, 0, null],
      [-1, '2024-02-01', 1, 0, 1, 3, 0, 0, null],
      [1, '2024-01-01', 1, 1, 2, 19, 0, 0, 4],
      [1, '2024-02-01', 4, 2, 2, 8, -2, -82, 0],
      [2, '2024-02-01', 2, 2, 2, 10, 0, 0, null],
      [3, '2024-02-01', 1, 1, 1, 310, 0, 0, null],
    ]);
  });

  it('know what was sold together', async () => {
    expect(
      await rows(
        "select source, order_id, product_durable_key, customer_durable_key, date_key, quantity, revenue from mart.basket where order_id = 'o1' order by 1, 3",
      ),
    ).toEqual([
      ['shop', 'o1', 1, 1, 20240131, 2, 19],
      ['shop', 'o1', 2, 1, 20240201, 1, 5],
      ['till', 'o1', 1, 5, 20240205, 1, 10],
      ['till', 'o1', 2, 5, 20240205, 1, 5],
    ]);
  });

  it('come to the same as plain SQL on the fact', async () => {
    const [fact] = await rows(
      'select sum(net_amount_reporting), sum(net_amount_reporting) filter (customer_key > 0), count(*) from dw.fact_order_line',
    );
    expect(fact).toEqual([336.5 + 20, 346.5, 13]);
    for (const [sql, sum] of [
      ['select sum(revenue) from mart.customer', fact?.[1]],
      ['select sum(revenue) from mart.customer_month', fact?.[0]],
      ['select sum(revenue) from mart.product_month', fact?.[0]],
      ['select sum(lines) from mart.order_summary', fact?.[2]],
      [
        "select sum(revenue) - (select sum(net_amount_reporting) from dw.fact_order_line where kind = 'sale') from mart.basket",
        0,
      ],
    ])
      expect([sql, (await rows(String(sql)))[0]?.[0]]).toEqual([sql, sum]);
  });
});

describe('the cubes', () => {
  it('say what a customer is worth by what known ones brought: 346.50 by four', async () => {
    for (const name of ['sales', 'customers']) {
      const { rows } = await (await bench.open()).cube(name).query({ measures: ['customer_value'] });
      expect([name, rows]).toEqual([name, [{ customer_value: 346.5 / 4 }]]);
    }
  });

  it('say that nothing of what was sold came back, and nothing at all where nothing was sold', async () => {
    const { rows } = await (await bench.open())
      .cube('sales')
      .query({ rows: ['product.id'], measures: ['return_rate'], totals: 'none' });
    const rates = Object.fromEntries(rows.map(row => [row['product.id'], row.return_rate]));
    expect(rates).toMatchObject({ A: 82 / 109, B: 0, Z: 0, '(none)': null });
  });
});

describe('the calendar', () => {
  it('spans the years of the orders, day by day, and the unknown day', async () => {
    expect(await rows('select count(*), min(full_date), max(full_date), min(date_key) from dw.dim_date')).toEqual([
      [367, '2024-01-01', '2024-12-31', -1],
    ]);
  });

  it('knows weeks by ISO and by the declared first day, and the fiscal year that ends in March', async () => {
    const columns =
      'full_date, year, quarter, month, month_start, month_name, iso_year, iso_week, week_start, day_of_week, day_name, is_weekend, fiscal_year, fiscal_quarter, fiscal_month';
    const days = "'2024-01-01', '2024-02-29', '2024-03-31', '2024-04-01', '2024-12-29', '2024-12-30'";
    expect(
      await rows(`select ${columns} from dw.dim_date where cast(full_date as varchar) in (${days}) order by 1`),
    ).toEqual([
      ['2024-01-01', 2024, 1, 1, '2024-01-01', 'January', 2024, 1, '2023-12-31', 1, 'Monday', false, 2024, 4, 10],
      ['2024-02-29', 2024, 1, 2, '2024-02-01', 'February', 2024, 9, '2024-02-25', 4, 'Thursday', false, 2024, 4, 11],
      ['2024-03-31', 2024, 1, 3, '2024-03-01', 'March', 2024, 13, '2024-03-31', 7, 'Sunday', true, 2024, 4, 12],
      ['2024-04-01', 2024, 2, 4, '2024-04-01', 'April', 2024, 14, '2024-03-31', 1, 'Monday', false, 2025, 1, 1],
      ['2024-12-29', 2024, 4, 12, '2024-12-01', 'December', 2024, 52, '2024-12-29', 7, 'Sunday', true, 2025, 3, 9],
      ['2024-12-30', 2024, 4, 12, '2024-12-01', 'December', 2025, 1, '2024-12-29', 1, 'Monday', false, 2025, 3, 9],
    ]);
  });
});

it('numbers that differ only by case, blanks or Unicode normal form are members of their own, and a warning says so', async () => {
  // U+00E9 against U+0065 U+0301, Unicode Standard Annex 15; "b1" and "B1"; the third customer is like nobody.
  const lines = ['1,Andr\u00e9,b1', '2,Andre\u0301,B1', '3,Andre,c1'].map(line => `${line},2024-01-01,10\n`);
  const own = workbench(
    'sources: { lines: { files: lines.csv } }\nentities: { order_line: [{ source: lines, columns: { order_id: a, customer_id: b, product_id: c, ordered_at: d, net_amount: e } }] }\n',
    { 'lines.csv': `a,b,c,d,e\n${lines.join('')}` },
  );
  const { warnings } = await own.run();
  expect(warnings.filter(warning => /differ only/.test(warning)).sort()).toEqual([
    'Customer numbers of one system that differ only by case, blanks or Unicode normal form. (1)',
    'Product numbers of one system that differ only by case, blanks or Unicode normal form. (1)',
  ]);
  expect(await own.rows('select count(*) as n from mart.customer where customer_key > 0')).toEqual([{ n: 3 }]);
  own.close();
});
