import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { starBench } from '../../fixtures/star-bench.js';
import { type Workbench, workbench } from '../../fixtures/workbench.js';

/* A shop that ships and is paid in parts and currencies, looked back on from 10 April 2024. Every figure is worked out by hand. */
const project = `
currency: EUR
as_of: 2024-04-10
sources:
  people: { system: shop, files: people.csv }
  lines: { system: shop, files: 'lines*.csv' }
  bank: { system: shop, files: 'bank*.csv' }
  plans: { system: shop, files: 'plans*.csv' }
  rates: { system: shop, files: rates.csv }
entities:
  customer: [{ source: people, columns: { customer_id: id, tier: tier, updated_at: changed } }]
  exchange_rate: [{ source: rates, columns: { rate_date: day, currency: { default: USD }, rate: rate } }]
  order_line:
    - source: lines
      columns: { order_id: order, ordered_at: at, shipped_at: sent, customer_id: who, kind: kind, net_amount: amount, currency: currency }
  payment:
    - source: bank
      columns: { payment_id: id, order_id: order, customer_id: who, paid_at: at, method: how, amount: amount, currency: currency }
  subscription:
    - source: plans
      columns: { subscription_id: id, customer_id: who, plan: plan, started_on: begin, ended_on: end, monthly_amount: fee, currency: currency }
`;

const files = {
  'people.csv': 'id,tier,changed\nA,new,2024-01-01\nA,gold,2024-02-01\nB,new,2024-01-01\n',
  'rates.csv': 'day,rate\n2024-01-01,0.9\n2024-02-15,0.8\n',
  // o1 ships in two parts; o2 is in dollars; of o3 a part is unsent; o4 has two customers; o5 is nobody's and free.
  'lines.csv': `order,at,sent,who,kind,amount,currency
o1,2024-01-20 10:00,2024-01-22 08:00,A,sale,60,EUR
o1,2024-01-20 10:00,2024-01-25 08:00,A,sale,40,EUR
o1,2024-02-10 12:00,,A,return,-40,EUR
o2,2024-02-10 09:00,2024-02-10 18:00,B,sale,100,USD
o3,2024-03-01 09:00,2024-03-02 09:00,A,sale,30,EUR
o3,2024-03-01 09:00,,A,sale,20,EUR
o4,2024-03-05 09:00,,A,sale,10,EUR
o4,2024-03-05 09:00,,B,sale,10,EUR
o5,2024-03-06 09:00,,,sale,0,EUR
`,
  // p2 is told again in a later file; p5 names no customer, its order has one; p6 does not either, its order has two; p7 names an order that is not there.
  'bank1.csv': `id,order,who,at,how,amount,currency
p1,o1,A,2024-01-21 10:00,card,50,EUR
p2,o1,A,2024-01-30 10:00,card,5,EUR
p3,o1,A,2024-02-12 10:00,card,-40,EUR
p4,o2,B,2024-02-12 10:00,card,60,USD
p5,o2,,2024-02-20 10:00,transfer,40,USD
p6,o4,,2024-03-06 10:00,cash,15,EUR
p7,o9,C,2024-03-07 10:00,cash,7,EUR
p8,o3,A,2024-04-20 10:00,card,50,EUR
`,
  'bank2.csv': 'id,order,who,at,how,amount,currency\np2,o1,A,2024-01-30 10:00,card,50,EUR\n',
  'plans1.csv':
    'id,who,plan,begin,end,fee,currency\ns1,A,basic,2024-01-15,,5,EUR\ns2,D,plus,2024-02-20,2024-03-20,10,USD\ns3,,plus,,,10,USD\n',
  'plans2.csv': 'id,who,plan,begin,end,fee,currency\ns1,A,basic,2024-02-15,2024-04-30,6,EUR\n',
};

let bench: Workbench;
const rows = async (sql: string) => (await bench.rows(sql)).map(row => Object.values(row));

beforeAll(async () => {
  bench = workbench(project, files);
  await bench.run();
});
afterAll(() => bench.close());

it('customers that only payments and subscriptions name are inferred', async () => {
  const select =
    'select customer_key, durable_key, customer_id, tier, is_inferred from dw.dim_customer where customer_key > 0';
  expect(await rows(`${select} order by customer_key`)).toEqual([
    [1, 1, 'A', 'new', false],
    [2, 1, 'A', 'gold', false],
    [3, 3, 'B', 'new', false],
    [4, 4, 'C', null, true],
    [5, 5, 'D', null, true],
  ]);
});

it('a payment stands with its customer of the time, else with the one customer of its order, at the rate of its day', async () => {
  const columns =
    'payment_id, order_id, customer_key, customer_durable_key, date_key, method, amount, currency, amount_reporting, _file';
  expect(await rows(`select ${columns} from dw.fact_payment order by 1`)).toEqual([
    ['p1', 'o1', 1, 1, 20240121, 'card', 50, 'EUR', 50, 'bank1.csv'],
    ['p2', 'o1', 1, 1, 20240130, 'card', 50, 'EUR', 50, 'bank2.csv'],
    ['p3', 'o1', 2, 1, 20240212, 'card', -40, 'EUR', -40, 'bank1.csv'],
    ['p4', 'o2', 3, 3, 20240212, 'card', 60, 'USD', 54, 'bank1.csv'],
    ['p5', 'o2', 3, 3, 20240220, 'transfer', 40, 'USD', 32, 'bank1.csv'],
    ['p6', 'o4', -1, -1, 20240306, 'cash', 15, 'EUR', 15, 'bank1.csv'],
    ['p7', 'o9', 4, 4, 20240307, 'cash', 7, 'EUR', 7, 'bank1.csv'],
    ['p8', 'o3', 2, 1, 20240420, 'card', 50, 'EUR', 50, 'bank1.csv'],
  ]);
});

it('a subscription is what was told of it last, priced at the rate of the day it starts', async () => {
  const columns =
    'subscription_id, customer_key, plan, started_on, ended_on, monthly_amount, currency, monthly_amount_reporting';
  expect(await rows(`select ${columns} from dw.fact_subscription order by 1`)).toEqual([
    ['s1', 2, 'basic', '2024-02-15', '2024-04-30', 6, 'EUR', 6],
    ['s2', 5, 'plus', '2024-02-20', '2024-03-20', 10, 'USD', 8],
    ['s3', -1, 'plus', null, null, 10, 'USD', null],
  ]);
});

describe('an order', () => {
  it('is paid when its payments reach what it came to before returns, shipped with its last sale, returned with its first return', async () => {
    const columns =
      'order_id, customer_key, date_key, paid_at, shipped_at, returned_at, paid_lag_days, shipped_lag_days, returned_lag_days';
    expect(await rows(`select ${columns} from dw.fact_order order by 1`)).toEqual([
      ['o1', 1, 20240120, '2024-01-30 10:00:00', '2024-01-25 08:00:00', '2024-02-10 12:00:00', 10, 5, 21],
      ['o2', 3, 20240210, '2024-02-20 10:00:00', '2024-02-10 18:00:00', null, 10, 0, null],
      ['o3', 2, 20240301, '2024-04-20 10:00:00', null, null, 50, null, null],
      ['o4', -1, 20240305, null, null, null, null, null, null],
      ['o5', -1, 20240306, null, null, null, null, null, null],
    ]);
  });

  it('knows what it comes to and what was paid of it, in its currency and in that of the reports', async () => {
    const columns =
      'order_id, lines, payments, currency, net_amount, net_amount_reporting, paid_amount, paid_amount_reporting';
    expect(await rows(`select ${columns} from dw.fact_order order by 1`)).toEqual([
      ['o1', 3, 3, 'EUR', 60, 60, 60, 60],
      ['o2', 1, 2, 'USD', 100, 90, 100, 86],
      ['o3', 2, 1, 'EUR', 50, 50, 50, 50],
      ['o4', 2, 1, 'EUR', 20, 20, 15, 15],
      ['o5', 1, 0, 'EUR', 0, 0, null, null],
    ]);
  });
});

/*
 * A: 100 on 20 January, of 31 days 12 are left; 50 paid on the 21st (11 left), 50 on the 30th (2): (1200 - 550 - 100) / 31.
 * February of 29 days: 40 back on the 10th (20 left), repaid on the 12th (18): (-800 + 720) / 29. March: 50 on the 1st and 10 on the 5th (27):
 * 50 + 270 / 31. April up to the 10th: nothing, and what was paid on the 20th is later.
 * B: 90 on 10 February (20), 54 on the 12th (18), 32 on the 20th (10): (1800 - 972 - 320) / 29. C: 7 on 7 March (25). -1: 15 on 6 March (26).
 */
it('a customer has every month since the first, with what was owed at its ends and on average', async () => {
  const columns =
    'customer_durable_key, month_start, orders, revenue, paid_amount, opening_balance, closing_balance, average_balance';
  expect(await rows(`select ${columns} from mart.customer_month order by 1, 2`)).toEqual([
    [-1, '2024-03-01', 1, 0, 15, 0, -15, -12.5806],
    [-1, '2024-04-01', 0, 0, 0, -15, -15, -15],
    [1, '2024-01-01', 1, 100, 100, 0, 0, 17.7419],
    [1, '2024-02-01', 1, -40, -40, 0, 0, -2.7586],
    [1, '2024-03-01', 2, 60, 0, 0, 60, 58.7097],
    [1, '2024-04-01', 0, 0, 0, 60, 60, 60],
    [3, '2024-02-01', 1, 90, 86, 0, 4, 17.5172],
    [3, '2024-03-01', 1, 10, 0, 4, 14, 12.7097],
    [3, '2024-04-01', 0, 0, 0, 14, 14, 14],
    [4, '2024-03-01', 0, 0, 7, 0, -7, -5.6452],
    [4, '2024-04-01', 0, 0, 0, -7, -7, -7],
  ]);
});

it('what was paid in a month leads to the payments, to none where there were none, and is money', async () => {
  const warehouse = await bench.open();
  try {
    const where = { customer_durable_key: '3', month_start: '2024-02-01' };
    const explained = await warehouse.explainNumber('mart.customer_month.paid_amount', { where });
    expect(explained).toMatchObject({ value: '86.0000', unit: 'EUR' });
    expect(explained.steps.find(({ table }) => table === 'dw.fact_payment')).toMatchObject({ rows: 2, makes: 'sum' });
    const { files: landed } = explained;
    expect(landed.find(({ file }) => file === 'bank1.csv')?.rows).toEqual([4, 5]);
    const unpaid = { where: { customer_durable_key: '1', month_start: '2024-03-01' } };
    const none = await warehouse.explainNumber('mart.customer_month.paid_amount', unpaid);
    expect(none.value).toBe('0.0000');
    expect(none.steps.map(({ table, rows: n, makes }) => [table, n, makes])).toEqual([['dw.fact_payment', 0, 'none']]);
    expect(none.files).toEqual([]);
  } finally {
    await warehouse.close();
  }
});

/* A in April: 100 - 40 + 50 + 10 by four orders and days, less 50 + 50 - 40 paid; p8 comes after the day we look back from. B in March: 90 less 54 + 32 opens. */
it('a balance leads to all orders and payments that it is made of, each down to its records', async () => {
  const warehouse = await bench.open();
  const explained = (column: string, customer: number, month_start: string) =>
    warehouse.explainNumber(`mart.customer_month.${column}`, {
      where: { customer_durable_key: String(customer), month_start },
    });
  const closing = await explained('closing_balance', 1, '2024-04-01');
  expect(closing.value).toBe('60.0000');
  expect(closing.steps.map(({ table, rows: n, total, makes }) => [table, n, Number(total), makes])).toEqual([
    ['mart.order_summary', 4, 120, 'part'],
    ['dw.fact_order_line', 6, 120, 'sum'],
    ['conform.order_line', 6, expect.any(Number), 'computed'],
    ['stage.order_line', 6, expect.any(Number), 'computed'],
    ['dw.fact_payment', 3, 60, 'part'],
    ['conform.payment', 3, 60, 'computed'],
    ['stage.payment', 3, 60, 'sum'],
  ]);
  expect(closing.files.map(({ file, rows: numbers }) => [file, numbers])).toEqual([
    ['lines.csv', [1, 2, 3, 5, 6, 7]],
    ['bank1.csv', [1, 3]],
    ['bank2.csv', [1]],
  ]);
  const makesOf = async (...asked: Parameters<typeof explained>) =>
    (await explained(...asked)).steps
      .filter(({ table }) => /order_summary|fact_payment/.test(table))
      .map(({ rows: n, total, makes }) => [n, Number(total), makes]);
  expect(await makesOf('opening_balance', 3, '2024-03-01')).toEqual([
    [1, 90, 'part'],
    [2, 86, 'part'],
  ]);
  expect(await makesOf('average_balance', 3, '2024-02-01')).toEqual([
    [1, 90, 'computed'],
    [2, 86, 'computed'],
  ]);
  expect(await makesOf('closing_balance', 4, '2024-04-01')).toEqual([
    [0, 0, 'none'],
    [1, 7, 'part'],
  ]);
  await warehouse.close();
});

it('payments of unknown orders and payments told in two ways are warned of', async () => {
  const warned = `select table_name, offenders from meta.check_result where table_name in ('check.orphan_payment', 'check.repeated_payment')`;
  expect(await rows(`${warned} order by 1`)).toEqual([
    ['check.orphan_payment', 1],
    ['check.repeated_payment', 1],
  ]);
});

it('a balance is null where no payments are mapped', async () => {
  const [before] = project.split('  payment:');
  const unpaid = workbench(String(before), files);
  try {
    const star = await starBench(unpaid.dir, ['mart.customer_month']);
    await star.night(new Date(0));
    const columns = 'month_start, revenue, paid_amount, opening_balance, closing_balance, average_balance';
    const select = `select ${columns} from mart.customer_month where customer_durable_key = 3 order by 1`;
    expect((await star.rows(select)).map(row => Object.values(row))).toEqual([
      ['2024-02-01', 90, null, null, null, null],
      ['2024-03-01', 10, null, null, null, null],
      ['2024-04-01', 0, null, null, null, null],
    ]);
  } finally {
    unpaid.close();
  }
});

/* 60 and 40 were sold and 40 came back: what is paid of r1 is 60, then 100; of r2 60 euros, then 50 dollars at 0.8. */
it('an order is paid with the payment that reaches all of its sales, in euros where it is paid in two currencies', async () => {
  const [of, at] = ['order,at,sent,who,kind,amount,currency', '2024-02-20 10:00,,A'];
  const sold = (order: string) => ['sale,60', 'sale,40', 'return,-40'].map(one => `${order},${at},${one},EUR`);
  const paid = ['q1,r1,A,2024-02-21,,60,EUR', 'q2,r1,A,2024-02-25,,40,EUR', 'q3,r2,A,2024-02-21,,60,EUR'];
  const returning = workbench(project, {
    ...files,
    'lines.csv': `${[of, ...sold('r1'), ...sold('r2')].join('\n')}\n`,
    'bank1.csv': `${['id,order,who,at,how,amount,currency', ...paid, 'q4,r2,A,2024-02-25,,50,USD'].join('\n')}\n`,
  });
  try {
    const star = await starBench(returning.dir, ['dw.fact_order']);
    await star.night(new Date(0));
    const found = await star.rows(
      'select order_id, paid_at, paid_amount, paid_amount_reporting from dw.fact_order order by 1',
    );
    expect(found.map(row => Object.values(row))).toEqual([
      ['r1', '2024-02-25 00:00:00', 100, 100],
      ['r2', '2024-02-25 00:00:00', null, 100],
    ]);
  } finally {
    returning.close();
  }
});

/*
 * The next night tells that A was gold from 10 January, that o4 is A's alone, of a rate from 12 February and of an order o9. So p1 stands with
 * another version, whose key is a new one, p6 finds its customer, p4 is worth 60 * 0.7 and p5 still 40 * 0.8.
 */
it('a later night comes to the same as everything made from nothing', async () => {
  bench.write('people.csv', String(files['people.csv']).replace('2024-02-01', '2024-01-10'));
  bench.write('rates.csv', 'day,rate\n2024-01-01,0.9\n2024-02-12,0.7\n2024-02-15,0.8\n');
  bench.write('lines.csv', files['lines.csv'].replace('o4,2024-03-05 09:00,,B', 'o4,2024-03-05 09:00,,A'));
  bench.write(
    'lines2.csv',
    `${files['lines.csv'].split('\n', 1)[0]}\no9,2024-03-07 09:00,2024-03-08 09:00,C,sale,7,EUR\n`,
  );
  await bench.run();
  expect(
    await rows(
      'select payment_id, customer_durable_key, customer_key, amount_reporting from dw.fact_payment order by 1',
    ),
  ).toEqual([
    ['p1', 1, 6, 50],
    ['p2', 1, 6, 50],
    ['p3', 1, 6, -40],
    ['p4', 3, 3, 42],
    ['p5', 3, 3, 32],
    ['p6', 1, 6, 15],
    ['p7', 4, 4, 7],
    ['p8', 1, 6, 50],
  ]);
  expect(await rows("select paid_lag_days, shipped_lag_days from dw.fact_order where order_id = 'o9'")).toEqual([
    [0, 1],
  ]);
  const nights = { tables: /^(meta|stage|report)\./, columns: /^_batch$|(^|_)key$/ };
  const grown = await bench.contents(nights);
  await bench.run({ rebuild: true });
  expect(Object.fromEntries(await bench.contents(nights))).toEqual(Object.fromEntries(grown));
});

// By hand: 60 billion dollars at 2000 are 1.2 × 10^14, of which decimal(18, 4) holds all below 10^14.
it('a payment and a subscription in a currency without a rate fail the run, a subscription without a start does not; amounts that their rate makes too large are told as that', async () => {
  bench.write('rates.csv', 'day,rate\n2024-01-01,0.9\n2024-02-12,0.7\n2024-02-15,0.8\n2024-04-01,2000\n');
  const [paid, planned] = ['id,order,who,at,how,amount,currency', 'id,who,plan,begin,end,fee,currency'];
  bench.write('bank3.csv', `${paid}\np9,o1,A,2024-04-02,card,60000000000,USD\np10,o1,A,2024-03-01,card,5,GBP\n`);
  bench.write(
    'plans3.csv',
    `${planned}\ns4,A,gold,2024-04-02,,60000000000,USD\ns5,A,gold,2024-04-02,,6,GBP\ns6,A,gold,,,6,GBP\n`,
  );
  const header = files['lines.csv'].split('\n', 1)[0];
  bench.write(
    'lines3.csv',
    `${header}\no10,2024-04-02,,A,sale,60000000000,USD\no10,2024-04-02,,A,sale,40000000000,USD\n`,
  );
  const error: Error = await bench.run().catch(thrown => thrown);
  expect(error.message).toMatch(/^3 of \d+ checks failed; /);
  expect(error.message).toContain('amount_too_large: 3 offenders\n');
  expect(error.message).toContain('missing_payment_rate: 1 offender\n');
  expect(error.message).toContain('missing_subscription_rate: 1 offender\n');
  bench.write('bank3.csv', `${paid}\np9,o1,A,2024-04-02,card,6,USD\n`);
  bench.write(
    'plans3.csv',
    `${planned}\ns4,A,gold,2024-04-02,,6,USD\ns5,A,gold,2024-04-02,,6,EUR\ns6,A,gold,,,6,GBP\n`,
  );
  bench.write('lines3.csv', `${header}\no10,2024-04-02,,A,sale,6,USD\no10,2024-04-02,,A,sale,4,USD\n`);
  await bench.run();
  expect(await rows("select amount_reporting from dw.fact_payment where payment_id = 'p9'")).toEqual([[12_000]]);
});
