import { afterEach, expect, it } from 'vitest';
import { madeOnce } from '../../fixtures/made-once.js';
import { type Workbench, workbench } from '../../fixtures/workbench.js';
import type { CliError } from '../errors.js';

/* Truth: a run of the same project on the same files. */
const project = (quantity: string) => `
sources: { lines: { files: '*.csv' } }
entities:
  order_line:
    - { source: lines, columns: { order_id: order, ordered_at: day, quantity: '${quantity}', unit_price: price } }
`;
const header = 'order,day,n,price\n';
const record = 'o1,2026-01-01,1,2.50\n';

let bench: Workbench;
afterEach(() => bench.close());

const afterFirst = madeOnce(async () => {
  const made = workbench(project('n'), { 'a.csv': header + record });
  await made.run();
  return made;
});

/** Whether that passes, or the fault with which it ends. */
async function told(work: () => Promise<unknown>) {
  return work().then(
    () => 'passes',
    ({ code, message, hint }: CliError) => ({ code, message, hint }),
  );
}

const plan = () => told(async () => (await bench.open()).plan());
const run = () => told(() => bench.run());

it('a mapping that does not fit files that were never landed is told before they are', async () => {
  bench = workbench(project('many'), { 'a.csv': header + record });
  const found = await plan();
  expect(found).toMatchObject({ code: 3, message: expect.stringContaining('lines has no column "many"') });
  expect(found).toEqual(await run());
});

it('a mapping that does not fit what was landed is named by the doctor, unless a file is to come', async () => {
  const mappings = async () => (await (await bench.open()).doctor()).filter(({ name }) => name === 'mappings');
  bench = await afterFirst();
  expect(await mappings()).toEqual([]);
  bench.write('custometry.yaml', project('pieces'));
  expect(await mappings()).toMatchObject([{ status: 'bad', text: ((await plan()) as CliError).message }]);
  bench.write('b.csv', 'order,day,pieces,price\no2,2026-01-02,1,2.50\n');
  expect(await mappings()).toEqual([]);
});

it('a column that only comes with the next file fits', async () => {
  bench = await afterFirst();
  bench.write('custometry.yaml', project('pieces'));
  expect(await plan()).toMatchObject({ code: 3 });
  bench.write('b.csv', `order,day,pieces,price\no2,2026-01-02,1,2.50\n`);
  expect(await plan()).toBe('passes');
  expect(await run()).toBe('passes');
});

it('a column that goes with the next version of the only file that has it does not fit', async () => {
  bench = await afterFirst();
  bench.write('a.csv', `order,day,pieces,price\n${record}`);
  const found = await plan();
  expect(found).toMatchObject({ code: 3, message: expect.stringContaining('lines has no column "n"') });
  expect(found).toEqual(await run());
});

it('a run that keeps everything is foreseen as one, whatever was landed before', async () => {
  bench = await afterFirst();
  const { sources, tables } = await (await bench.open()).plan();
  expect(sources).toMatchObject([{ files: [], unchanged: 1 }]);
  expect(new Set(tables.map(({ action }) => action))).toEqual(new Set(['keep']));
});

it('a model that is to keep a fit before the first was published is foreseen to end the run', async () => {
  bench = workbench(`${project('n')}rfm: { refit: never }\n`, { 'a.csv': header + record });
  const { code, message, hint } = (await run()) as CliError;
  expect({ code, message }).toEqual({ code: 2, message: 'rfm cannot be frozen: no fit has been published yet' });
  expect((await (await bench.open()).plan()).warnings).toEqual([`a run would end at once: ${message}; ${hint}`]);
});
