import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { madeOnce } from '../../fixtures/made-once.js';
import { type Workbench, workbench } from '../../fixtures/workbench.js';
import { openDuckDb } from '../engine/duckdb.js';
import { exitCode } from '../errors.js';

let bench: Workbench;
afterEach(() => bench.close());

const mapping = (source: string) =>
  `{ source: ${source}, columns: { customer_id: id, name: name, updated_at: changed } }`;
const project = `
sources:
  box: { system: box, files: box.csv }
  web: { system: web, files: web.csv }
  lines: { system: web, files: lines.csv }
entities:
  customer: [${mapping('box')}, ${mapping('web')}]
  order_line: [{ source: lines, columns: { order_id: no, ordered_at: day, customer_id: who, net_amount: amount } }]
`;

const company = madeOnce(async () => {
  const made = workbench(`${project}limits: { quarantine: { share: 1 } }\n`, {
    'box.csv': `id,name,changed\n5,Ada,2026-01-01\n5,Ada B,2026-01-02\n5,Ada C,2026-01-03\nA7,Al,2026-01-01\n9,Al,never\n`,
    'web.csv': `id,name,changed\n5,Eve,2026-01-01\n5,Eva,2026-01-02\n5,Evi,2026-01-03\n5,Ev,2026-01-04\n9,Em,never\n`,
    'lines.csv': 'no,day,who,amount\n1,2026-01-05,5,10\n',
  });
  await made.run();
  return made;
});

it('a number without its system is answered with those who have it, each once however many versions they have', async () => {
  bench = await company();
  await expect((await bench.open()).customer('5')).rejects.toMatchObject({
    code: exitCode.usage,
    message: 'there is no customer 5',
    hint: 'did you mean box:5, web:5?',
  });
  for (const [number, hint] of [
    ['5', 'did you mean box:5, web:5?'],
    ['A7', 'did you mean box:A7?'],
  ] as const)
    await expect((await bench.open()).forget(number, { why: 'asked', isMeant: true })).rejects.toMatchObject({
      code: exitCode.usage,
      message: `there is no customer ${number}`,
      hint,
    });
  // As the command line gives it: with the case of somebody's memory, and a blank.
  await expect((await bench.open()).forget('a7 ', { why: '', isMeant: false })).rejects.toMatchObject({
    code: exitCode.usage,
    hint: 'did you mean box:A7?',
  });
});

it('a number of which each system has refused records is several people until its system is named', async () => {
  bench = await company();
  await expect((await bench.open()).forget('9', { why: 'asked', isMeant: true })).rejects.toMatchObject({
    code: exitCode.usage,
    message: '9 is a number in 2 systems, and may be as many people',
    hint: 'name one of them: box:9, web:9',
  });
  const { traces } = await (await bench.open()).forget('web:9', { why: 'asked', isMeant: false });
  expect(traces.filter(({ where }) => where.startsWith('landing'))).toMatchObject([
    { where: 'landing/web/000001', count: 1 },
  ]);
});

it('orders of one number that several systems gave stand in the order of these, however they lie in the table', async () => {
  bench = await company();
  const engine = await openDuckDb({ path: join(bench.dir, 'generations', '000001', 'warehouse.duckdb') });
  const both = "select * from mart.order_summary union all select * replace ('box' as source) from mart.order_summary";
  await engine.run(`create or replace table mart.order_summary as ${both}`);
  await engine.close();
  const { orders } = await (await bench.open()).customer('web:5');
  expect(orders.map(({ source, order_id }) => [source, order_id])).toEqual([
    ['box', '1'],
    ['web', '1'],
  ]);
});

it('a card has suggestions, subscriptions, payments and the balance, and none of them where the project has none', async () => {
  const read = (text: string) =>
    text
      .replace('entities:', '  paid: { files: paid.csv }\n  plans: { files: plans.csv }\nentities:')
      .replace('net_amount:', 'product_id: what, net_amount:');
  const plans =
    '  subscription: [{ source: plans, columns: { subscription_id: no, customer_id: who, plan: plan, started_on: from } }]\n';
  const paid =
    '  payment: [{ source: paid, columns: { payment_id: no, order_id: order, customer_id: who, paid_at: day, amount: amount } }]\n';
  const files = {
    'box.csv': 'id,name,changed\n1,Ada,2026-01-01\n',
    'web.csv': 'id,name,changed\n5,Eve,2026-01-01\n6,Ed,2026-01-01\n',
    'lines.csv': 'no,day,who,what,amount\n1,2026-01-05,5,tea,10\n2,2026-02-05,5,tea,4\n3,2026-02-06,6,jam,1\n',
    'paid.csv': 'no,order,who,day,amount\np1,1,5,2026-01-06,7.50\np2,1,5,2026-02-01,2\n',
    'plans.csv': 'no,who,plan,from\ns1,5,gold,2026-01-01\ns2,5,basic,2026-02-01\ns3,6,gold,2026-01-01\n',
  };
  const shared = (text: string) => `customers: { ids: shared }\n${read(text)}`;
  bench = workbench(`${shared(project)}${plans}${paid}basket: {}\n`, files);
  await bench.run();
  const card = await (await bench.open()).customer('5');
  expect(card).toMatchObject({
    balance: 4.5,
    payments: [{ payment_id: 'p2', order_id: '1', amount: 2 }, { payment_id: 'p1' }],
    subscriptions: [{ subscription_id: 's2', plan: 'basic', ended_on: null }, { subscription_id: 's1' }],
    next_products: [{ place: 1, item_id: 'jam', origin: 'popular', reason: 'popular: in 1 of 3 orders' }],
  });
  expect(card.payments).toHaveLength(2);
  bench.close();
  bench = workbench(shared(project) + plans, files);
  await bench.run();
  expect(await (await bench.open()).customer('6')).toMatchObject({
    ...{ balance: null, payments: [], next_products: [], subscriptions: [{ subscription_id: 's3' }] },
  });
});
