import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { starBench } from '../../fixtures/star-bench.js';
import { basket } from './index.js';

const project = `
basket: {}
sources: { till: { files: 'till*.csv', expect: { min_rows: 0, max_shrink: 1 } } }
entities:
  order_line:
    - source: till
      columns: { order_id: order, ordered_at: { from: day, formats: YYYY-MM-DD }, customer_id: who, product_id: what, quantity: n, unit_price: { default: 2 } }
`;

/** At the first table sit a and b, who both have tea; c joins them days later, when b has more jam, and gives the tea back. At the last a and c have cake, somebody unknown jam. */
const first = ['o1,2024-01-01,a,tea,1', 'o1,2024-01-01,b,tea,1', 'o1,2024-01-01,b,jam,1', 'o2,2024-01-02,a,jam,1'];
const third = ['o3,2024-01-02,c,tea,1', 'o3,2024-01-02,c,jam,1'];
const later = ['o1,2024-01-05,c,tea,2', 'o1,2024-01-05,b,jam,1', 'o1,2024-01-06,b,tea,-1', 'o4,2024-01-09,a,cake,1'];
const last = ['o4,2024-01-09,c,cake,1', 'o4,2024-01-09,,jam,1'];
const corrected = [...first.filter(line => !line.includes('b,tea')), ...third];

/** By hand: the baskets, and in how many of them are jam and tea, and jam and cake. */
const nights = [
  {
    deliver: { 'till1.csv': [...first, ...third] },
    rows: ['o1 a tea 1', 'o1 b jam 1', 'o1 b tea 1', 'o2 a jam 2', 'o3 c jam 2', 'o3 c tea 2'],
    orders: ['jam 3', 'tea 2'],
    counted: { order: [3, 2, 0], customer: [3, 3, 0], session: [3, 3, 0] },
    // The jam of a, who had tea in the first four fifths; c had bought nothing before.
    foretold: 1,
  },
  {
    deliver: { 'till2.csv': [...later, ...last] },
    rows: [
      'o1 a tea 1',
      'o1 b jam 1',
      'o1 b jam 5',
      'o1 b tea 1',
      'o1 c tea 5',
      'o2 a jam 2',
      'o3 c jam 2',
      'o3 c tea 2',
      'o4 a cake 9',
      'o4 c cake 9',
      'o4 nobody jam 9',
    ],
    orders: ['cake 1', 'jam 4', 'tea 2'],
    counted: { order: [4, 2, 1], customer: [4, 3, 2], session: [8, 3, 0] },
    // Cake is new to a and to c, who have bought before.
    foretold: 2,
  },
  {
    deliver: { 'till1.csv': corrected },
    rows: [
      'o1 a tea 1',
      'o1 b jam 1',
      'o1 b jam 5',
      'o1 c tea 5',
      'o2 a jam 2',
      'o3 c jam 2',
      'o3 c tea 2',
      'o4 a cake 9',
      'o4 c cake 9',
      'o4 nobody jam 9',
    ],
    orders: ['cake 1', 'jam 4', 'tea 2'],
    counted: { order: [4, 2, 1], customer: [4, 2, 2], session: [8, 2, 0] },
    foretold: 2,
  },
];

describe('an order that customers share', () => {
  const dir = mkdtempSync(join(tmpdir(), 'custometry-shared-order-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('is one basket with each product once, and to each customer what they bought in it, in night after night', async () => {
    writeFileSync(join(dir, 'custometry.yaml'), project);
    const bench = await starBench(dir, ['mart.basket', 'feature.item', 'dw.dim_customer']);
    const texts = async (sql: string) => (await bench.rows(sql)).map(({ text }) => text);
    const fitted = async (unit: 'order' | 'customer' | 'session') => {
      const options = { ...basket.defaults, unit, length: 2, support: 0.01, confidence: 0.01 };
      return basket.fit(await bench.query(basket.training(options)), options);
    };
    for (const [index, { deliver, rows, orders, counted, foretold }] of nights.entries()) {
      for (const [file, lines] of Object.entries(deliver))
        writeFileSync(join(dir, file), `order,day,who,what,n\n${lines.join('\n')}\n`);
      await bench.night(new Date(Date.UTC(2024, 1, 1 + index)));
      expect(await texts(whose)).toEqual(rows);
      expect(await texts("select name || ' ' || orders as text from feature.item order by 1")).toEqual(orders);
      for (const [unit, figures] of Object.entries(counted)) {
        const { baskets, rules, names, evaluation } = await fitted(unit as keyof typeof counted);
        const sides = rules.map(({ left, right, count }) => ({
          items: [...left, ...right].map(item => names[item]),
          count,
        }));
        const both = (one: string) =>
          sides.find(({ items }) => items.includes('jam') && items.includes(one))?.count ?? 0;
        expect([unit, baskets, both('tea'), both('cake')]).toEqual([unit, ...figures]);
        if (unit === 'order') expect(evaluation?.baskets).toBe(foretold);
      }
    }
    const grown = await bench.contents();
    await bench.clear();
    await bench.night(new Date(Date.UTC(2024, 2, 1)));
    expect(await bench.contents()).toEqual(grown);
  });
});

const whose = `select basket.order_id || ' ' || coalesce(customer.customer_id, 'nobody') || ' ' || item.name || ' ' || basket.date_key % 100 as text
  from mart.basket as basket
  join feature.item as item on item.item = basket.product_durable_key
  left join dw.dim_customer as customer on customer.customer_key = basket.customer_durable_key and customer.customer_key > 0
  order by 1`;
