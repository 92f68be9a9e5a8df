import { expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb.js';
import { rowsOf } from '../../src/table.js';
import { batchTable } from './batch.js';

it('where the clock is set back, what a source tells later counts from no earlier day', async () => {
  const landed = (source: string, batch: string, landed_at: string) => ({
    ...{ source, batch, landed_at },
    ...{ rows: 1, refused: 0, repeats: 0, erased: 0 },
  });
  const table = batchTable(
    [
      landed('people', '000001', '2026-03-14T22:00:00Z'),
      landed('people', '000002', '2026-04-08T22:30:00Z'),
      landed('people', '000003', '2026-03-15T22:00:00Z'),
      landed('people', '000004', '2026-04-09T22:00:00Z'),
      landed('stores', '000001', '2026-03-15T22:00:00Z'),
    ],
    'Europe/Berlin',
  );
  const engine = await openDuckDb();
  const found = rowsOf(
    await engine.query(
      `select source, batch, cast(landed_at as varchar) as landed, cast(cast(business_at as date) as varchar) as day
      from (${table.select}) as batch order by source, batch`,
    ),
  );
  await engine.close();
  expect(found.map(row => Object.values(row))).toEqual([
    ['people', '000001', '2026-03-14 23:00:00', '2026-03-14'],
    ['people', '000002', '2026-04-09 00:30:00', '2026-04-09'],
    ['people', '000003', '2026-03-15 23:00:00', '2026-04-09'],
    ['people', '000004', '2026-04-10 00:00:00', '2026-04-10'],
    ['stores', '000001', '2026-03-15 23:00:00', '2026-03-15'],
  ]);
});
