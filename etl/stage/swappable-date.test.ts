import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { rowsOf } from '../../src/table.js';

const select = readFileSync(new URL('../../sql/check/swappable_date.sql', import.meta.url), 'utf8');

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => engine.close());

/** Truth: by hand. Of a column: its formats in order, with how many values each read and how many of them it reads swapped too. */
it.each([
  ['all values fit both orders', [['D/M/YYYY', 3, 3]], ['D/M/YYYY']],
  ['one value fits one order only, so it tells the others', [['D/M/YYYY', 3, 2]], []],
  [
    'values of both orders, and one that may be of either',
    [
      ['M/D/YYYY', 2, 1],
      ['DD/MM/YYYY', 1, 0],
    ],
    ['M/D/YYYY'],
  ],
  [
    'values of both orders, each told by its day',
    [
      ['M/D/YYYY', 2, 0],
      ['D/M/YYYY', 1, 0],
    ],
    [],
  ],
  [
    'both orders declared and one found',
    [
      ['M/D/YYYY', 2, 1],
      ['D/M/YYYY', 0, 0],
    ],
    [],
  ],
  [
    'the year first, which is no order of days',
    [
      ['D/M/YYYY', 2, 1],
      ['YYYY-MM-DD', 5, 0],
    ],
    [],
  ],
  ['nothing read', [['D/M/YYYY', 0, 0]], []],
] as [string, [string, number, number][], string[]][])('%s', async (_, formats, found) => {
  const rows = formats.map(([format, read, swappable]) => `('${format}', ${read}, ${swappable})`);
  await engine.replace(
    'stage.format',
    `select 'order_line' as entity, 0 as mapping, 'till' as source, 'ordered_at' as column_name, *
    from (values ${rows.join(', ')}) as t (format, values_read, values_swappable)`,
  );
  expect(rowsOf(await engine.query(select)).map(row => row.format)).toEqual(found);
});
