import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { settingSelect } from '../../etl/conform/setting.js';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { ask } from '../olap/ask.js';
import { readCatalog } from '../olap/catalog.js';
import { type Cube, cubeOf } from '../olap/cube.js';
import type { CubeQuery } from '../olap/query.js';
import { readCube } from '../project/cube/read.js';
import { projectSchema } from '../project/schema.js';

/*
 * One fact a day from 2022 to 2025, worth the number of its day since the beginning of 2022: what a period holds is a sum of consecutive numbers.
 * The calendar of days begins and ends within a retail year: the last four weeks of 2021 and a day, and 2025 up to its 48th week.
 */
let engine: DuckDb;
let cube: Cube;
beforeAll(async () => {
  engine = await openDuckDb();
  const config = projectSchema.parse({ sources: {}, entities: {} });
  const tables = {
    'conform.fact_year': "select unnest([date '2022-01-01', date '2023-01-01', date '2025-01-01']) as first_day",
    'conform.setting': settingSelect(config, undefined),
    'dw.dim_date': readFileSync('sql/dw/dim_date.sql', 'utf8'),
    'dw.fact':
      "select date_key, date_diff('day', date '2022-01-01', full_date) as n from dw.dim_date where date_key > 0",
  };
  for (const [name, select] of Object.entries(tables)) await engine.replace(name, select);
  const { date } = parse(readFileSync('sql/cube/sales.yaml', 'utf8')).dimensions;
  const read = readCube(
    stringify({
      description: 'a number a day',
      dimensions: { date },
      facts: { numbers: { table: 'dw.fact', grain: 'a day', dimensions: { date: 'date_key' } } },
      measures: { n: { sum: 'n' }, days: { count: 'rows' } },
    }),
    'sql/cube/numbers.yaml',
    'project',
  );
  if ('faults' in read) throw new Error(read.faults.map(fault => fault.message).join('\n'));
  cube = cubeOf(read, await readCatalog(engine));
});
afterAll(() => engine.close());

/** Members below the year and what is asked of them, for one retail year. */
async function of(year: number, query: CubeQuery, level = 'retail_year') {
  const where = `date.${level} = ${year}`;
  const { rows, request } = await ask(engine, cube, { totals: 'none', ...query, where }, {});
  const names = [...request.rows.map(row => row.name), ...request.shown.map(one => one.as)];
  return rows.map(row => names.map(name => (row[name] === null ? null : Number(row[name]))));
}

const dayNumber = (day: string) => (Date.parse(day) - Date.parse('2022-01-01')) / 86_400_000;
/** The sum of the numbers of so many days. */
const sumFrom = (day: string, days: number) => days * dayNumber(day) + (days * (days - 1)) / 2;

describe('periods of the retail calendar', () => {
  const weeks = ['date.retail_week'];

  it('compare a week with the week of the same number, and a 53rd with none', async () => {
    const found = await of(2023, { rows: weeks, measures: ['days', 'n:last_year'] });
    expect(found).toHaveLength(53);
    expect(found[0]).toEqual([1, 7, sumFrom('2022-01-30', 7)]);
    expect(found[51]).toEqual([52, 7, sumFrom('2023-01-22', 7)]);
    expect(found[52]).toEqual([53, 7, null]);
  });

  it('compare the year after one of 53 weeks by the numbers of the weeks too, which are 371 days apart', async () => {
    const found = await of(2024, { rows: weeks, measures: ['n:last_year'] });
    expect(found[0]).toEqual([1, sumFrom('2023-01-29', 7)]);
    expect(found[51]).toEqual([52, sumFrom('2024-01-21', 7)]);
  });

  it('let the month, the quarter and the year of a 53rd week count it', async () => {
    const month = await of(2024, { rows: ['date.retail_month'], measures: ['days', 'days:last_year'] });
    expect(month[11]).toEqual([12, 28, 35]);
    const quarter = await of(2024, { rows: ['date.retail_quarter'], measures: ['days', 'days:last_year'] });
    expect(quarter[3]).toEqual([4, 91, 98]);
    expect(await of(2024, { rows: ['date.retail_year'], measures: ['days', 'days:last_year'] })).toEqual([
      [2024, 364, 371],
    ]);
  });

  it('have the 53rd week before the first of the next year', async () => {
    const found = await of(2024, { rows: weeks, measures: ['n:previous'] });
    expect(found[0]).toEqual([1, sumFrom('2024-01-28', 7)]);
    expect(found[1]).toEqual([2, sumFrom('2024-02-04', 7)]);
  });

  it('sum up to date from the first day of the retail year, quarter or month', async () => {
    const asked = ['retail_year', 'retail_quarter', 'retail_month'].map(level => `days:to_date(${level})`);
    const found = await of(2023, { rows: weeks, measures: asked });
    expect(found[4]).toEqual([5, 35, 35, 7]);
    expect(found[52]).toEqual([53, 371, 98, 35]);
  });

  it('compare a day with the same day of the same week', async () => {
    const found = await of(2023, {
      rows: ['date.retail_week', 'date.retail_day'],
      measures: ['n', 'n:last_year'],
    });
    expect(found).toHaveLength(371);
    for (const [week, day, n, before] of found)
      expect([week, day, before]).toEqual([week, day, week === 53 ? null : Number(n) - 364]);
  });
});

describe('a calendar of days that begins within a year', () => {
  it('compares with the periods of the same name and not with the first that there are', async () => {
    const found = await of(2022, { rows: ['date.retail_week'], measures: ['n:last_year'] });
    const held = found.filter(([, n]) => n !== null);
    expect(held).toEqual([
      [48, sumFrom('2022-01-01', 1)],
      [49, sumFrom('2022-01-02', 7)],
      [50, sumFrom('2022-01-09', 7)],
      [51, sumFrom('2022-01-16', 7)],
      [52, sumFrom('2022-01-23', 7)],
    ]);
    const iso = await of(2022, { rows: ['date.iso_week'], measures: ['n:last_year'] }, 'iso_year');
    expect(iso.filter(([, n]) => n !== null)).toEqual([[52, sumFrom('2022-01-01', 2)]]);
  });

  it('has no year before a week that stands below no year', async () => {
    const found = await of(2023, { rows: ['date.week'], measures: ['days', 'days:last_year'] }, 'year');
    expect(found.length).toBeGreaterThanOrEqual(52);
    expect(found.filter(row => row[1] !== 7 && row[1] !== 1)).toEqual([]);
    expect(found.filter(row => row.at(-1) !== null)).toEqual([]);
  });
});
