import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { rowsOf } from '../table.js';

const select = readFileSync(new URL('../../sql/check/lonely_last_day.sql', import.meta.url), 'utf8');

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => engine.close());

/** Truth: by hand. */
it.each([
  ['a year that was mistyped', '2024-01-01 2024-01-31 2024-02-10 2042-02-11', [6576, 30]],
  ['a shop that was closed for a winter, as it was before', '2023-03-01 2023-09-01 2024-03-01', []],
  ['a gap of a season, after orders every day', '2024-01-01 2024-01-02 2024-04-01', []],
  ['two days, which tell no gap to hold theirs against', '2004-01-01 2024-01-01', []],
  ['one day', '2024-01-01', []],
])('%s', async (_, listed, found) => {
  const days = listed.split(' ').map(day => `(date '${day}', 1)`);
  await engine.replace('report.day', `select * from (values ${days.join(', ')}) as t (full_date, lines)`);
  await engine.replace('conform.as_of', 'select max(full_date) as as_of from report.day');
  const rows = rowsOf(await engine.query(select));
  expect(rows.flatMap(row => [row.gap_days, row.longest_before])).toEqual(found);
  await engine.replace('conform.as_of', "select date '2024-12-31' as as_of");
  expect(rowsOf(await engine.query(select))).toEqual([]);
});
