import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rounds } from '../../fixtures/rounds.js';
import { starBench } from '../../fixtures/star-bench.js';

/*
 * Random companies, delivered in random nights: records late, corrected, repeated and gone; files that take back what they said; customers
 * and products with histories of every kind. Truth: the warehouse is a function of what was landed and decided, so a night built on
 * the nights before it must equal the same built from nothing, in every table, keys included.
 */
const day = fc.integer({ min: 1, max: 12 }).map(n => `2024-0${n > 10 ? 3 : 2}-${String(n).padStart(2, '0')}`);
const id = fc.constantFrom('1', '2', '3', '4');
const word = fc.constantFrom('', 'a', 'b', 'A|B', ' c');

const customer = fc.record({
  id,
  day: fc.option(day, { nil: '' }),
  tier: word,
  email: word,
  seq: fc.constantFrom('', '1', '2'),
  gone: fc.constantFrom('', '', '', 'true'),
});
const product = fc.record({ sku: fc.constantFrom('P', 'Q', 'R'), name: word, price: fc.constantFrom('1', '2.5', 'x') });
const line = fc.record({
  order: fc.constantFrom('o1', 'o2', 'o3', 'o4', 'o5'),
  nr: fc.constantFrom('', '', '1', '2'),
  day,
  who: fc.option(id, { nil: '' }),
  sku: fc.constantFrom('P', 'Q', 'R', 'S', ''),
  n: fc.constantFrom('1', '2', '-1', 'bad'),
  sent: fc.option(day, { nil: '' }),
  currency: fc.constantFrom('EUR', 'EUR', 'USD'),
  isDated: fc.boolean(),
});

const header = fc.record({
  order: fc.constantFrom('o1', 'o2', 'o3', 'o4'),
  day,
  who: fc.option(id, { nil: '' }),
  sent: fc.option(day, { nil: '' }),
  state: fc.constantFrom('', '', 'cancelled'),
});

const payment = fc.record({
  id: fc.constantFrom('p1', 'p2', 'p3', 'p4'),
  order: fc.constantFrom('o1', 'o2', 'o3', 'o9', ''),
  day,
  who: fc.constantFrom('1', '5', '', ''),
  amount: fc.constantFrom('2.5', '5', '-2.5'),
  currency: fc.constantFrom('EUR', 'EUR', 'USD'),
});

/** What a night delivers; a file of orders or payments with the number of an earlier one takes its place. */
const night = fc.record({
  customers: fc.array(customer, { maxLength: 4 }),
  products: fc.option(fc.uniqueArray(product, { selector: one => one.sku, maxLength: 3 }), { nil: undefined }),
  orders: fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.array(line, { minLength: 1, maxLength: 6 })), {
    maxLength: 2,
  }),
  payments: fc.option(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.array(payment, { minLength: 1, maxLength: 5 })), {
    nil: undefined,
  }),
  rate: fc.option(fc.tuple(day, fc.constantFrom('0.9', '0.8')), { nil: undefined }),
  heads: fc.option(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.array(header, { minLength: 1, maxLength: 4 })), {
    nil: undefined,
  }),
});

const company = fc.record({
  history: fc.record({ tier: fc.constantFrom(0, 1, 2, 3), email: fc.constantFrom(1, 2) }),
  customers: fc.constantFrom('ignore', 'close', 'tombstone'),
  products: fc.constantFrom('ignore', 'close', 'tombstone'),
  duplicates: fc.constantFrom('keep', 'drop'),
  nights: fc.array(night, { minLength: 2, maxLength: 4 }),
  partFrom: fc.constantFrom(0, 0, 6),
  pays: fc.constantFrom(true, true, false),
  told: fc.constantFrom('add', 'replace_order', 'replace_line'),
  isHeaded: fc.boolean(),
});

type Company = typeof company extends fc.Arbitrary<infer T> ? T : never;

const project = ({ history, customers, products, duplicates, pays, told, isHeaded }: Company) => `
segment: {}
basket: {}
sources:
  people: { system: shop, files: 'people*.csv', optional: true, expect: { min_rows: 0, max_shrink: 1 } }
  goods: { system: shop, files: goods.csv, complete: { key: sku }, optional: true, expect: { min_rows: 0, max_shrink: 1 } }
  orders: { system: shop, files: 'orders*.csv', duplicates: ${duplicates}, optional: true, expect: { min_rows: 0, max_shrink: 1 } }
  bank: { system: shop, files: 'bank*.csv', optional: true, expect: { min_rows: 0, max_shrink: 1 } }
  rates: { files: 'rates*.csv', optional: true }
  heads: { system: shop, files: 'heads*.csv', optional: true, expect: { min_rows: 0, max_shrink: 1 } }
dimensions:
  customer: { history: { tier: ${history.tier}, email: ${history.email} }, deletes: ${customers} }
  product: { deletes: ${products} }
entities:
  customer:
    - { source: people, columns: { customer_id: id, tier: tier, email: email, updated_at: day, sequence: seq, deleted: gone } }
  product: [{ source: goods, columns: { product_id: sku, name: name, category: name, unit_price: price } }]
  exchange_rate: [{ source: rates, columns: { rate_date: day, currency: { default: USD }, rate: rate } }]
  order_line:
    - source: orders
      told_again: ${told}
      columns:
        order_id: order
        line_number: nr
        ordered_at: { from: day, formats: YYYY-MM-DD }
        shipped_at: { from: sent, formats: YYYY-MM-DD }
        customer_id: who
        product_id: sku
        quantity: n
        unit_price: { default: 2.5 }
        currency: currency
${isHeaded ? headers : ''}${pays ? payments : ''}  subscription:
    - source: bank
      columns:
        subscription_id: order
        customer_id: who
        started_on: day
        monthly_amount: amount
        currency: currency
`;

const headers = `  order_header:
    - source: heads
      columns:
        order_id: order
        ordered_at: { from: day, formats: YYYY-MM-DD }
        shipped_at: { from: sent, formats: YYYY-MM-DD }
        customer_id: who
        cancelled: { from: "state = 'cancelled'" }
`;

const payments = `  payment:
    - source: bank
      columns:
        payment_id: id
        order_id: order
        customer_id: who
        paid_at: { from: day, formats: YYYY-MM-DD }
        amount: amount
        currency: currency
`;

const wanted = ['order_summary', 'customer', 'customer_month', 'customer_assortment', 'product_month', 'basket']
  .map(name => `mart.${name}`)
  .concat(
    'feature.rfm',
    'feature.customer',
    'feature.customer_item',
    'stage.account',
    'stage.format',
    'check.account',
    'check.version_span',
    'check.fact_order_line_rows',
  )
  .concat(['customer', 'product', 'store', 'channel'].map(name => `dw.dim_${name}`))
  .concat(['payment', 'subscription', 'order'].map(name => `dw.fact_${name}`));

it('a night built on the nights before equals one built from nothing, keys included', async () => {
  const partial = new Set<string>();
  await fc.assert(
    fc.asyncProperty(company, async given => {
      const dir = mkdtempSync(join(tmpdir(), 'custometry-nights-'));
      try {
        writeFileSync(join(dir, 'custometry.yaml'), project(given));
        const bench = await starBench(dir, wanted, { partFrom: given.partFrom });
        for (const [index, one] of given.nights.entries()) {
          deliver(dir, one, index, given.isHeaded);
          for (const { name, status } of await bench.night(dateOf(index))) if (status === 'part') partial.add(name);
        }
        const grown = await bench.contents();
        await bench.clear();
        await bench.night(dateOf(given.nights.length));
        expect(Object.fromEntries(await bench.contents())).toEqual(Object.fromEntries(grown));
      } finally {
        rmSync(dir, { recursive: true, force: true });
      }
    }),
    { seed: Number(process.env.CUSTOMETRY_SEED ?? 5), numRuns: rounds(2) },
  );
  expect([...partial]).toEqual(
    expect.arrayContaining([
      ...['order_line', 'order', 'payment', 'subscription'].map(name => `dw.fact_${name}`),
      ...['mart.order_summary', 'mart.basket', 'mart.customer_month', 'mart.customer_assortment'],
      ...['feature.customer_item', 'conform.payment', 'conform.customer_history', 'stage.order_line_standing'],
    ]),
  );
});

const dateOf = (index: number) => new Date(Date.UTC(2024, 2, 1 + index, 2));

function deliver(
  dir: string,
  { customers, products, orders, payments, rate, heads }: Company['nights'][number],
  index: number,
  isHeaded: boolean,
): void {
  const write = (name: string, header: string, rows: string[][]) =>
    writeFileSync(
      join(dir, name),
      `${[header, ...rows.map(row => row.map(text => `"${text}"`).join(','))].join('\n')}\n`,
    );
  if (customers.length > 0)
    write(
      `people${index}.csv`,
      'id,day,tier,email,seq,gone',
      customers.map(one => [one.id, one.day, one.tier, one.email, one.seq, one.gone]),
    );
  if (products)
    write(
      'goods.csv',
      'sku,name,price',
      products.map(one => [one.sku, one.name, one.price]),
    );
  for (const [place, lines] of orders)
    write(
      `orders${place}.csv`,
      'order,nr,day,who,sku,n,currency,sent',
      lines.map(one => [
        one.order,
        one.nr,
        one.isDated || !isHeaded ? one.day : '',
        one.who,
        one.sku,
        one.n,
        one.currency,
        one.sent,
      ]),
    );
  if (heads)
    write(
      `heads${heads[0]}.csv`,
      'order,day,who,sent,state',
      heads[1].map(one => [one.order, one.day, one.who, one.sent, one.state]),
    );
  if (payments)
    write(
      `bank${payments[0]}.csv`,
      'id,order,day,who,amount,currency',
      payments[1].map(one => [one.id, one.order, one.day, one.who, one.amount, one.currency]),
    );
  if (rate) write(`rates${index}.csv`, 'day,rate', [rate]);
}
