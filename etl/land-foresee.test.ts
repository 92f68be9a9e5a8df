import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Workbench, workbench } from '../fixtures/landing/workbench.js';
import type { CliError } from '../src/errors.js';
import { sourceSchema } from '../src/project/source-schema.js';
import { foreseeLanding } from './land-foresee.js';
import { planLanding } from './land-plan.js';

let bench: Workbench;
beforeEach(async () => {
  bench = await workbench();
});
afterEach(() => bench.close());

/** What a look says: the warnings, or the fault with which it ends. */
async function foreseen(given: Record<string, object>) {
  const folder = join(bench.dir, 'aside');
  mkdirSync(folder, { recursive: true });
  const parsed = Object.entries(given).map(([name, source]) => [name, sourceSchema.parse(source)]);
  const task = {
    engine: bench.engine,
    sources: Object.fromEntries(parsed),
    landing: bench.landing,
    folder,
    now: () => new Date(0),
  };
  return told(async () => {
    const plans = await planLanding({ ...task, projectDir: bench.dir });
    return (await foreseeLanding(task, plans)).warnings;
  });
}

async function told(work: () => Promise<string[]>) {
  return work().catch(({ code, message, hint }: CliError) => ({ code, message, hint }));
}

/** Truth: landing itself, which is held against the same words in land.test.ts. */
it.each([
  ['another header of a frozen source', { drift: 'freeze' }, 'id,m\n1,x\n2,y\n3,z\n4,w\n', 'added m; removed n'],
  ['a shrunken version', {}, 'id,n\n1,x\n', 'a.csv shrank from 4 to 1 records, more than 50 %'],
  ['an empty extract', {}, 'id,n\n', 'hold 0 records, at least 1 record expected'],
  ['a file that cannot be read', { format: 'parquet' }, 'id', 'a.csv'],
])('%s is foreseen in the words that landing has for it, and nothing is landed', async (_what, how, text, words) => {
  bench.write('in/a.csv', 'id,n\n1,x\n2,y\n3,z\n4,w\n');
  await bench.land({ sales: { files: 'in/*.csv' } });
  const sources = { sales: { files: 'in/*.csv', ...how } };
  bench.write('in/a.csv', text);
  const found = await foreseen(sources);
  expect(found).toMatchObject({ code: 4, message: expect.stringContaining(words) });
  expect(found).toEqual(await told(async () => (await bench.land(sources)).warnings));
  expect(bench.manifests('sales')).toHaveLength(1);
});

it('each of several complete extracts is held against the one before it', async () => {
  const sources = { people: { files: 'in/*.csv', complete: { key: ['id'] } } };
  bench.write('in/1.csv', 'id\n1\n2\n3\n4\n');
  await bench.land(sources);
  bench.write('in/2.csv', 'id\n1\n2\n');
  expect(await foreseen(sources)).toEqual([]);
  bench.write('in/3.csv', 'id,n\n1,x\n');
  expect(await foreseen(sources)).toEqual([expect.stringContaining('3.csv has another header')]);
  bench.write('in/2.csv', 'id\n1\n2\n5\n');
  expect(await foreseen(sources)).toMatchObject({ message: expect.stringContaining('3.csv shrank from 3 to 1') });
  bench.remove('in/3.csv');
  expect((await bench.land(sources)).batches).toMatchObject([{ complete: { records: 3, new: 1, gone: 2 } }]);
});

it('tells the faults of all sources at once', async () => {
  bench.write('a/1.csv', 'id\n');
  bench.write('b/1.csv', '');
  const sources = { a: { files: 'a/*.csv' }, b: { files: 'b/*.csv' } };
  const found = await foreseen(sources);
  expect(found).toMatchObject({ message: expect.stringMatching(/source a:.*\nsource b:/) });
  expect(found).toEqual(await told(async () => (await bench.land(sources)).warnings));
  expect(existsSync(bench.landing) && bench.manifests('a')).toEqual([]);
});
