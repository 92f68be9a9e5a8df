import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingSelect } from '../../etl/conform/setting.js';
import { rounds } from '../../fixtures/rounds.js';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { months, weekdays } from '../project/calendar-names.js';
import { projectSchema } from '../project/schema.js';
import { rowsOf } from '../table.js';

type Retail = { pattern?: string; ends?: string; weekday?: string; month?: string };

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb();
  await engine.replace(
    'conform.fact_year',
    "select unnest([date '2005-01-01', date '2010-01-01', date '2027-01-01']) as first_day",
  );
});
afterAll(() => engine.close());

/** Rows of a select over the days of 2005 to 2027 by a retail calendar. */
async function days(retail: Retail, select: string): Promise<unknown[][]> {
  const config = projectSchema.parse({ calendar: { retail }, sources: {}, entities: {} });
  await engine.replace('conform.setting', settingSelect(config, undefined));
  await engine.replace('dw.dim_date', readFileSync('sql/dw/dim_date.sql', 'utf8'));
  const { columns, rows } = await engine.query(select);
  return Array.from({ length: rows }, (_, row) => columns.map(({ values }) => plain(values[row])));
}

const plain = (cell: unknown) => (typeof cell === 'bigint' ? Number(cell) : cell);

const years = `select retail_year, cast(min(full_date) as varchar), cast(max(full_date) as varchar), max(retail_week) from dw.dim_date
  where retail_year between 2006 and 2026 group by retail_year order by retail_year`;

describe('the retail calendar', () => {
  /** National Retail Federation, 4-5-4 calendars 2006 to 2025, nrf.com/resources/4-5-4-calendar. */
  it('begins and ends the years as the National Retail Federation publishes them', async () => {
    const found = await days({}, years);
    expect(found.filter(row => row[3] === 53).map(row => row[0])).toEqual([2006, 2012, 2017, 2023]);
    const published: [number, string, string, number][] = [
      [2006, '2006-01-29', '2007-02-03', 53],
      [2007, '2007-02-04', '2008-02-02', 52],
      [2012, '2012-01-29', '2013-02-02', 53],
      [2013, '2013-02-03', '2014-02-01', 52],
      [2017, '2017-01-29', '2018-02-03', 53],
      [2018, '2018-02-04', '2019-02-02', 52],
      [2019, '2019-02-03', '2020-02-01', 52],
      [2020, '2020-02-02', '2021-01-30', 52],
      [2021, '2021-01-31', '2022-01-29', 52],
      [2022, '2022-01-30', '2023-01-28', 52],
      [2023, '2023-01-29', '2024-02-03', 53],
      [2024, '2024-02-04', '2025-02-01', 52],
      [2025, '2025-02-02', '2026-01-31', 52],
    ];
    for (const year of published) expect(found).toContainEqual(year);
  });

  it('has the months of the year 2023 that the federation publishes, the last with the 53rd week', async () => {
    const found = await days(
      {},
      `select retail_quarter, retail_month, cast(min(full_date) as varchar), count(*) / 7 from dw.dim_date where retail_year = 2023 group by 1, 2 order by 2`,
    );
    expect(found).toEqual([
      [1, 1, '2023-01-29', 4],
      [1, 2, '2023-02-26', 5],
      [1, 3, '2023-04-02', 4],
      [2, 4, '2023-04-30', 4],
      [2, 5, '2023-05-28', 5],
      [2, 6, '2023-07-02', 4],
      [3, 7, '2023-07-30', 4],
      [3, 8, '2023-08-27', 5],
      [3, 9, '2023-10-01', 4],
      [4, 10, '2023-10-29', 4],
      [4, 11, '2023-11-26', 5],
      [4, 12, '2023-12-31', 5],
    ]);
  });

  /** Apple's fiscal year ends on the last Saturday of September: 30 September 2023 after 53 weeks, 28 September 2024 (its 10-K of 2024). */
  it('ends on the last such weekday of the month, and is named for the year that most of its months lie in', async () => {
    const found = await days({ pattern: '5-4-4', ends: 'last', month: 'september' }, years);
    expect(found).toContainEqual([2022, '2021-09-26', '2022-09-24', 52]);
    expect(found).toContainEqual([2023, '2022-09-25', '2023-09-30', 53]);
    expect(found).toContainEqual([2024, '2023-10-01', '2024-09-28', 52]);
  });

  /** Advanced Micro Devices, whose year ends on the last Saturday of December: its quarterly reports of 2022 and its 10-K for the 53 weeks up to 31 December. */
  it('has quarters of 13 weeks of 4, 4 and 5, the last of 14 in a year of 53', async () => {
    const quarters = await days(
      { pattern: '4-4-5', ends: 'last', month: 'december' },
      'select retail_quarter, cast(max(full_date) as varchar), count(*) / 7 from dw.dim_date where retail_year = 2022 group by 1 order by 1',
    );
    expect(quarters).toEqual([
      [1, '2022-03-26', 13],
      [2, '2022-06-25', 13],
      [3, '2022-09-24', 13],
      [4, '2022-12-31', 14],
    ]);
  });

  it.each([
    ['4-4-5', 'december', 2022, [4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 6]],
    ['4-5-4', 'december', 2022, [4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 5]],
    ['5-4-4', 'september', 2023, [5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 5]],
  ])('gives a 53rd week by %s to the last month', async (pattern, month, year, weeks) => {
    const found = await days(
      { pattern, ends: 'last', month },
      `select count(*) / 7 from dw.dim_date where retail_year = ${year} group by retail_month order by retail_month`,
    );
    expect(found.flat()).toEqual(weeks);
  });

  it('ends each year on its weekday, last in or nearest to the end of its month, after 52 or 53 weeks by the pattern', async () => {
    const retail = fc.record({
      pattern: fc.constantFrom('4-4-5', '4-5-4', '5-4-4'),
      ends: fc.constantFrom('last', 'nearest'),
      weekday: fc.constantFrom(...weekdays),
      month: fc.constantFrom(...months),
    });
    await fc.assert(
      fc.asyncProperty(retail, async asked => {
        for (const [year, , end, weeks] of await days(asked, years)) {
          expect([52, 53]).toContain(weeks);
          expect(end).toBe(endOf(Number(year), asked));
        }
        const lengths = await days(
          asked,
          'select retail_month, count(*) / 7 from dw.dim_date where retail_year = 2015 and retail_week < 53 group by 1 order by 1',
        );
        expect(lengths.map(row => row[1]).join('-')).toBe(Array(4).fill(asked.pattern).join('-'));
      }),
      { numRuns: rounds(5), seed: 454 },
    );
  });
});

/** By walking from the last day of the month to the weekday, both ways where the nearest is meant. */
function endOf(year: number, { ends, weekday, month }: { ends: string; weekday: string; month: string }): string {
  const at = months.indexOf(month as (typeof months)[number]);
  const steps = ends === 'last' ? [0, -1, -2, -3, -4, -5, -6] : [0, -1, 1, -2, 2, -3, 3];
  const days = steps.map(step => new Date(Date.UTC(at < 5 ? year + 1 : year, at + 1, step)));
  const end = days.find(day => weekdays[(day.getUTCDay() + 6) % 7] === weekday);
  return (end as Date).toISOString().slice(0, 10);
}

it('goes on behind a fact on the last day of a year, so a fiscal year or week that it lies in is not cut off there', async () => {
  await engine.replace('conform.fact_day', "select unnest([date '2023-06-30', date '2024-12-31']) as day");
  const { columns } = await engine.query(
    `select year(first_day) as year from (${readFileSync('sql/conform/fact_year.sql', 'utf8')}) order by 1`,
  );
  expect(Array.from(columns[0]?.values ?? [], plain)).toEqual([2023, 2024, 2025]);
});

/** Truth: docs/tables.md, the years that facts, a given as-of date and the day behind it span; the last fiscal year, from April, by hand. */
it.each([
  ['where it lies behind all facts', "date '2025-01-01'", '2027-02-15', '2025-01-01 to 2027-12-31, fiscal 2028'],
  ['on the last day of a year too', "date '2025-01-01'", '2026-12-31', '2025-01-01 to 2027-12-31, fiscal 2028'],
  ['where it lies before all facts', "date '2025-01-01'", '2023-12-31', '2023-01-01 to 2025-12-31, fiscal 2026'],
  ['where there is no fact', 'null', '2027-02-15', '2027-01-01 to 2027-12-31, fiscal 2028'],
  [
    'and that of facts alone where none is given',
    "date '2025-01-01'",
    undefined,
    '2025-01-01 to 2025-12-31, fiscal 2026',
  ],
  ['and no day where there is neither', 'null', undefined, null],
])('the calendar has the year of a given as-of date, %s', async (_, fact, asOf, wanted) => {
  const config = projectSchema.parse({ calendar: { fiscal_start: 4 }, sources: {}, entities: {} });
  const calendar = readFileSync('sql/dw/dim_date.sql', 'utf8')
    .replaceAll('conform.fact_year', `(select cast(${fact} as date) as first_day)`)
    .replaceAll('conform.setting', `(${settingSelect(config, asOf)})`);
  const found = await engine.query(
    `select min(full_date) || ' to ' || max(full_date) || ', fiscal ' || max(fiscal_year) as calendar from (${calendar})`,
  );
  expect(rowsOf(found)).toEqual([{ calendar: wanted }]);
});
