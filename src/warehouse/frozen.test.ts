import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type Workbench, workbench } from '../../fixtures/workbench.js';
import { exitCode } from '../errors.js';
import type { NightOptions } from './night.js';

let bench: Workbench;
afterEach(() => bench.close());

/** The as-of date stands still, so that only other customers can move a score. */
const project = (more = '') => `
as_of: 2026-03-01
sources:
  lines: { files: 'lines*.csv' }
entities:
  order_line:
    - { source: lines, columns: { order_id: id, ordered_at: day, customer_id: who, product_id: what, quantity: n, unit_price: price } }
rfm: { bins: 2, segments: octant${more} }
`;

const header = 'id,day,who,what,n,price\n';
/** Of 10, 20, 30 and 40 the lower half ends at 25; Cy, with 30, is in the upper. */
const first = `${header}1,2026-02-01,Ann,tea,1,10\n2,2026-02-02,Bob,tea,1,20\n3,2026-02-03,Cy,tea,1,30\n4,2026-02-04,Dan,tea,1,40\n`;
/** With 500 and 600 too it ends at 35, and Cy is in the lower one. */
const second = `${header}5,2026-02-05,Eve,tea,1,500\n6,2026-02-06,Fay,tea,1,600\n`;

const run = async (options: NightOptions = {}) => (await bench.open()).run(options);
const moneyOf = async (who: string) =>
  (await bench.rows('select m, customer_id from score.rfm')).find(row => row.customer_id === who)?.m;

async function twoNights(options: NightOptions): Promise<void> {
  bench = workbench(project(), { 'lines1.csv': first });
  await run();
  expect(await moneyOf('Cy')).toBe(2);
  bench.write('lines2.csv', second);
  await run(options);
}

it('a score moves when others change, unless the bounds are frozen', async () => {
  await twoNights({});
  expect(await moneyOf('Cy')).toBe(1);
  bench.close();
  await twoNights({ freeze: true });
  expect([await moneyOf('Cy'), await moneyOf('Eve')]).toEqual([2, 2]);
  const told = await bench.rows("select customer_id from score.history where generation = '000002' order by 1");
  expect(told.map(row => row.customer_id)).toEqual(['Eve', 'Fay']);
});

it('frozen bounds say whose they are, in the run, its account, the report and between runs', async () => {
  await twoNights({ freeze: true });
  const frozen = { generation: '000001', asOf: '2026-03-01' };
  const warehouse = await bench.open();
  expect(warehouse.showRun('000002')).toMatchObject({ frozen });
  expect(warehouse.showRun('000001').frozen).toBeUndefined();
  expect(warehouse.diffRuns('000001', '000002').options).toEqual([
    { option: 'rfm.freeze', before: 'false', after: 'true' },
  ]);
  const page = () => readFileSync(join(bench.dir, 'reports', 'latest', 'report.html'), 'utf8');
  expect(page()).toContain('frozen; generation 000001 fitted them, as of 2026-03-01');
  await warehouse.buildReport();
  expect(page()).toContain('frozen; generation 000001 fitted them, as of 2026-03-01');
});

it('freezing is part of what a generation is made from: it makes one when it is switched, and none when it is not', async () => {
  await twoNights({ freeze: true });
  expect(await run({ freeze: true })).toMatchObject({ published: false, frozen: { generation: '000001' } });
  const refitted = await run();
  expect(refitted).toMatchObject({ published: true, generation: '000003' });
  expect(refitted.frozen).toBeUndefined();
  expect(await moneyOf('Cy')).toBe(1);
  expect(await run({ freeze: true })).toMatchObject({ frozen: { generation: '000003' } });
});

it('a project may freeze, and a run may go before it', async () => {
  bench = workbench(project(', freeze: true'), { 'lines1.csv': first });
  await expect(run()).rejects.toMatchObject({
    code: exitCode.usage,
    message: 'rfm cannot be frozen: no fit has been published yet',
    hint: 'fit it first: custometry run --no-freeze',
  });
  expect(await run({ freeze: false })).toMatchObject({ published: true, generation: '000001', landed: 4 });
  bench.write('lines2.csv', second);
  expect(await run()).toMatchObject({ frozen: { generation: '000001', asOf: '2026-03-01' } });
  expect(await moneyOf('Cy')).toBe(2);
});

it('a fit with other options cannot be frozen', async () => {
  bench = workbench(project(), { 'lines1.csv': first });
  await run();
  bench.write('custometry.yaml', project(', orders: all'));
  await expect(run({ freeze: true })).rejects.toMatchObject({
    code: exitCode.usage,
    message: expect.stringContaining('generation 000001 was fitted with other options'),
  });
});
