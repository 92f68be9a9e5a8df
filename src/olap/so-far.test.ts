import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { readCube } from '../project/cube/read.js';
import { rowsOf } from '../table.js';
import { ask } from './ask.js';
import { readCatalog } from './catalog.js';
import { type Cube, cubeOf } from './cube.js';
import type { CubeQuery } from './query.js';

const text = `
description: a stall and its stock
as_of: { table: dw.as_of, column: day }
dimensions:
  day:
    table: dw.day
    key: day
    date: day
    levels:
      { year: year, quarter: quarter, month: month, date: day, iso_year: iso_year, iso_week: iso_week, fiscal_year: fiscal_year, fiscal_half: fiscal_half,
        retail_year: retail_year, retail_month: retail_month, retail_week: retail_week, weekday: weekday, month_of_year: month }
    hierarchies:
      { calendar: [year, quarter, month, date], iso: [iso_year, iso_week], fiscal: [fiscal_year, fiscal_half], retail: [retail_year, retail_month, retail_week] }
  line: { levels: { kind: kind } }
facts:
  sales: { table: dw.sale, grain: a sale, dimensions: { day: day }, degenerate: line }
measures:
  amount: { sum: amount }
  buyers: { distinct: buyer }
  price: { ratio: [amount, lines] }
  lines: { count: rows }
  stock: { sum: amount, over: { dimension: day, rule: last } }
  mean: { sum: amount, over: { dimension: day, rule: average } }
  closing: { sum: amount, over: { dimension: day, rule: closing } }
  held: { sum: amount, over: { dimension: day, rule: last }, empty: carry }
`;

/* The retail year that begins on 2023-01-01 has 53 weeks; months of 4, 4 and 5 weeks, the 53rd in the last. */
const days = `select *, cast(least(floor((retail_week - 1) / 13), 3) * 3 + case when retail_week = 53 then 3 when (retail_week - 1) % 13 < 4 then 1 when (retail_week - 1) % 13 < 8 then 2 else 3 end as integer) as retail_month
  from (select cast(d as date) as day, year(d) as year, quarter(d) as quarter, month(d) as month, dayofweek(d) as weekday, isoyear(d) as iso_year, week(d) as iso_week,
    year(d - interval 3 month) as fiscal_year, case when month(d) between 4 and 9 then 1 else 2 end as fiscal_half,
    case when d < date '2023-01-01' then 2022 when d < date '2024-01-07' then 2023 else 2024 end as retail_year,
    cast(floor(date_diff('day', case when d < date '2023-01-01' then date '2022-01-02' when d < date '2024-01-07' then date '2023-01-01' else date '2024-01-07' end, cast(d as date)) / 7) + 1 as integer) as retail_week
    from range(date '2022-01-02', date '2025-01-05', interval 1 day) as r (d)) as dated`;
const sales = `select n as sale_id, date '2022-01-02' + cast(n * 7919 % 1095 as integer) as day, case when n % 3 = 0 then 'cash' else 'card' end as kind, n * 613 % 97 as amount, n * 37 % 53 as buyer
  from range(2500) as r (n)`;

let engine: DuckDb;
let cube: Cube;
beforeAll(async () => {
  engine = await openDuckDb();
  await engine.replace('dw.day', days);
  await engine.replace('dw.every_sale', sales);
});
afterAll(() => engine.close());

async function asOf(day: string): Promise<void> {
  await engine.replace('dw.as_of', `select date '${day}' as day`);
  await engine.replace('dw.sale', `select * from dw.every_sale where day <= date '${day}'`);
  const source = readCube(text, 'sql/cube/stall.yaml', 'project');
  if ('faults' in source) throw new Error(source.faults.map(fault => fault.message).join('\n'));
  cube = cubeOf(source, await readCatalog(engine));
}
const one = (query: CubeQuery) => ask(engine, cube, { totals: 'none', ...query });
const truth = async (select: string) => rowsOf(await engine.query(select))[0];

describe('an unfinished period', () => {
  it('grows against as many days of the month before, and against all of a shorter one', async () => {
    for (const [day, last] of [
      ['2024-03-10', '2024-02-10'],
      ['2024-03-30', '2024-02-29'],
    ] as const) {
      await asOf(day);
      const { rows, notes } = await one({ rows: ['day.month'], measures: ['amount:growth', 'buyers:difference'] });
      const sums =
        await truth(`select sum(case when month = 3 then amount end) / cast(sum(case when month = 2 and day <= date '${last}' then amount end) as double) - 1 as growth,
        count(distinct case when month = 3 then buyer end) - count(distinct case when month = 2 and day <= date '${last}' then buyer end) as buyers,
        sum(case when month = 2 then amount end) / cast(sum(case when month = 1 then amount end) as double) - 1 as whole
        from dw.sale join dw.day using (day) where year = 2024`);
      expect(rows.at(-1)).toMatchObject({ 'amount:growth': sums?.growth, 'buyers:difference': sums?.buyers });
      expect(rows.at(-2)?.['amount:growth']).toBe(sums?.whole);
      expect(notes.slice(0, 1)).toEqual([
        `day.month 2024 1 3 is not over: facts up to ${day}; what it is compared with counts as many days`,
      ]);
    }
  });

  it('has before it what conditions on its own hierarchy leave out, and of another one only the days that these choose', async () => {
    await asOf('2024-12-31');
    const ask = async (level: string) => {
      const where = [{ level, values: [2023] }];
      return (await one({ rows: ['day.iso_week'], measures: ['amount', 'amount:previous'], where })).rows;
    };
    const [own, other] = [await ask('day.iso_year'), await ask('day.year')];
    const sums = await truth(`select sum(case when iso_year = 2022 and iso_week = 52 then amount end) as whole,
      sum(case when iso_year = 2022 and iso_week = 52 and year = 2023 then amount end) as piece from dw.sale join dw.day using (day)`);
    expect(own[0]?.['amount:previous']).toBe(sums?.whole);
    expect(other.slice(0, 2).map(row => row['amount:previous'])).toEqual([null, sums?.piece]);
    expect(sums?.piece).toBeLessThan(Number(sums?.whole));
  });

  it.each([
    ['2024-11-13', 'day.month'],
    ['2024-08-20', 'day.quarter'],
    ['2024-02-28', 'day.year'],
    ['2024-10-16', 'day.iso_week'],
    ['2024-12-31', 'day.iso_week'],
    ['2024-08-09', 'day.fiscal_half'],
    ['2024-01-06', 'day.retail_week'],
    ['2024-02-01', 'day.retail_month'],
    ['2024-09-05', 'day.retail_year'],
  ])('on %s grows by %s as the measure divided by the period before', async (day, level) => {
    await asOf(day);
    const bases = ['amount', 'buyers', 'price', 'stock', 'mean', 'closing', 'held'];
    const measures = bases.flatMap(name => ['', ':previous', ':growth', ':difference'].map(way => name + way));
    const { rows } = await one({ rows: ['line.kind', level], measures });
    expect(rows.some(row => row['amount:growth'] !== null)).toBe(true);
    for (const kind of ['card', 'cash']) {
      const last = rows.findLast(row => row['line.kind'] === kind);
      for (const name of bases) {
        const [value, before] = [last?.[name], last?.[`${name}:previous`]].map(Number) as [number, number];
        if (last?.[name] == null || last[`${name}:previous`] === null) expect(last?.[`${name}:growth`]).toBe(null);
        else expect([name, last[`${name}:growth`]]).toEqual([name, value / before - 1]);
        const isBoth = last?.[name] != null && last[`${name}:previous`] !== null;
        if (isBoth) expect(last[`${name}:difference`]).toBeCloseTo(value - before, 9);
        else expect(last?.[`${name}:difference`]).toBe(null);
      }
    }
  });

  it('is compared with a chosen year by as many days, as are the others with it', async () => {
    await asOf('2024-08-20');
    const measures = ['amount:ratio_to(day.year=2023)', 'buyers:difference_to(day.year=2024)'];
    const { rows } = await one({ rows: ['day.year'], measures });
    const sums =
      await truth(`select sum(case when year = 2024 then amount end) / cast(sum(case when year = 2023 and day <= date '2023-08-21' then amount end) as double) as ratio,
      sum(case when year = 2022 then amount end) / cast(sum(case when year = 2023 then amount end) as double) as whole,
      count(distinct case when year = 2023 and day <= date '2023-08-21' then buyer end) - count(distinct case when year = 2024 then buyer end) as buyers
      from dw.sale join dw.day using (day)`);
    expect(rows.map(row => row['amount:ratio_to(day.year=2023)'])).toEqual([sums?.whole, 1, sums?.ratio]);
    expect(rows.map(row => row['buyers:difference_to(day.year=2024)']).slice(1)).toEqual([sums?.buyers, 0]);
  });

  it('has its row before it in the year before where months stand across', async () => {
    await asOf('2024-08-20');
    const { rows } = await one({ rows: ['day.year'], columns: ['day.month'], measures: ['amount:difference'] });
    const found = rows.filter(row => row['day.year'] === 2024 && Number(row['day.month']) > 6);
    const august =
      await truth(`select sum(case when year = 2024 then amount else -amount end) as n from dw.sale join dw.day using (day)
      where month = 8 and year > 2022 and dayofmonth(day) <= 20`);
    const july = await truth(
      'select sum(case when year = 2024 then amount else -amount end) as n from dw.sale join dw.day using (day) where month = 7 and year > 2022',
    );
    expect(found.map(row => Number(row['amount:difference']))).toEqual([Number(july?.n), Number(august?.n)]);
  });

  it('that ends on the day is over: all of a longer one before it counts, in each calculation', async () => {
    await asOf('2024-02-29');
    const measures = ['amount:previous', 'amount:difference', 'closing:previous'];
    const { rows, notes } = await one({ rows: ['day.month'], measures, where: 'day.year = 2024' });
    const january = await truth(
      `select sum(amount) as n, sum(case when day = date '2024-01-31' then amount end) as last from dw.sale where day between date '2024-01-01' and date '2024-01-31'`,
    );
    const february = await truth(`select sum(amount) as n from dw.sale where day >= date '2024-02-01'`);
    expect(Number(rows[1]?.['amount:previous'])).toBe(Number(january?.n));
    expect(Number(rows[1]?.['closing:previous'])).toBe(Number(january?.last));
    expect(Number(rows[1]?.['amount:difference'])).toBe(Number(february?.n) - Number(january?.n));
    expect(notes).toEqual([]);
  });

  it('has the closing balance of the same day of the month before, and a whole one that of its last day', async () => {
    for (const [day, same] of [
      ['2024-03-10', '2024-02-10'],
      ['2024-03-30', '2024-02-29'],
    ] as const) {
      await asOf(day);
      const measures = ['closing:previous', 'closing:difference', 'closing:to_date(year)'];
      const { rows } = await one({ rows: ['day.month'], measures, where: 'day.year = 2024' });
      const on = async (date: string) =>
        Number((await truth(`select sum(amount) as n from dw.sale where day = date '${date}'`))?.n);
      const [now, before, january] = [await on(day), await on(same), await on('2024-01-31')];
      expect(
        rows
          .map(row => row['closing:previous'])
          .slice(1)
          .map(Number),
      ).toEqual([january, before]);
      expect(Number(rows.at(-1)?.['closing:difference'])).toBe(now - before);
      expect(Number(rows.at(-1)?.['closing:to_date(year)'])).toBe(now);
    }
  });
});

/** Truth: sums of days by plain SQL. */
describe('a cell of several periods', () => {
  const on = (date: string) => truth(`select sum(amount) as n from dw.sale where day = date '${date}'`);

  it('has the closing balance of the last of them, and of all time that of the as-of date', async () => {
    await asOf('2024-02-20');
    const now = (await on('2024-02-20'))?.n;
    expect((await one({ measures: ['closing'] })).rows).toEqual([{ closing: now }]);
    const total = async (query: Partial<CubeQuery>) =>
      (await one({ measures: ['closing', 'amount'], totals: 'full', ...query })).rows.at(-1)?.closing;
    expect(await total({ rows: ['line.kind'] })).toBe(now);
    expect(await total({ rows: ['day.year'] })).toBe(now);
    expect(await total({ columns: ['day.year', 'day.month'], rows: ['line.kind'] })).toBe(now);
    const days = "day.date in ('2024-01-09', '2024-01-11')";
    expect(await total({ rows: ['day.month'], where: days, totals: 'none' })).toBe((await on('2024-01-11'))?.n);
  });

  it('counts a fact once that feeds several', async () => {
    await asOf('2024-08-20');
    const { rows } = await one({
      rows: ['day.month'],
      measures: ['lines:rolling(3)', 'buyers:rolling(3)', 'closing:previous'],
      where: "day.date between '2024-01-31' and '2024-02-02'",
      totals: 'full',
    });
    const days = (from: string, to: string) =>
      truth(
        `select count(*) as lines, count(distinct buyer) as buyers from dw.sale where day between date '${from}' and date '${to}'`,
      );
    const fed = [
      await days('2024-01-29', '2024-01-31'),
      await days('2024-01-30', '2024-02-02'),
      await days('2024-01-29', '2024-02-02'),
    ];
    expect(rows.slice(0, 3).map(row => [row['lines:rolling(3)'], row['buyers:rolling(3)']])).toEqual(
      fed.map(one => [one?.lines, one?.buyers]),
    );
    expect(rows.slice(0, 2).map(row => row['closing:previous'])).toEqual([
      (await on('2024-01-30'))?.n,
      (await on('2024-02-01'))?.n,
    ]);
  });

  it('has the mean of its days, of which a fact without a day is none', async () => {
    await asOf('2024-02-20');
    await engine.replace('dw.sale', `select * from dw.every_sale union all select 0, null, 'cash', 1000, 1`);
    const daily = await truth(
      'select avg(n) as mean from (select sum(amount) as n from dw.sale where day is not null group by day) as daily',
    );
    const { rows } = await one({ measures: ['mean', 'amount'] });
    expect(rows[0]?.mean).toBeCloseTo(Number(daily?.mean), 9);
  });
});

/** Truth: sums of the days that have the same attribute, by plain SQL. */
describe('a level of time that is in no hierarchy', () => {
  it('has beside a year the same weekdays of the year before, as many days of it', async () => {
    await asOf('2024-08-20');
    const measures = ['amount', 'amount:previous', 'buyers:last_year', 'amount:rolling(2)'];
    const { rows } = await one({ rows: ['day.year', 'day.weekday'], measures });
    const found =
      await engine.query(`select weekday, sum(case when year = 2024 then amount end) as amount, sum(amount) as both,
      sum(case when year = 2023 and day <= date '2023-08-21' then amount end) as before,
      count(distinct case when year = 2023 and day <= date '2023-08-21' then buyer end) as buyers
      from dw.sale join dw.day using (day) where year > 2022 group by weekday order by weekday`);
    const last = rows.filter(row => row['day.year'] === 2024).map(row => Object.values(row).slice(1));
    expect(last).toEqual(rowsOf(found).map(row => [row.weekday, row.amount, row.before, row.buyers, row.both]));
  });

  it.each(['weekday', 'month_of_year'])(
    'below a year, a %s differs from the one before it in that year',
    async level => {
      await asOf('2024-08-20');
      const column = level.replace('_of_year', '');
      const { rows } = await one({ rows: ['day.year', `day.${level}`], measures: ['amount:difference'] });
      const found = await engine.query(`select year, ${column} as part,
      sum(amount) - lag(sum(amount)) over (partition by year order by ${column}) as difference
      from dw.sale join dw.day using (day) group by year, ${column} order by year, ${column}`);
      expect(rows.map(row => Object.values(row))).toEqual(rowsOf(found).map(row => Object.values(row)));
    },
  );

  it.each(['weekday', 'month_of_year'])('above the years, each %s has years of its own', async level => {
    await asOf('2024-08-20');
    const column = level.replace('_of_year', '');
    const { rows } = await one({ rows: [`day.${level}`, 'day.year'], measures: ['amount:difference'] });
    // Of 2023 as many days as there are of 2024; of 2022, which is over, all.
    const found = await engine.query(`with sold as (
        select ${column} as part, year, sum(amount) as amount, sum(case when day <= date '2023-08-21' then amount else 0 end) as so_far
        from dw.sale join dw.day using (day) group by all)
      select part, year, amount - lag(case when year = 2023 then null else amount end) over w as whole,
        amount - lag(case when year = 2023 then so_far end) over w as part_of
      from sold window w as (partition by part order by year) order by part, year`);
    expect(rows.map(row => Object.values(row))).toEqual(
      rowsOf(found).map(({ part, year, whole, part_of }) => [part, year, whole ?? part_of ?? null]),
    );
  });

  it('has beside a day that of the same month and day of month, where conditions count that weekday', async () => {
    await asOf('2024-08-20');
    const query = { rows: ['day.year', 'day.month', 'day.date'], measures: ['amount', 'amount:last_year'] };
    const { rows } = await one({ ...query, where: 'day.weekday in (5, 6) and day.year = 2024' });
    const found = await engine.query(`with sold as (
        select day, sum(amount) as amount from dw.sale join dw.day using (day) where weekday in (5, 6) group by day)
      select day, own.amount, before.amount as before from dw.day
      left join sold as own using (day)
      left join (select day + interval 1 year as day, amount from sold) as before using (day)
      where year = 2024 and weekday in (5, 6) and coalesce(own.amount, before.amount) is not null and day <= date '2024-08-20' order by day`);
    expect(rowsOf(found).filter(({ before }) => before !== null).length).toBeGreaterThan(5);
    expect(rows.map(row => Object.values(row).slice(2))).toEqual(rowsOf(found).map(row => Object.values(row)));
  });

  it('has beside a day the day before, of whatever weekday', async () => {
    await asOf('2024-08-20');
    const { rows } = await one({ rows: ['day.date', 'day.weekday'], measures: ['amount:previous'] });
    const before = await truth("select sum(amount) as n from dw.sale where day = date '2024-08-18'");
    expect(rows.find(row => String(row['day.date']).startsWith('2024-08-19'))).toMatchObject({
      'day.weekday': 1,
      'amount:previous': before?.n,
    });
  });
});
