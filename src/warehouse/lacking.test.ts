import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Workbench, workbench } from '../../fixtures/workbench.js';
import { openDuckDb } from '../engine/duckdb.js';
import { exitCode } from '../errors.js';
import type { Warehouse } from '../index.js';
import { current } from '../run/generations.js';
import { stateIn } from '../run/state.js';

const project = `
sources:
  people: { files: people.csv }
  orders: { files: orders.csv }
entities:
  customer: [{ source: people, columns: { customer_id: id, name: name } }]
  order_line:
    - { source: orders, columns: { order_id: id, ordered_at: day, customer_id: who, product_id: what, quantity: n, unit_price: price } }
rfm: {}
`;
let bench: Workbench;
beforeAll(async () => {
  const people = 'id,name\n1,Ann\n2,Bob\n';
  const orders = 'id,day,who,what,n,price\nA,2026-01-05,1,tea,1,10\nB,2026-01-06,2,mug,2,5\n';
  bench = workbench(project, { 'people.csv': people, 'orders.csv': orders, 'sql/check/own.sql': own });
  await bench.run();
});
afterAll(() => bench.close());

const own = '-- Months of the next century.\nselect month_start from mart.month where year(month_start) > 2099\n';

/** What a question says of a generation that another version made: it has not what this one would have made. */
async function asked(change: string, ask: (warehouse: Warehouse) => Promise<unknown>): Promise<unknown> {
  const older = bench.copy();
  const engine = await openDuckDb({ path: current(stateIn(older.dir))?.warehouse });
  await engine.query(change);
  await engine.close();
  const warehouse = await older.open();
  const error = await ask(warehouse).catch((fault: unknown) => fault);
  await warehouse.close();
  older.close();
  return error;
}

it.each<[change: string, lacks: string, ask: (warehouse: Warehouse) => Promise<unknown>]>([
  ['drop table conform.order_header', 'conform.order_header', one => one.forget('1', { isMeant: false, why: 'asked' })],
  ['drop table meta.fingerprint', 'meta.fingerprint', one => one.tables()],
  ['alter table meta.fingerprint drop column row_count', 'meta.fingerprint.row_count', one => one.tables()],
  ['drop table dw.fact_payment', 'dw.fact_payment', one => one.customer('1')],
  ['drop table conform.channel_history', 'conform.channel_history', one => one.check()],
  ['alter table report.headline drop column unit', 'report.headline.unit', one => one.buildReport()],
  [
    'alter table mart.month drop column month_number',
    'mart.month.month_number',
    one => one.explainNumber('mart.month.month_number'),
  ],
])('after %s it says that the generation has no %s, and what makes it', async (change, lacks, ask) => {
  expect(await asked(change, ask)).toMatchObject({
    message: `generation 000001 has no ${lacks}`,
    code: exitCode.usage,
    hint: expect.stringContaining('custometry run'),
  });
});

it('a fault of a select of the project is told as it is', async () => {
  bench.write('sql/check/own.sql', own.replace('> 2099', '> last_year'));
  expect(await asked('alter table mart.month drop column month_number', one => one.check())).toMatchObject({
    message: expect.stringContaining('last_year'),
  });
  bench.write('sql/check/own.sql', own);
});
