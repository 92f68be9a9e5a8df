import { beforeAll, describe, expect, it } from 'vitest';
import { type StarBench, starBench } from '../../fixtures/star-bench.js';
import { workbench } from '../../fixtures/workbench.js';
import { stageWords } from '../../models/segment/stage.js';
import type { Cell } from '../table.js';

/*
 * Ann buys thrice and returns once, in two currencies and through two channels; Bea buys once, something of no category, on a day without a time;
 * Cid only returns; Dan comes after the as-of date. All expected figures are worked out by hand from the records below.
 */
const project = `
currency: EUR
as_of: 2024-12-31
sources:
  people: { files: people.csv }
  lines: { files: lines.csv }
  goods: { files: goods.csv }
  rates: { files: rates.csv }
entities:
  customer:
    - source: people
      columns: { customer_id: id, country: country, birth_date: born, registered_on: since, tier: tier, updated_at: changed }
  product: [{ source: goods, columns: { product_id: sku, category: category, updated_at: changed } }]
  exchange_rate: [{ source: rates, columns: { rate_date: day, currency: code, rate: rate } }]
  order_line:
    - source: lines
      columns:
        order_id: order
        ordered_at: at
        customer_id: who
        product_id: sku
        channel_id: way
        kind: kind
        quantity: n
        unit_price: price
        discount_amount: off
        cost_amount: cost
        currency: currency
`;

const files = {
  'people.csv': `id,country,born,since,tier,changed
ann,AT,1990-12-31,2023-12-31,silver,2023-12-31
ann,DE,1990-12-31,2023-12-31,gold,2024-06-01
ann,FR,1990-12-31,2023-12-31,platinum,2025-01-05
bea,,2025-02-01,2025-01-01,,2023-12-31
`,
  'goods.csv': `sku,category,changed
A,Food,2024-01-01
B,Games,2024-01-01
B,Toys,2024-05-01
B,Books,2025-01-01
C,,2024-01-01
`,
  'rates.csv': 'day,code,rate\n2024-01-01,USD,0.9\n',
  'lines.csv': `order,at,who,sku,way,kind,n,price,off,cost,currency
a1,2024-01-01 09:30:00,ann,A,web,sale,2,10,,8,EUR
a1,2024-01-01 09:30:00,ann,,web,shipping,1,4,,,EUR
a2,2024-10-12 20:00:00,ann,B,web,sale,1,30,6,,EUR
a3,2024-12-01 09:00:00,ann,C,shop,sale,1,10,,5,USD
a3,2025-01-02 09:00:00,ann,C,web,sale,1,500,100,5,USD
a4,2024-12-05 13:00:00,ann,A,shop,return,-1,10,,-4,EUR
a5,2025-01-10 13:00:00,ann,A,web,sale,1,1000,,1,EUR
b1,2024-12-31 00:00:00,bea,D,,sale,1,50,,,EUR
c1,2024-11-01 10:00:00,cid,A,shop,return,-1,5,,,EUR
d1,2025-01-01 10:00:00,dan,A,shop,sale,1,5,,,EUR
x1,2024-11-01 10:00:00,,A,shop,sale,1,5,,,EUR
`,
};

let rows: StarBench['rows'];
beforeAll(async () => {
  rows = await company(files);
});

async function company(given: typeof files): Promise<StarBench['rows']> {
  const bench = workbench(project, given);
  const star = await starBench(bench.dir, ['feature.customer']);
  await star.night(new Date(0));
  bench.close();
  return star.rows;
}

async function featuresOf(id: string): Promise<Record<string, Cell>> {
  const [row] = await rows(`select * from feature.customer where customer_id = '${id}'`);
  return row as Record<string, Cell>;
}

describe('feature.customer', () => {
  it('has one row per known customer with a line up to the as-of date', async () => {
    const found = await rows('select customer_id, as_of from feature.customer order by 1');
    expect(found).toEqual(['ann', 'bea', 'cid'].map(customer_id => ({ customer_id, as_of: '2024-12-31' })));
  });

  it('tells when and how often: the day after the as-of date does not exist, nor a later line of an earlier order', async () => {
    expect(await featuresOf('ann')).toMatchObject({
      ...{ recency_days: 30, activity_days: 26, tenure_days: 365, purchase_days: 3, orders: 4, sale_orders: 3 },
      ...{ sale_orders_90_days: 2, sale_orders_previous_90_days: 0, sale_orders_365_days: 2, sale_orders_trend: 1 },
      ...{ gap_days_mean: 167.5, gap_days_max: 285, recency_gap_ratio: 30 / 167.5 },
    });
    expect((await featuresOf('ann')).gap_days_deviation).toBeCloseTo(235 / Math.SQRT2, 10);
  });

  it('tells how much, in the reporting currency: orders of 24, 24 and 9, of which 10 came back', async () => {
    expect(await featuresOf('ann')).toMatchObject({
      ...{ quantity: 3, revenue: 47, revenue_90_days: 23, revenue_previous_90_days: 0, revenue_365_days: 23 },
      ...{ revenue_trend: 1, cost_amount: 8.5, margin_amount: 10.5, margin_share: 10.5 / 19, order_amount_mean: 19 },
      ...{ order_amount_deviation: Math.sqrt(75), order_amount_variation: Math.sqrt(75) / 19, order_lines_mean: 1 },
      ...{ return_amount: -10, return_orders: 1, return_order_share: 0.25, return_share: 10 / 57 },
      ...{ discount_amount: 6, discount_orders: 1, discount_order_share: 1 / 3, discount_share: 6 / 53 },
    });
  });

  it('tells what, where and at what time: categories as they were that day, shares of those that have one', async () => {
    expect(await featuresOf('ann')).toMatchObject({
      ...{ products: 3, categories: 2, top_category: 'Toys', top_category_share: 24 / 44, top_3_categories_share: 1 },
      ...{ channels: 2, top_channel: 'web', top_channel_share: 2 / 3 },
      ...{ top_weekday: 1, top_weekday_share: 1 / 3, weekend_share: 2 / 3 },
      ...{ night_share: 0, morning_share: 2 / 3, afternoon_share: 0, evening_share: 1 / 3 },
    });
  });

  it('has the master record of the as-of date, and its key leads to all attributes of it', async () => {
    expect(await featuresOf('ann')).toMatchObject({ country: 'DE', age_years: 34, registered_days: 366 });
    const tiers = `select feature.customer_id, master.tier from feature.customer as feature
      join dw.dim_customer as master on master.customer_key = feature.customer_key order by 1`;
    expect((await rows(tiers)).map(row => row.tier)).toEqual(['gold', null, null]);
    expect(await featuresOf('bea')).toMatchObject({ country: null, age_years: null, registered_days: null });
  });

  it('has as whole numbers just those columns whose bounds are told as such', async () => {
    const columns = await rows(`select column_name, data_type from information_schema.columns
      where table_schema = 'feature' and table_name = 'customer' and data_type not in ('DATE', 'VARCHAR')`);
    const told = (column: string) =>
      stageWords({ name: null, ways: [[{ column, above: 45, missing: false }]] }, {}).includes('at least 46');
    const numbers = columns
      .map(row => [String(row.column_name), row.data_type] as const)
      .filter(([name]) => !/_key$/.test(name));
    expect(numbers.length).toBeGreaterThan(40);
    const whole = numbers.filter(([, type]) => type === 'INTEGER' || type === 'BIGINT').map(([name]) => name);
    expect(numbers.map(([name]) => name).filter(told)).toEqual(whole);
  });

  it('leaves undefined what one order does not tell', async () => {
    expect(await featuresOf('bea')).toMatchObject({
      ...{ recency_days: 0, tenure_days: 0, purchase_days: 1, sale_orders: 1, order_amount_mean: 50, return_share: 0 },
      ...{ order_amount_deviation: null, order_amount_variation: null, gap_days_mean: null, gap_days_deviation: null },
      ...{ gap_days_max: null, recency_gap_ratio: null, sale_orders_trend: null, revenue_trend: null },
      ...{ cost_amount: null, margin_amount: null, margin_share: null },
      ...{ products: 1, categories: 0, top_category: null, top_category_share: null, top_3_categories_share: null },
      ...{ channels: 0, top_channel: null, top_channel_share: null, top_weekday: 2, weekend_share: 0 },
      ...{ night_share: null, morning_share: null, afternoon_share: null, evening_share: null },
    });
  });

  it('leaves undefined what somebody who only returns does not tell', async () => {
    expect(await featuresOf('cid')).toMatchObject({
      ...{ recency_days: null, activity_days: 60, tenure_days: null, purchase_days: 0, orders: 1, sale_orders: 0 },
      ...{ sale_orders_90_days: 0, sale_orders_trend: null, revenue: -5, revenue_90_days: -5, revenue_trend: null },
      ...{ order_amount_mean: null, order_lines_mean: null, return_order_share: 1, return_share: null },
      ...{ discount_order_share: null, discount_share: null, products: 0, channels: 0, top_weekday: null },
    });
  });

  it('takes the spread of orders of tens of millions, whose squares have more than 18 digits, and the trend of quarters as far apart', async () => {
    const lines = `order,at,who,sku,way,kind,n,price,off,cost,currency
l1,2024-01-01 09:30:00,eve,A,web,sale,1,60000000,,,EUR
l2,2024-02-01 09:30:00,eve,A,web,sale,1,20000000,,,EUR
l3,2024-08-01 09:30:00,fay,A,web,sale,1,90000000000,,,USD
l4,2024-12-01 09:30:00,fay,A,web,return,-1,90000000000,,,USD
`;
    const large = await company({ ...files, 'lines.csv': lines, 'rates.csv': 'day,code,rate\n2024-01-01,USD,900\n' });
    const [eve, fay] = await large(
      'select order_amount_deviation, revenue_trend from feature.customer order by customer_id',
    );
    expect(eve?.order_amount_deviation).toBeCloseTo(4e7 / Math.SQRT2, 4);
    // 8.1·10¹³ less, of as much there and here.
    expect(fay?.revenue_trend).toBe(-1);
  });
});
