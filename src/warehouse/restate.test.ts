import { afterEach, expect, it, vi } from 'vitest';
import { type Workbench, workbench } from '../../fixtures/workbench.js';
import { exitCode } from '../errors.js';
import { readDecisions } from '../run/decisions.js';
import { acquireLock } from '../run/lock.js';
import { openState } from '../run/state.js';

let bench: Workbench;
afterEach(() => bench.close());

const project = `
sources: { orders: { files: 'orders*.csv' } }
entities:
  order_line:
    - { source: orders, columns: { order_id: id, ordered_at: day, customer_id: who, quantity: n, unit_price: price } }
`;

it('a restatement makes its tables anew though nothing is new, says who wanted it, and changes no figure', async () => {
  bench = workbench(project, { 'orders.csv': 'id,day,who,n,price\n1,2026-01-05,A,1,10\n2,2026-02-06,B,2,5\n' });
  await bench.run();
  const before = await bench.contents({ tables: /^meta/ });
  const result = await (await bench.open()).restate('2026-02-01', { by: 'ada', why: 'late returns' });
  expect(result.published).toBe(true);
  expect(result.tables.filter(({ status }) => status === 'kept')).toEqual([]);
  expect(await bench.contents({ tables: /^meta/ })).toEqual(before);
  expect([...readDecisions(openState(bench.dir), 'restatement')]).toEqual([
    { from: '2026-02-01', at: expect.any(String), by: 'ada', why: 'late returns' },
  ]);
  expect(await bench.run()).toMatchObject({ published: false });
  for (const from of ['soon', '2026-02-30'])
    await expect((await bench.open()).restate(from)).rejects.toMatchObject({ code: exitCode.usage });
  // Nothing has such a date, unless a new file brings it.
  await expect((await bench.open()).restate('2062-02-01', { why: 'late' })).rejects.toMatchObject({
    code: exitCode.usage,
    message: 'nothing has a date on or after 2062-02-01, and no file is new: the last is 2026-02-06',
  });
  expect([...readDecisions(openState(bench.dir), 'restatement')]).toHaveLength(1);
  bench.write('orders-2.csv', 'id,day,who,n,price\n3,2026-02-07,A,1,10\n');
  expect(await (await bench.open()).restate('2062-02-01', { why: 'late' })).toMatchObject({ landed: 1 });
});

it('a restatement waits for another run to end', async () => {
  bench = workbench(project, { 'orders.csv': 'id,day,who,n,price\n1,2026-01-05,A,1,10\n' });
  const now = () => new Date('2026-01-06T02:00:00Z');
  const other = await acquireLock(openState(bench.dir), { command: 'run', run: 'r1', now });
  const told: string[] = [];
  const warehouse = await bench.open({ tell: text => told.push(text) });
  const waiting = warehouse.restate('2026-01-05', { why: 'late returns', wait_ms: 60_000 });
  await vi.waitUntil(() => told.length > 0);
  other.release();
  expect(await waiting).toMatchObject({ published: true });
});
