import { afterAll, expect, it } from 'vitest';
import { linesHeader, linesProject } from '../../fixtures/lines-project.js';
import { workbench } from '../../fixtures/workbench.js';
import type { Progress } from './session.js';

// So many customers that their keys are made in parts.
const old = Array.from({ length: 31_000 }, (_, at) => `${at},2024-01-01,m${at},tea,1,2\n`).join('');
const bench = workbench(linesProject, { 'lines1.csv': linesHeader + old });
afterAll(() => bench.close());

/** Truth: the warehouse is a function of what was landed and decided, so a rebuild has the same rows, keys included. */
it('keys that a night gave before it was cut short are given anew, in the order of all who are new by then', async () => {
  await bench.run();
  bench.write('lines2.csv', `${linesHeader}x,2024-01-02,z,mug,1,5\n`);
  const controller = new AbortController();
  const progress = ({ step }: Progress) => step === 'check' && controller.abort();
  await expect(bench.run({ signal: controller.signal, progress })).rejects.toMatchObject({ name: 'AbortError' });
  bench.write('lines3.csv', `${linesHeader}y,2024-01-02,a,mug,1,5\n`);
  await bench.run();
  const keys = `select customer_id, durable_key from dw.dim_customer where customer_id in ('a', 'z') order by 1`;
  expect(await bench.rows(keys)).toEqual([
    { customer_id: 'a', durable_key: 31_001 },
    { customer_id: 'z', durable_key: 31_002 },
  ]);
  const meta = { tables: /^meta\./ };
  const resumed = await bench.contents(meta);
  await bench.run({ rebuild: true });
  expect(await bench.contents(meta)).toEqual(resumed);
});
