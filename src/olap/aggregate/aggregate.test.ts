import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awkwardStar } from '../../../fixtures/awkward-star.js';
import { rounds } from '../../../fixtures/rounds.js';
import type { DuckDb } from '../../engine/duckdb.js';
import { narrow } from '../../plan/narrow.js';
import { rowsOf } from '../../table.js';
import { ask } from '../ask.js';
import { readCatalog, tableName } from '../catalog.js';
import { type Cube, cubeOf } from '../cube.js';
import type { CubeQuery } from '../query.js';
import { aggregateTables } from './make.js';

/* The truth is the same question counted from the facts, which ask.test.ts holds against a loop over the rows. */
const aggregates = `
as_of: { table: dw.as_of, column: day }
aggregates:
  by_month: { levels: [day.month, customer.city, product.name, line.kind], measures: [lines, price, greatest, returned] }
  by_people: { levels: [customer.city, customer.gender, product.family], measures: [amount, lines, buyers, baskets] }
  by_year: { levels: [day.year, line.kind], measures: [amount, lines, greatest] }
  by_day: { levels: [day.date, line.kind], measures: [amount, lines, greatest, returned] }
  buyers_by_day: { levels: [day.date, customer.country], measures: [buyers, baskets] }
  buyers_of_kinds: { levels: [customer.country, line.kind], measures: [buyers, lines] }
  baskets_and_buyers_of_genders: { levels: [customer.gender], measures: [buyers, baskets] }
  delivered: { levels: [day.date, product.name], measures: [delivered] }
`;
let engine: DuckDb;
let cube: Cube;
const rows = new Map([
  ['dw.sale', 400],
  ['dw.delivery', 150],
]);

beforeAll(async () => {
  const star = await awkwardStar(aggregates);
  engine = star.engine;
  // A third of a month has gone: what it is compared with is a third too.
  await engine.replace('dw.as_of', "select date '2024-03-10' as day");
  for (const { table, select, sums } of aggregateTables(star.source)) {
    await engine.replace(table, select);
    await narrow(engine, table, sums);
    rows.set(table, Number(rowsOf(await engine.query(`select count(*) as n from ${tableName(table)}`))[0]?.n));
  }
  // It has as many rows as the facts, and is to be read all the same.
  rows.set('aggregate.shop__buyers_by_day', 200);
  cube = cubeOf(star.source, await readCatalog(engine), { rows });
});
afterAll(() => engine.close());

const levels = ['day.year', 'customer.country', 'customer.gender', 'product.family', 'line.kind'];
const finer: Record<string, string> = {
  'day.year': 'day.month',
  'customer.country': 'customer.city',
  'product.family': 'product.name',
};
const measures = [
  'amount',
  'pieces',
  'lines',
  'buyers',
  'baskets',
  'greatest',
  'returned',
  'price',
  'amount:share',
  'lines:rank',
];
const periods = [
  'amount:previous',
  'lines:last_year',
  'amount:rolling(2)',
  'lines:to_date(year)',
  'greatest:rolling(2)',
  'returned:rolling(3)',
  'buyers:to_date(year)',
  'baskets:previous',
  'amount',
];
const inTime = fc.record({
  rows: fc.constantFrom<string[]>(
    ['day.year'],
    ['day.month'],
    ['day.year', 'day.month'],
    ['day.date'],
    ['day.month', 'line.kind'],
    ['customer.country', 'day.month'],
    ['day.year', 'day.is_early'],
    ['day.is_early', 'day.month'],
  ),
  measures: fc.shuffledSubarray(periods, { minLength: 1, maxLength: 3 }),
  where: fc.constantFrom(
    '',
    '',
    'day.year = 2024',
    "day.date >= '2024-01-10'",
    "line.kind in ('sale', null)",
    'day.is_early = true',
  ),
  totals: fc.constantFrom('full' as const, 'none' as const),
});
const early = {
  rows: ['day.month'],
  measures: ['amount:rolling(2)'],
  where: 'day.is_early = true' as const,
  totals: 'none' as const,
};
const question = fc
  .record({
    axes: fc.shuffledSubarray(levels, { maxLength: 3 }),
    finest: fc.boolean(),
    across: fc.nat(2),
    measures: fc.shuffledSubarray(measures, { minLength: 1, maxLength: 4 }),
    where: fc.constantFrom(
      '',
      "line.kind in ('sale', null)",
      "customer.city not in ('Halle')",
      "customer.city at ('DE', 'Bonn')",
    ),
    more: fc.constantFrom<Partial<CubeQuery>>(
      {},
      { totals: 'none' },
      { totals: 'visual', top: { count: 1, others: true } },
      { empty: true },
    ),
    versions: fc.constantFrom('as_was' as const, 'as_is' as const, undefined),
  })
  .map(({ axes, finest, across, measures: counted, where, more, versions }): CubeQuery => {
    const deep = axes.flatMap(level => (finest && finer[level] ? [level, finer[level]] : [level]));
    const cut = Math.max(more.top ? 1 : 0, deep.length - across);
    const { top, ...rest } = more;
    const best = top && deep.length > 0 ? { top } : {};
    return { rows: deep.slice(0, cut), columns: deep.slice(cut), measures: counted, where, ...rest, ...best, versions };
  });

describe('aggregates', () => {
  it('change no figure of any question, and are read by many', async () => {
    const taken = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(question, async asked => {
        const quick = await ask(engine, cube, asked);
        const slow = await ask(engine, cube, { ...asked, aggregates: false });
        expect(slow.source).toEqual(['base']);
        for (const name of quick.source) taken.set(name, (taken.get(name) ?? 0) + 1);
        expect(quick.rows).toEqual(slow.rows);
      }),
      { numRuns: rounds(40), seed: 8 },
    );
    for (const name of ['by_month', 'by_people', 'by_year', 'base']) expect(taken.get(name)).toBeGreaterThan(1);
  });

  it('change no figure of other periods either: counted anew of days, or summed of whole periods', async () => {
    const taken = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(inTime, async asked => {
        const quick = await ask(engine, cube, asked);
        const slow = await ask(engine, cube, { ...asked, aggregates: false });
        for (const name of quick.source) taken.set(name, (taken.get(name) ?? 0) + 1);
        expect([quick.rows, quick.notes]).toEqual([slow.rows, slow.notes]);
      }),
      { numRuns: rounds(15), seed: 8, examples: [[early], [{ ...early, rows: ['day.year'], where: '' }]] },
    );
    for (const name of ['by_day', 'buyers_by_day', 'by_year', 'base']) expect(taken.get(name), name).toBeGreaterThan(1);
  });

  it('by months cannot say what the first days of a month came to; those by days can', async () => {
    const asked = { rows: ['day.month'], measures: ['lines:growth', 'lines:ratio_to([2024].[3])'] };
    const quick = await ask(engine, cube, asked);
    expect(quick.rows).toEqual((await ask(engine, cube, { ...asked, aggregates: false })).rows);
    const candidates = quick.choices.find(({ measures: [name] }) => name === 'lines:so_far')?.candidates ?? [];
    expect(candidates.find(one => one.candidate === 'by_month')?.reason).toBe(
      'so_far is counted anew of day.date, which it does not keep',
    );
    expect(candidates.find(one => one.taken)?.candidate).toBe('by_day');
  });

  it('change no figure of members that are made of others', async () => {
    const members = [
      'customer.country.both = [DE] + [BE]',
      'customer.country.less = both - [DE]',
      'customer.country.part = [DE] / both',
    ];
    const taken = new Set<string>();
    const asked = fc.record({
      below: fc.subarray(['product.family', 'line.kind', 'day.year']),
      measures: fc.shuffledSubarray(measures, { minLength: 1, maxLength: 3 }),
      members: fc.shuffledSubarray(members.slice(1), { maxLength: 2 }),
      totals: fc.constantFrom('full' as const, 'none' as const),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ below, members: more, ...rest }) => {
        const query = { ...rest, rows: ['customer.country', ...below], members: [members[0] as string, ...more] };
        const quick = await ask(engine, cube, query);
        const slow = await ask(engine, cube, { ...query, aggregates: false });
        for (const name of quick.source) taken.add(name);
        expect(quick.rows.some(row => row.$calculated)).toBe(true);
        expect(quick.rows).toEqual(slow.rows);
      }),
      { numRuns: rounds(10), seed: 8 },
    );
    expect([...taken]).toEqual(expect.arrayContaining(['by_month', 'buyers_of_kinds']));
  });

  it('have each different value once by their own levels, where it is counted without looking for it again', async () => {
    const asked = async (rows: string[], more: Partial<CubeQuery> = {}) => {
      const query: CubeQuery = { rows, measures: ['buyers'], totals: 'none', ...more };
      const quick = await ask(engine, cube, query);
      expect(quick.rows).toEqual((await ask(engine, cube, { ...query, aggregates: false })).rows);
      return [...quick.source, /count\(distinct/.test(quick.sql)];
    };
    expect(await asked(['customer.country', 'line.kind'])).toEqual(['buyers_of_kinds', false]);
    expect(await asked(['line.kind'])).toEqual(['buyers_of_kinds', true]);
    expect(await asked(['line.kind', 'customer.country'], { totals: 'full' })).toEqual(['buyers_of_kinds', true]);
    const top: CubeQuery['top'] = { count: 1, others: true };
    expect(await asked(['line.kind', 'customer.country'], { top })).toEqual(['buyers_of_kinds', true]);
    const members = ['customer.country.both = [DE] + [BE]'];
    expect(await asked(['line.kind', 'customer.country'], { members })).toEqual(['buyers_of_kinds', true]);
    expect(await asked(['customer.gender'])).toEqual(['baskets_and_buyers_of_genders', true]);
  });

  it('count every fact once', async () => {
    const { says } = cube.source;
    expect(Object.keys(says.aggregates)).toEqual([...cube.aggregates.keys()]);
    for (const { offenders } of aggregateTables(cube.source)) expect((await engine.query(offenders)).rows).toBe(0);
  });
});
