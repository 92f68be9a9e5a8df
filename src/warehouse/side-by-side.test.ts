import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Workbench, workbench } from '../../fixtures/workbench.js';

/* What a program that has a warehouse open does at one time: each gets what is its own. */
let bench: Workbench;
beforeAll(async () => {
  bench = workbench(
    `sources: { lines: { files: lines.csv } }
entities: { order_line: [{ source: lines, columns: { order_id: no, ordered_at: day, customer_id: who, net_amount: amount } }] }
`,
    { 'lines.csv': 'no,day,who,amount\n1,2026-01-05,A,10\n2,2026-01-09,B,10\n' },
  );
  await bench.run();
});
afterAll(() => bench.close());

it('two tables leave through two streams at once', async () => {
  const warehouse = await bench.open();
  const exported = async (table: string) => {
    const stream = new PassThrough();
    const [said] = await Promise.all([
      text(stream),
      warehouse.export(table, 'csv', stream).finally(() => stream.end()),
    ]);
    return said;
  };
  const tables = ['mart.order_summary', 'stage.quarantine'];
  const [orders = '', refused = ''] = await Promise.all(tables.map(exported));
  expect(orders.trim().split('\n')).toHaveLength(3);
  expect(refused.trim().split('\n')).toHaveLength(1);
  expect([orders, refused]).toEqual([await exported('mart.order_summary'), await exported('stage.quarantine')]);
});

it('what was known at a day is made for two who ask at once', async () => {
  const asked = () => bench.rows('select count(*) as n from dw.fact_order_line', { knownAt: '2999-01-01' });
  expect(await Promise.all([asked(), asked()])).toEqual([[{ n: 2 }], [{ n: 2 }]]);
});
