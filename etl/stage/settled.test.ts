import { expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb.js';
import { rowsOf } from '../../src/table.js';
import { withStatus } from './settled.js';

it('a record is settled by its own number: what the parser refused has others than what was read; a retry goes before a discard', async () => {
  const engine = await openDuckDb();
  const place = "'s' as source, '000001' as batch, 'f' as file";
  await engine.replace(
    'decisions.quarantine',
    `select ${place}, * from (values ('discard', 3, 'type'), ('discard', 4, 'type'), ('retry', 4, 'type'), ('waive', 5, 'type')) as t (action, "row", rule)`,
  );
  const refused = `select ${place}, * from (values (3, 'structure'), (3, 'in'), (4, 'type'), (5, 'type')) as t ("row", rule)`;
  const found = rowsOf(
    await engine.query(`select "row", rule, status from (${withStatus(refused, true)}) order by 1, 2`),
  );
  await engine.close();
  expect(found.map(Object.values)).toEqual([
    [3, 'in', 'discarded'],
    [3, 'structure', 'open'],
    [4, 'type', 'retried'],
    [5, 'type', 'open'],
  ]);
});
