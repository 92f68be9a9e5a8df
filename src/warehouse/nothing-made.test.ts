import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workbench } from '../../fixtures/workbench.js';

const project = `
sources: { lines: { files: lines.csv } }
entities:
  order_line:
    - source: lines
      columns: { order_id: id, ordered_at: day, customer_id: who, product_id: what, net_amount: price }
`;

/** Truth: a folder whose name is misspelt is none that a question should leave behind. */
it('who asks before the first run makes no folder', async () => {
  const bench = workbench(project, { 'lines.csv': 'id,day,who,what,price\n1,2026-01-05,Ann,tea,3\n' });
  const state = join(bench.dir, 'typo');
  const warehouse = await bench.open({ state });
  expect(warehouse.runs()).toEqual([]);
  expect(warehouse.reports()).toEqual([]);
  expect((await warehouse.plan()).tables.length).toBeGreaterThan(0);
  expect((await warehouse.doctor()).filter(({ status }) => status === 'bad')).toEqual([]);
  expect((await warehouse.preview('order_line')).rows).toHaveLength(1);
  await expect(warehouse.query('select 1')).rejects.toThrow('there is no warehouse yet');
  expect(() => warehouse.showRun()).toThrow('there is no run yet');
  expect(existsSync(state)).toBe(false);
  await warehouse.run();
  expect(warehouse.runs()).toHaveLength(1);
  bench.close();
});
