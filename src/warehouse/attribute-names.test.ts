import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Workbench, workbench } from '../../fixtures/workbench.js';
import { nearest } from '../nearest.js';
import { isVersionColumn } from '../project/attribute-name.js';
import { type DimensionName, dimensionNames, entityColumns } from '../project/entities.js';

const lines = `id,at,who,sku,shop,web,n,price
1,2024-01-01,A,tea,north,shop,1,10
2,2024-01-09,B,mug,south,web,2,5
3,2024-02-01,A,mug,north,web,1,6
4,2024-03-01,B,tea,south,shop,-1,10
5,2024-04-01,C,tea,north,shop,3,10
`;
const paid = 'id,who,at,amount\n1,A,2024-01-05,9\n';
const members = { customer: 'ABC', product: ['tea', 'mug'], store: ['north', 'south'], channel: ['shop', 'web'] };

const numbers = { order_id: 'id', ordered_at: 'at', customer_id: 'who', product_id: 'sku', store_id: 'shop' };

/** A company whose masters have attributes of these names, as far as a project may call one so. */
function company(names: string[]): Workbench {
  const columns = { ...numbers, channel_id: 'web', quantity: 'n', unit_price: 'price' };
  const masters = dimensionNames.map(name => {
    const told = name === 'customer' ? { from: 'told', personal: 'none' } : 'told';
    const attributes = names.filter(one => isFree(name, one)).map(one => [one, told]);
    return [name, [{ source: name, columns: Object.fromEntries([[`${name}_id`, 'id'], ...attributes]) }]];
  });
  const payment = {
    source: 'bank',
    columns: { payment_id: 'id', customer_id: 'who', paid_at: 'at', amount: 'amount' },
  };
  const sources = ['lines', 'bank', ...dimensionNames].map(name => [name, { files: `${name}.csv` }]);
  const entities = { order_line: [{ source: 'lines', columns }], payment: [payment], ...Object.fromEntries(masters) };
  const models = { basket: {}, churn: { attributes: 'told' }, segment: { columns: ['revenue', 'orders'], k: 2 } };
  const told = dimensionNames.map(name => [
    `${name}.csv`,
    `id,told\n${[...members[name]].map((id, at) => `${id},word${at}\n`).join('')}`,
  ]);
  return workbench(JSON.stringify({ sources: Object.fromEntries(sources), entities, ...models }), {
    'lines.csv': lines,
    'bank.csv': paid,
    ...Object.fromEntries(told),
  });
}

/** Not the name of a column of the master's own, nor one that might be meant for it. */
function isFree(dimension: DimensionName, name: string): boolean {
  const own = Object.keys(entityColumns(dimension));
  const isMeant = !/\d$/.test(name) && nearest(name, own, 1) !== undefined;
  return !isVersionColumn(dimension, name) && !own.includes(name) && !isMeant;
}

let plain: Workbench;
let named: Workbench;
let names: string[];

beforeAll(async () => {
  plain = company([]);
  await plain.run();
  const warehouse = await plain.open();
  const made = (await warehouse.tables()).filter(table => /^(feature|mart|report|score)\./.test(table.name));
  await warehouse.close();
  names = [...new Set(made.flatMap(table => table.columns.map(one => one.name)))].filter(name => !name.startsWith('_'));
  named = company(names);
  await named.run();
});

afterAll(() => {
  plain?.close();
  named?.close();
});

// Truth: what a company is told of its masters and nothing asks for changes no figure.
it('an attribute may have the name of any column of a feature, a mart or a report', async () => {
  const others = { tables: /^(meta|stage|conform)\.|^dw\.dim_|^report\.customer$/ };
  expect(names).toEqual(expect.arrayContaining(['orders', 'revenue', 'recency_days', 'segment', 'category_levels']));
  expect(await named.contents(others)).toEqual(await plain.contents(others));
});

it('beside a column of ours that has its name, an attribute stands in the list of customers under a number', async () => {
  const select = 'select customer_id, orders, orders_1 from report.customer order by customer_id';
  const told = ['word0', 'word1', 'word2'];
  const rows = ['A', 'B', 'C'].map((id, at) => ({ customer_id: id, orders: [2, 2, 1][at], orders_1: told[at] }));
  expect(await named.rows(select)).toEqual(rows);
});

it('in the list of the report such an attribute stands under that number too, and our figure not in its place', async () => {
  const [head = '', first = ''] = readFileSync(
    join(named.dir, 'reports/latest/customers-by-segment.csv'),
    'utf8',
  ).split('\r\n');
  const cells = new Map(head.split(',').map((name, at) => [name, first.split(',')[at]]));
  const word = `word${'ABC'.indexOf(String(cells.get('customer_id')))}`;
  for (const name of ['orders_1', 'quantity_1', 'as_of_1', 'discount_amount_1'])
    expect([name, cells.get(name)]).toEqual([name, word]);
  expect([cells.has('quantity'), cells.has('as_of'), cells.has('orders')]).toEqual([false, false, true]);
});
