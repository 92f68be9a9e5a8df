import fs, { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Workbench, workbench } from '../../fixtures/workbench.js';

const project = `
sources: { lines: { files: lines.csv } }
entities:
  order_line:
    - { source: lines, columns: { order_id: id, ordered_at: day, customer_id: who, net_amount: price } }
limits: { quarantine: { share: 1 } }
`;
const lines = 'id,day,who,price\n1,2026-01-05,Ann,3\n2,2026-01-06,Ann,5x\n3,2026-01-07,Bob,7x\n';

/** Truth: docs/decisions.md, a retry counts once its file is landed; amounts by hand. */
it('a retry that ends before its first file is landed, after it, or after its last, counts every record once, and is ended by the same command', async () => {
  const bench = workbench(project, { 'lines.csv': lines });
  await bench.run();
  const refused = await exported(bench, 'refused');
  bench.write('all.json', JSON.stringify(refused).replaceAll('5x', '5.5'));
  expect(await retry(bench)).toEqual([1, 0]);
  await bench.run();
  // What was accepted is mended again, and what was refused for the first time: two files.
  const both = [...(await exported(bench, 'mended')), ...refused.slice(1)];
  bench.write('all.json', JSON.stringify(both).replaceAll('5.5', '6').replaceAll('7x', '7'));
  const undisturbed = bench.copy();
  expect(await retry(undisturbed)).toEqual([2, 0]);
  await undisturbed.run();

  await cutShort('before', 'lines/000003', () => retry(bench));
  expect(await nightOf(bench)).toEqual({ amounts: [3, 5.5], open: [3] });
  await cutShort('after', 'lines/000003', () => retry(bench));
  expect(await nightOf(bench)).toEqual({ amounts: [3, 6], open: [3] });
  await cutShort('after', 'lines/000004', () => retry(bench));
  expect(await nightOf(bench)).toEqual({ amounts: [3, 6, 7], open: [] });
  expect(await retry(bench)).toEqual([0, 2]);
  const untimed = { tables: /^meta/, columns: /^(landed_at|business_at|known_from|(until_)?generation)$/ };
  expect([...(await bench.contents(untimed))]).toEqual([...(await undisturbed.contents(untimed))]);
  bench.close();
  undisturbed.close();
});

async function exported(bench: Workbench, which: 'refused' | 'mended'): Promise<object[]> {
  const path = join(bench.dir, `${which}.json`);
  await (await bench.open()).exportQuarantine(path, 'json', which);
  return JSON.parse(readFileSync(path, 'utf8'));
}

async function retry(bench: Workbench): Promise<[decided: number, already: number]> {
  const word = { by: 'ada', why: 'typing errors' };
  const { decided, already } = await (await bench.open()).retryQuarantine(join(bench.dir, 'all.json'), word);
  return [decided.length, already];
}

/** Does something that ends with an error before or after a batch takes its place. */
async function cutShort(when: 'before' | 'after', batch: string, work: () => Promise<unknown>): Promise<void> {
  const { renameSync } = fs;
  fs.renameSync = (from, to) => {
    const isIt = String(to).endsWith(batch);
    if (!isIt || when === 'after') renameSync(from, to);
    if (isIt) throw new Error('cut short');
  };
  syncBuiltinESMExports();
  try {
    await expect(work()).rejects.toThrow('cut short');
  } finally {
    fs.renameSync = renameSync;
    syncBuiltinESMExports();
  }
}

async function nightOf(bench: Workbench): Promise<object> {
  await bench.run();
  const amounts = await bench.rows('select cast(net_amount as double) as amount from dw.fact_order_line order by 1');
  const open = await bench.rows(`select "row" from stage.quarantine where status = 'open' order by 1`);
  return { amounts: amounts.map(({ amount }) => amount), open: open.map(({ row }) => row) };
}
