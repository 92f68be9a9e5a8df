import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { mine } from '../../src/warehouse/mine.js';

const folder = mkdtempSync(join(tmpdir(), 'custometry-tree-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// In a warehouse `tenure_days` is the first purchase; what it is in a file nobody has told. The cut lies half way from 290 to 300.
it('a column is called what its file calls it, in the rules too', async () => {
  const file = join(folder, 'machines.csv');
  const lines = Array.from({ length: 60 }, (_, at) => `${at},${at * 10},${at % 7},${at < 30 ? 'new' : 'old'}`);
  writeFileSync(file, ['id,tenure_days,pay_method,age', ...lines].join('\n'));
  const { answer } = await mine({ model: 'tree', file, columns: { target: 'age', id: 'id' }, choices: {} });
  const { tree, importance } = answer as { tree: { leaves: { rule: string }[] }; importance: { column: string }[] };
  expect(tree.leaves.map(({ rule }) => rule)).toEqual(['tenure_days at most 295', 'tenure_days at least 296']);
  expect(importance.map(({ column }) => column)).toEqual(['tenure_days', 'pay_method']);
});
