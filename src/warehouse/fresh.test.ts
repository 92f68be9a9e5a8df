import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Workbench, workbench } from '../../fixtures/workbench.js';

const project = (action: string) => `
calendar: { time_zone: Europe/Berlin }
limits: { quarantine: { share: 1 } }
sources:
  orders: { files: 'orders-*.csv', expect: { fresh: { days: 2, action: ${action} } } }
  people: { files: 'people-*.csv' }
  returns: { files: 'returns-*.csv', optional: true, expect: { fresh: { days: 1 } } }
entities:
  order_line:
    - source: orders
      columns: { order_id: id, ordered_at: at, customer_id: who, net_amount: price }
`;
const header = 'id,at,who,price\n';

// Landed at 23:30 UTC of 1 March, which is the 2nd in Berlin: the days are counted by hand from there.
let bench: Workbench;
beforeAll(async () => {
  bench = workbench(project('warn'), {
    'orders-1.csv': `${header}1,2026-02-28,A,5\n7,2026-02-28,A,5x\n`,
    'people-1.csv': 'who\nA\n',
  });
  await bench.run({ now: () => new Date('2026-03-01T23:30:00Z') });
});
afterAll(() => bench.close());

const on = (day: string) => ({ now: () => new Date(`${day}T12:00:00Z`) });
const plan = async (day: string) => (await bench.open(on(day))).plan();
const words = (days: number, date: string) =>
  `source orders: nothing new for ${days} days up to ${date}, more than 2; its newest delivery was landed on 2026-03-02`;

describe('a source that delivers nothing new', () => {
  it('is warned of by a run and by its plan once more days have passed than it may, though nothing is to be done', async () => {
    expect((await bench.run(on('2026-03-04'))).warnings).toEqual([]);
    expect((await plan('2026-03-04')).warnings).toEqual([]);
    expect(await bench.run(on('2026-03-05'))).toMatchObject({ published: false, warnings: [words(3, '2026-03-05')] });
    expect((await plan('2026-03-05')).warnings).toEqual([words(3, '2026-03-05')]);
  });

  it('has delivered nothing where a record of it was mended', async () => {
    const warehouse = await bench.open(on('2026-03-05'));
    const mended = join(bench.dir, 'refused.json');
    await warehouse.exportQuarantine(mended, 'json');
    bench.write('refused.json', readFileSync(mended, 'utf8').replaceAll('5x', '5'));
    expect((await warehouse.retryQuarantine(mended, { why: 'a slip' })).decided).toHaveLength(1);
    expect((await plan('2026-03-05')).warnings).toEqual([words(3, '2026-03-05')]);
  });

  it('is held against the date that is looked back from, where one is given', async () => {
    const asked = { ...on('2026-03-05'), asOf: '2026-03-03' };
    expect((await (await bench.open(asked)).plan()).warnings).toEqual([]);
    const later = { ...on('2026-03-03'), asOf: '2026-03-12' };
    expect((await (await bench.open(later)).plan()).warnings).toEqual([words(10, '2026-03-12')]);
  });

  it('is warned of though another source delivers, and no more once it delivers itself', async () => {
    bench.write('people-2.csv', 'who\nB\n');
    expect((await bench.run(on('2026-03-06'))).warnings).toContain(words(4, '2026-03-06'));
    bench.write('orders-2.csv', `${header}2,2026-03-05,A,5\n`);
    expect((await plan('2026-03-07')).warnings).toEqual([]);
    expect((await bench.run(on('2026-03-07'))).warnings).not.toContainEqual(expect.stringContaining('nothing new'));
  });

  it('stops the run and its plan where it is to', async () => {
    bench.write('custometry.yaml', project('stop'));
    const fault = { code: 4, message: expect.stringContaining('nothing new for 3 days up to 2026-03-10') };
    await expect(bench.run(on('2026-03-10'))).rejects.toMatchObject(fault);
    await expect(plan('2026-03-10')).rejects.toMatchObject(fault);
  });
});
