import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { madeOnce } from '../../fixtures/made-once.js';
import { type Workbench, workbench } from '../../fixtures/workbench.js';
import { exitCode } from '../errors.js';
import { isFittedWith } from './kept-fit.js';
import type { NightOptions } from './night.js';
import type { PublishedFit } from './published-fit.js';

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

const oneNight = madeOnce(async () => {
  const made = workbench(project(), { 'lines1.csv': first });
  await made.run();
  return made;
});

/** A second night that keeps the fit of the first. */
const frozen = madeOnce(async () => {
  const made = await oneNight();
  made.write('lines2.csv', second);
  await (await made.open()).run({ freeze: true });
  return made;
});

it('no score moves when others change, where the fit is kept', async () => {
  bench = await frozen();
  expect([await moneyOf('Cy'), await moneyOf('Eve')]).toEqual([2, 2]);
  const told = await bench.rows("select customer_id from score.history where generation = '000002' order by 1");
  expect(told.map(row => row.customer_id)).toEqual(['Eve', 'Fay']);
});

it('a kept fit says whose it is, in the run, its account, the report and between runs', async () => {
  bench = await frozen();
  const kept = { rfm: { generation: '000001', asOf: '2026-03-01' } };
  const warehouse = await bench.open();
  expect(warehouse.showRun('000002')).toMatchObject({ kept });
  expect(warehouse.showRun('000001').kept).toBeUndefined();
  expect(warehouse.diffRuns('000001', '000002').options).toEqual([
    { option: 'rfm.refit', before: '"every_run"', after: '"never"' },
  ]);
  const page = () => readFileSync(join(bench.dir, 'reports', 'latest', 'report.html'), 'utf8');
  expect(page()).toContain('kept; generation 000001 fitted it, as of 2026-03-01');
  await warehouse.buildReport();
  expect(page()).toContain('kept; generation 000001 fitted it, as of 2026-03-01');
});

it('freezing is part of what a generation is made from: it makes one when it is switched, whose scores move with others, and none when it is not', async () => {
  bench = await frozen();
  expect(await run({ freeze: true })).toMatchObject({ published: false, kept: { rfm: { generation: '000001' } } });
  const refitted = await run();
  expect(refitted).toMatchObject({ published: true, generation: '000003' });
  expect(refitted.kept).toBeUndefined();
  const { tables } = (await bench.open()).showRun('000003');
  expect(tables.find(({ name }) => name === 'score.rfm_bound')).toMatchObject({
    reason: 'the batches or the fit that its select holds are others',
  });
  expect(await moneyOf('Cy')).toBe(1);
  expect(await run({ freeze: true })).toMatchObject({ kept: { rfm: { generation: '000003' } } });
});

it('a project may freeze, and a run may go before it', async () => {
  bench = workbench(project(', refit: never'), { 'lines1.csv': first });
  await expect(run()).rejects.toMatchObject({
    code: exitCode.usage,
    message: 'rfm cannot be frozen: no fit has been published yet',
    hint: 'fit it first: custometry run --no-freeze',
  });
  expect(await run({ freeze: false })).toMatchObject({ published: true, generation: '000001', landed: 4 });
  bench.write('lines2.csv', second);
  expect(await run()).toMatchObject({ kept: { rfm: { generation: '000001', asOf: '2026-03-01' } } });
  expect(await moneyOf('Cy')).toBe(2);
});

it.each([
  [{ k: 2, currency: 'EUR' }, true],
  [{ k: 2, currency: 'CHF' }, false],
  [{ k: 3, currency: 'EUR' }, false],
  // Of a time when the currency was no option.
  [{ k: 2 }, true],
  [{ k: 3 }, false],
])('a fit with the options %o is one with k 2 in EUR: %o', (options, expected) => {
  const saved = { saved: { options } } as unknown as PublishedFit;
  const asked: object = { k: 2, currency: 'EUR' };
  expect(isFittedWith(saved, asked)).toBe(expected);
});

it('a fit with other options, or in another currency, cannot be frozen', async () => {
  bench = await oneNight();
  bench.write('custometry.yaml', project(', orders: all'));
  await expect(run({ freeze: true })).rejects.toMatchObject({
    code: exitCode.usage,
    message: expect.stringContaining('generation 000001 was fitted with other options'),
  });
  // Its bounds are amounts.
  bench.write('custometry.yaml', `currency: USD${project()}`);
  await expect(run({ freeze: true })).rejects.toMatchObject({
    code: exitCode.usage,
    message:
      "rfm cannot be frozen: generation 000001 learnt from amounts in EUR, and the project's currency is USD by now",
    hint: 'fit it anew, custometry run --no-freeze, or take the currency back',
  });
});

it('a fit whose decision is damaged is not passed over: what was decided comes from a backup', async () => {
  bench = await oneNight();
  const folder = join(bench.dir, 'decisions', 'model');
  const [file = ''] = readdirSync(folder);
  writeFileSync(join(folder, file), '{"model":"rfm",');
  const damaged = {
    code: exitCode.source,
    message: `the decision at ${join(folder, file)}:1 cannot be read`,
    hint: expect.stringMatching(/^restore that file from a backup/),
  };
  await expect(run({ freeze: true })).rejects.toMatchObject(damaged);
  bench.write('lines2.csv', second);
  const tables: string[] = [];
  const night = await bench.open({ progress: ({ step, name }) => void (step === 'build' && tables.push(`${name}`)) });
  await expect(night.run()).rejects.toMatchObject(damaged);
  expect(tables).not.toContain('score.rfm');
});

it('a fit is kept until its features have drifted past the limit', async () => {
  bench = await oneNight();
  bench.write('custometry.yaml', project(', refit: { drift: 0.05 }'));
  bench.write('lines2.csv', `${header}5,2026-02-02,Eve,tea,1,20\n6,2026-02-03,Fay,tea,1,30\n`);
  const still = await run();
  expect(still.kept).toMatchObject({ rfm: { generation: '000001', asOf: '2026-03-01', drift: 0 } });
  expect(still.notes[0]).toBe(
    'RFM was not fitted anew: generation 000001 fitted it, as of 2026-03-01; its features have moved by 0.0000 since',
  );
  bench.write('lines3.csv', second.replace('5,', '7,').replace('6,', '8,').replace('Eve', 'Gus').replace('Fay', 'Hal'));
  expect((await run()).kept).toBeUndefined();
});

it('a rebuild scores by the saved model, which no decision repeats', async () => {
  bench = await oneNight();
  const decided = () => readdirSync(join(bench.dir, 'decisions', 'model'));
  const [file] = decided();
  const scores = await bench.rows('select * from score.customer order by customer_id');
  await run({ rebuild: true });
  expect(decided()).toEqual([file]);
  expect(await bench.rows('select * from score.customer order by customer_id')).toEqual(scores);
  expect(scores[0]).toMatchObject({ customer_id: 'Ann', rfm_m: 1, rfm_segment: expect.any(String) });
  const saved = JSON.parse(readFileSync(join(bench.dir, 'decisions', 'model', String(file)), 'utf8'));
  expect(saved).toMatchObject({ model: 'rfm', asOf: '2026-03-01', seed: null, rows: 9, metrics: { customers: 4 } });
  expect(saved.fingerprint).toMatch(/^[0-9a-f]{64}$/);
});
