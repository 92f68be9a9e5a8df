import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awkwardStar } from '../../fixtures/awkward-star.js';
import { rounds } from '../../fixtures/rounds.js';
import type { DuckDb } from '../engine/duckdb.js';
import { unportable } from '../plan/words.js';
import { type Cell, rowsOf } from '../table.js';
import { ask, type CubeAnswer } from './ask.js';
import { axesOf } from './axis.js';
import { readCatalog } from './catalog.js';
import { type Cube, cubeOf, type Level } from './cube.js';
import { drill } from './drill.js';
import { membersOf } from './members.js';
import type { CubeQuery } from './query.js';
import { requestOf } from './request.js';
import { denseCells } from './spine.js';

/* The truth is a loop over the rows of a star joined by hand. */
let engine: DuckDb;
let cube: Cube;
let sales: Record<string, Cell>[];
const one = async (query: CubeQuery, options = {}) => ask(engine, cube, query, options);
/** The members and measures of each row of an answer. */
const told = async (query: CubeQuery) => (await one(query)).rows.map(({ $total, ...row }) => Object.values(row));
const linesOf = async (products: string) =>
  rowsOf(await engine.query(`select count(*) as n from dw.sale where product_key in (${products})`))[0]?.n ?? null;

beforeAll(async () => {
  const star = await awkwardStar(`
  held: { fact: deliveries, sum: pieces, over: { dimension: day, rule: last }, empty: carry }
  held_per_sold: { formula: held / pieces }
  rest_per_stock: { formula: rest / stock }
`);
  engine = star.engine;
  cube = cubeOf(star.source, await readCatalog(engine));
  sales = rowsOf(
    await engine.query(`select s.sale_id, d.year as "day.year", d.month as "day.month", c.country as "customer.country", c.city as "customer.city",
      c.gender as "customer.gender", p.family as "product.family", p.name as "product.name", s.kind as "line.kind", s.amount, s.pieces, s.buyer
      from dw.sale s left join dw.day d using (day_key) left join dw.customer c using (customer_key) left join dw.product p using (product_key)`),
  );
});
afterAll(() => engine.close());

const levels = ['day.year', 'customer.country', 'customer.gender', 'product.family', 'line.kind'];
const finer: Record<string, string> = {
  'day.year': 'day.month',
  'customer.country': 'customer.city',
  'product.family': 'product.name',
};
const question = fc
  .record({
    axes: fc.shuffledSubarray(levels, { maxLength: 3 }),
    finest: fc.boolean(),
    across: fc.nat(3),
    kinds: fc.subarray(['sale', 'return', null], { minLength: 1 }),
    not: fc.boolean(),
  })
  .map(({ axes, finest, across, kinds, not }) => {
    const deep = axes.flatMap(level => (finest && finer[level] ? [level, finer[level]] : [level]));
    const cut = Math.max(0, deep.length - across);
    return {
      rows: deep.slice(0, cut),
      columns: deep.slice(cut),
      measures: ['amount', 'lines', 'buyers', 'greatest', 'returned', 'price'],
      where: [{ level: 'line.kind', is: not ? ('not in' as const) : ('in' as const), values: kinds }],
    };
  });

/** The cells of a question by a loop over the rows: every row counts in each grouping it belongs to. */
function byHand({
  rows,
  columns,
  where: [condition],
}: {
  rows: string[];
  columns: string[];
  where: { is: string; values: (string | null)[] }[];
}) {
  const groups = new Map<string, Record<string, Cell>[]>();
  const kept = sales.filter(row => condition?.values.includes(row['line.kind'] as string) === (condition?.is === 'in'));
  for (let r = rows.length; r >= 0; r--) {
    for (let c = columns.length; c >= 0; c--) {
      const named = [...rows.slice(0, r), ...columns.slice(0, c)];
      if (named.length === 0) groups.set(JSON.stringify([[], [...rows, ...columns]]), []);
      const total = [...rows, ...columns].filter(level => !named.includes(level));
      for (const row of kept) {
        const id = JSON.stringify([named.map(level => row[level]), total]);
        groups.set(id, [...(groups.get(id) ?? []), row]);
      }
    }
  }
  return new Map([...groups].map(([id, own]) => [id, measuresOf(own)]));
}

function measuresOf(rows: Record<string, Cell>[]) {
  const sum = (own: Record<string, Cell>[], name: string) =>
    own.length === 0 ? null : own.reduce((all, row) => all + Math.round(Number(row[name]) * 100), 0) / 100;
  const [amount, pieces] = [sum(rows, 'amount'), sum(rows, 'pieces')];
  return {
    amount,
    lines: rows.length,
    buyers: new Set(rows.map(row => row.buyer).filter(buyer => buyer !== null)).size,
    greatest: rows.length === 0 ? null : Math.max(...rows.map(row => Number(row.amount))),
    returned: sum(
      rows.filter(row => row['line.kind'] === 'return'),
      'amount',
    ),
    price: amount === null || !pieces ? null : amount / pieces,
  };
}

function byId({ rows, request }: CubeAnswer) {
  const names = [...request.rows, ...request.columns].map(level => level.name);
  return new Map(
    rows.map(row => {
      const total = (row.$total ?? []) as string[];
      const id = JSON.stringify([names.filter(name => !total.includes(name)).map(name => row[name]), total]);
      return [id, Object.fromEntries(request.shown.map(({ as }) => [as, row[as]]))];
    }),
  );
}

describe('a cube', () => {
  it('answers any question as a loop over the joined rows does, a null member beside a subtotal', async () => {
    await fc.assert(
      fc.asyncProperty(question, async asked => {
        const found = byId(await one(asked));
        const wanted = byHand(asked);
        expect([...found.keys()].sort()).toEqual([...wanted.keys()].sort());
        for (const [id, cells] of wanted) expect(rounded(found.get(id))).toEqual(rounded(cells));
      }),
      { numRuns: rounds(25), seed: 8 },
    );
  });

  it('counts different members in one pass over the facts as the engine does', async () => {
    await fc.assert(
      fc.asyncProperty(question, async asked => {
        const query = { ...asked, measures: ['buyers', 'lines'] };
        const [engines, own] = [await one(query), await one(query, { stampFrom: 1 })];
        expect(own.rows).toEqual(engines.rows);
        expect(own.sql).toBe(engines.sql);
      }),
      { numRuns: rounds(15), seed: 8 },
    );
  });

  it('has for each additive measure the sum of the children in the parent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.entries(finer)), async ([level, child]) => {
        const parents = await one({ rows: [level], measures: ['amount', 'lines'], totals: 'none' });
        const children = await one({ rows: [level, child], measures: ['amount', 'lines'], totals: 'none' });
        for (const parent of parents.rows) {
          const own = children.rows.filter(row => row[level] === parent[level]);
          expect(own.reduce((sum, row) => sum + Number(row.lines), 0)).toBe(parent.lines);
          expect(own.reduce((sum, row) => sum + Number(row.amount), 0)).toBeCloseTo(Number(parent.amount), 6);
        }
      }),
      { numRuns: 3, seed: 8 },
    );
  });

  it('counts members made of others by all facts of theirs, in one pass too', async () => {
    const query = {
      rows: ['customer.country', 'product.family'],
      measures: ['buyers', 'amount', 'price'],
      members: ['customer.country.all = [DE] + [BE]', 'customer.country.less = all - [DE]'],
    };
    const { rows } = await one(query);
    const total = await one({
      rows: ['product.family'],
      measures: query.measures,
      where: "customer.country in ('DE', 'BE')",
    });
    const made = (name: string) => rows.filter(row => row.$calculated && row['customer.country'] === name);
    const figures = ({ buyers, amount, price }: (typeof rows)[number]) => ({ buyers, amount, price });
    expect(made('all').map(figures)).toEqual(total.rows.map(figures));
    const buyersOf = (country: string, { $total, ...row }: (typeof rows)[number]) =>
      rows.find(
        one =>
          one['customer.country'] === country &&
          one['product.family'] === row['product.family'] &&
          String(one.$total) === String($total),
      )?.buyers;
    for (const row of made('less')) {
      const [both, first] = [buyersOf('all', row), buyersOf('DE', row)];
      expect(row.buyers).toBe(both == null || first == null ? null : Number(both) - Number(first));
    }
    expect((await one(query, { stampFrom: 1 })).rows).toEqual(rows);
  });

  it.each([
    [['customer.gender', 'customer.country'], []],
    [['customer.country', 'customer.gender'], []],
    [['customer.country'], ['customer.gender']],
  ])('counts them beside another level of their dimension, by %o and across %o', async (rows, columns) => {
    const members = ['customer.country.all = [DE] + [BE]'];
    const query = { rows, columns, measures: ['buyers', 'amount'], members };
    const found = await one(query);
    const total = await one({
      rows: ['customer.gender'],
      measures: query.measures,
      where: "customer.country in ('DE', 'BE')",
    });
    const figures = ({ buyers, amount, ...row }: CubeAnswer['rows'][number]) => [
      row['customer.gender'],
      buyers,
      amount,
    ];
    const made = found.rows.filter(row => row.$calculated && row['customer.country'] === 'all' && !row.$total);
    expect(made.length).toBeGreaterThan(1);
    expect(made.map(figures)).toEqual(total.rows.filter(row => !row.$total).map(figures));
    expect((await one(query, { stampFrom: 1 })).rows).toEqual(found.rows);
  });

  it('lays measures out where they are asked for, and turns rows and columns', async () => {
    const laid = async (query: Omit<CubeQuery, 'measures'>) => {
      const { rows, columns, cells } = (
        await one({ where: 'day.year = 2024', ...query, measures: ['lines', 'pieces'] })
      ).cells;
      const named = ({ members, total, measure }: (typeof rows)[number]) =>
        [...members.map(member => member.key), ...total.map(() => 'total'), measure].filter(Boolean).join(' ');
      return { rows: rows.map(named), columns: columns.map(named), cells };
    };
    const plain = await laid({ rows: ['line.kind'], totals: 'none' });
    expect([plain.rows, plain.columns]).toEqual([
      ['return', 'sale', ''],
      ['lines', 'pieces'],
    ]);
    const below = await laid({ rows: ['line.kind', 'measures'], totals: 'none' });
    expect(below.rows).toEqual(['return lines', 'return pieces', 'sale lines', 'sale pieces', 'lines', 'pieces']);
    expect(below.cells).toEqual(plain.cells.flat().map(cell => [cell]));
    const first = await laid({ rows: ['measures', 'line.kind'] });
    expect(first.rows.slice(0, 5)).toEqual(['return lines', 'sale lines', 'lines', 'total lines', 'return pieces']);
    const turned = await laid({ rows: ['line.kind'], totals: 'none', pivot: true });
    expect([turned.rows, turned.columns]).toEqual([plain.columns, plain.rows]);
    expect(turned.cells).toEqual([plain.cells.map(row => row[0]), plain.cells.map(row => row[1])]);
  });

  it('drills through to facts whose sum is the cell', async () => {
    const { rows } = await one({
      rows: ['customer.country', 'product.family'],
      measures: ['amount', 'returned'],
      totals: 'none',
    });
    for (const row of rows) {
      const where = ['customer.country', 'product.family'].map(level => ({
        level,
        values: [row[level] as string | null],
      }));
      for (const measure of ['amount', 'returned']) {
        const { table, facts } = await drill(engine, cube, { measure, where, limit: 1e6 });
        expect(table.rows).toBe(facts);
        const sum = rowsOf(table).reduce((all, fact) => all + Number(fact.amount), 0);
        expect(sum).toBeCloseTo(Number(row[measure] ?? 0), 6);
        expect(new Set(rowsOf(table).map(fact => fact.sale_id)).size).toBe(facts);
      }
    }
  });

  it('counts each of two tables of facts at its own grain, also where one of them has no rows', async () => {
    const { rows } = await one({ rows: ['product.family'], measures: ['pieces', 'delivered', 'rest'] });
    const sums = rowsOf(
      await engine.query(
        `select (select sum(pieces) from dw.sale) as pieces, (select sum(pieces) from dw.delivery) as delivered`,
      ),
    )[0];
    const total = rows.find(row => row.$total);
    expect([total?.pieces, total?.delivered]).toEqual([sums?.pieces, sums?.delivered]);
    expect(rows.filter(row => !row.$total).reduce((sum, row) => sum + Number(row.delivered), 0)).toBe(sums?.delivered);
    for (const row of rows)
      expect(row.rest).toBe(row.delivered === null ? null : Number(row.delivered) - Number(row.pieces));
  });

  it('counts a fact in each of its groups, and once in their total', async () => {
    const { rows } = await one({ rows: ['group.name'], measures: ['lines'], where: "group.name in ('new', 'cheap')" });
    const sql = (where: string) => `select count(*) as n from dw.sale where product_key in (${where})`;
    const count = async (where: string) => rowsOf(await engine.query(sql(where)))[0]?.n;
    expect(rows.map(row => row.lines)).toEqual([await count('1, 2'), await count('1, 3'), await count('1, 2, 3')]);
  });

  it('counts a fact once under what several of its groups share, and under the null member where it has none', async () => {
    const rows = await told({ rows: ['group.kind', 'group.name'], measures: ['lines'] });
    const [cheap, fresh, both, none] = [
      await linesOf('1, 2'),
      await linesOf('1, 3'),
      await linesOf('1, 2, 3'),
      await linesOf('4, 5'),
    ];
    expect(rows).toEqual([
      ['offer', 'cheap', cheap],
      ['offer', 'new', fresh],
      ['offer', null, both],
      [null, null, none],
      [null, null, none],
      [null, null, 400],
    ]);
    expect(await told({ rows: ['group.kind'], measures: ['lines'], where: "group.name = 'new'" })).toEqual([
      ['offer', fresh],
      [null, fresh],
    ]);
    const without = { measures: ['lines'], where: "group.name not in ('new')" };
    expect(await told({ rows: ['group.name'], ...without })).toEqual([
      ['cheap', cheap],
      [null, none],
      [null, Number(cheap) + Number(none)],
    ]);
    expect(await told({ ...without, where: 'group.name = null' })).toEqual([[none]]);
  });

  it('holds one group to all conditions on groups, whether they are on an axis or not', async () => {
    const asked = {
      measures: ['lines'],
      where: "group.name <> 'new' and group.kind = 'offer' and group.name like 'n%'",
    };
    expect(await told({ ...asked, totals: 'none' })).toEqual([[0]]);
    expect(await told({ ...asked, rows: ['group.name'], totals: 'none' })).toEqual([]);
    const offered = { measures: ['lines'], where: "group.name <> 'new' and group.kind = 'offer'" };
    expect(await told(offered)).toEqual([[await linesOf('1, 2')]]);
    const { facts } = await drill(engine, cube, { measure: 'lines', where: offered.where, limit: 1 });
    expect(facts).toBe(await linesOf('1, 2'));
  });

  it('takes groups together without counting a fact of both twice', async () => {
    const both = await linesOf('1, 2, 3');
    const members = ['group.name.both = [new] + [cheap]'];
    const made = await one({ rows: ['group.name'], measures: ['lines'], members, totals: 'none' });
    expect(made.rows.find(row => row.$calculated)?.lines).toBe(both);
    const where = "product.name in ('Apple', 'Dust', null)";
    const top = { count: 1, others: true };
    expect(await told({ rows: ['group.name'], measures: ['lines'], where, top, totals: 'none' })).toEqual([
      [null, await linesOf('4, 5')],
      [null, await linesOf('1'), true],
    ]);
  });

  it('takes members as they were, as they are and as of a day; where nothing changed that is the same', async () => {
    const by = async (level: string, versions: CubeQuery['versions']) =>
      (await one({ rows: [level], measures: ['lines'], totals: 'none', versions })).rows.map(row => [
        row[level],
        row.lines,
      ]);
    const sold = async (keys: string) =>
      rowsOf(await engine.query(`select count(*) as n from dw.sale where customer_key in (${keys})`))[0]?.n;
    expect(await by('customer.country', 'as_was')).toEqual([
      ['BE', await sold('3')],
      ['DE', await sold('1, 2')],
      [null, await sold('4, 5')],
    ]);
    expect(await by('customer.country', 'as_is')).toEqual([
      ['BE', await sold('2, 3')],
      ['DE', await sold('1')],
      [null, await sold('4, 5')],
    ]);
    expect(await by('customer.country', '2024-01-14')).toEqual([
      ['DE', await sold('1, 2, 3')],
      [null, await sold('4, 5')],
    ]);
    expect(await by('customer.country', '2024-01-15')).toEqual(await by('customer.country', 'as_is'));
    expect(await by('customer.gender', 'as_is')).toEqual(await by('customer.gender', 'as_was'));
  });

  it('has one row for a member that was called otherwise once, under its last name, and under its key where it has none', async () => {
    const asked: CubeQuery = { rows: ['customer.number'], measures: ['lines', 'buyers'], totals: 'none' };
    const lines = async (keys: string) =>
      rowsOf(await engine.query(`select count(*) as n from dw.sale where customer_key in (${keys})`))[0]?.n;
    const { cells } = await one(asked);
    expect(cells.rows.map(row => row.members[0]?.caption)).toEqual(['Halle', 'Halle', 4, null]);
    expect(cells.cells.map(([n]) => n)).toEqual([
      await lines('1'),
      await lines('2, 3'),
      await lines('4'),
      await lines('5'),
    ]);
    expect((await one({ ...asked, empty: true })).rows).toEqual((await one(asked)).rows);
    const { rows } = await one({ ...asked, versions: '2024-01-14', where: 'customer.number = 2' });
    expect(rows).toMatchObject([{ lines: await lines('2, 3') }]);
    const members = await membersOf(engine, cube, cube.levels.get('customer.number') as Level);
    expect(members.map(({ key, caption }) => [key, caption])).toEqual([
      [1, 'Halle'],
      [2, 'Halle'],
      [4, 4],
    ]);
  });

  it('calls what a member belonged to by its own name, not by that of what it belongs to now', async () => {
    const { cells } = await one({ rows: ['customer.home'], measures: ['lines'], totals: 'none' });
    expect(cells.rows.map(row => row.members[0]?.caption)).toEqual(['BE', 'DE', null]);
  });

  it('says the same of members as they were and as they are, by whatever did not change', async () => {
    const unmoved = question.filter(({ rows, columns }) => ![...rows, ...columns].includes('customer.country'));
    await fc.assert(
      fc.asyncProperty(unmoved, async asked => {
        const [then, now] = [await one({ ...asked, versions: 'as_was' }), await one({ ...asked, versions: 'as_is' })];
        expect(now.rows).toEqual(then.rows);
      }),
      { numRuns: rounds(8), seed: 8 },
    );
  });

  it('keeps two cities of one name apart, by the country above them', async () => {
    const { rows } = await one({ rows: ['customer.city'], measures: ['lines'], totals: 'none' });
    expect(rows.map(row => row['customer.city'])).toEqual(['Halle', 'Bonn', 'Halle', null]);
  });

  it('takes a balance of the last day that has facts, and a closing one of the last day of the period', async () => {
    const { rows } = await one({ rows: ['day.month'], measures: ['stock', 'closing'], totals: 'none' });
    const truth = rowsOf(
      await engine.query(`with daily as (select d.year, d.month, d.day, sum(pieces) as n from dw.delivery join dw.day d using (day_key) group by all)
        select max_by(n, day) as stock, max(case when day = least(last_day(day), (select max(day) from dw.day where day_key in (select day_key from dw.sale union all select day_key from dw.delivery))) then n end) as closing
        from daily group by year, month order by year, month`),
    );
    expect(rows.map(row => [row.stock, row.closing])).toEqual(truth.map(row => [row.stock, row.closing]));
  });

  it.each([[[]], [['day.month']], [['day.month', 'product.family']]])(
    'has a total of nothing by %j, of balances too',
    async rows => {
      const where = 'day.year = 2024 and day.year > 2024';
      const total = Object.fromEntries(rows.map(level => [level, null]));
      for (const measure of ['stock', 'closing', 'amount']) {
        const found = (await one({ rows, measures: [measure], where })).rows.map(({ $total, ...row }) => row);
        expect(found).toEqual([{ ...total, [measure]: null }]);
      }
    },
  );

  it('lists what a top leaves out neither as members without facts nor beside the others', async () => {
    const top = { count: 1, level: 'product.family' };
    const asked: CubeQuery = { rows: ['product.family', 'line.kind'], measures: ['lines'], top, empty: true };
    const [best] = rowsOf(
      await engine.query(
        'select family from dw.sale join dw.product using (product_key) group by family order by count(*) desc limit 1',
      ),
    );
    const { rows } = await one({ ...asked, totals: 'none' });
    expect([...new Set(rows.map(row => row['product.family']))]).toEqual([best?.family]);
    const others = (await one({ ...asked, totals: 'none', top: { ...top, others: true } })).rows;
    expect(others.filter(row => !row.$others)).toEqual(rows);
    expect(others.length).toBe(rows.length + 1);
  });

  it('holds members without facts to a condition on a measure, with totals of what is shown', async () => {
    const asked: CubeQuery = { rows: ['product.name', 'line.kind'], measures: ['lines'], empty: true };
    const all = (await one({ ...asked, totals: 'none' })).rows;
    const bounds = { ...asked, where: 'lines < 9', totals: 'visual' as const };
    const shown = (await one(bounds)).rows.filter(row => !row.$total);
    expect(shown).toEqual(all.filter(row => row.lines !== null && (row.lines as number) < 9));
    expect((await one({ measures: ['lines'], where: 'lines < 9', totals: 'visual' })).rows).toEqual([]);
  });

  it('carries a balance forward to the days without facts, up to the last day that has some', async () => {
    const { rows } = await one({
      rows: ['product.name', 'day.month', 'day.date'],
      measures: ['held', 'stock', 'pieces', 'held_per_sold', 'held:previous'],
      where: "product.name in ('Apple', 'Bread')",
      empty: true,
    });
    const days = rows.filter(row => !row.$total);
    const [last] = rowsOf(
      await engine.query(
        'select max(day) as day from dw.day where day_key in (select day_key from dw.sale union all select day_key from dw.delivery)',
      ),
    );
    expect(
      days
        .map(row => row['day.date'])
        .sort()
        .at(-1),
    ).toBe(last?.day);
    let filled = 0;
    for (const name of ['Apple', 'Bread']) {
      let balance: unknown = null;
      for (const row of days.filter(day => day['product.name'] === name)) {
        expect(row['held:previous']).toBe(balance);
        if (row.stock === null && balance !== null) filled++;
        balance = row.stock ?? balance;
        expect(row.held).toBe(balance);
        if (row.held_per_sold !== null) expect(row.held_per_sold).toBe(Number(balance) / Number(row.pieces));
      }
    }
    expect(filled).toBeGreaterThan(50);
    for (const row of rows.filter(one => one.$total)) expect(row.held).toBe(row.stock);
  });

  it('divides the sums of several periods for the moving average of a ratio', async () => {
    const { rows } = await one({ rows: ['day.month'], measures: ['price:moving_average(2)', 'price:rolling(2)'] });
    const pairs = rows.map(row => [row['price:moving_average(2)'], row['price:rolling(2)']].map(Number));
    expect(pairs.some(([mean]) => mean)).toBe(true);
    for (const [mean, together] of pairs) expect(mean).toBeCloseTo(together as number, 9);
  });

  it('says that growth compares a period that is not over with as many days', async () => {
    const notes = async (measures: string[]) => (await one({ rows: ['day.year'], measures })).notes.join();
    expect(await notes(['amount:growth'])).toMatch(
      /^day.year 2024 is not over: .*; what it is compared with counts as many days$/,
    );
    expect(await notes(['amount', 'amount:rank'])).toBe('');
    const before = { rows: ['day.year'], measures: ['amount:growth', 'amount:previous'], where: 'day.year < 2024' };
    expect((await one(before)).notes).toEqual([]);
  });

  it('goes along the columns where there are no rows', async () => {
    const measures = ['amount:rank', 'amount:running', 'amount:difference', 'amount:growth'];
    const levels = ['day.year', 'day.month'];
    const [down, across] = [await one({ rows: levels, measures }), await one({ columns: levels, measures })];
    expect(across.rows).toEqual(down.rows);
    expect(down.rows.some(row => row['amount:growth'] !== null)).toBe(true);
  });

  it('opens members of the rows that are there, and says where that has no answer', async () => {
    const query = { rows: ['customer.country', 'customer.city'], measures: ['amount'] };
    const wrong: [Partial<CubeQuery>, RegExp][] = [
      [{ open: "customer.city = 'Bonn'" }, /open customer.city: nothing is below it in the rows/],
      [{ open: "line.kind = 'sale'" }, /open line.kind: it is not among the rows/],
      [{ open: 'amount > 3' }, /open amount: it is no level/],
      [{ open: "customer.country = 'ED'" }, /customer.country has no member "ED"/],
      [{ open: "customer.country = 'DE'", where: 'amount > 3' }, /open does not go with conditions on measures/],
      [{ open: "customer.country = 'DE'", top: { count: 1 }, totals: 'visual' }, /visual totals of the top of what is/],
    ];
    for (const [more, message] of wrong) await expect(one({ ...query, ...more })).rejects.toThrow(message);
    for (const totals of ['full', 'visual', 'none'] as const) {
      const whole = await one({ ...query, totals: 'full' });
      const { rows, sql } = await one({ ...query, totals, open: 'customer.country in (null, BE)' });
      const isOpen = (country: unknown) => country === null || country === 'BE';
      const expected = whole.rows.filter(row => {
        const $total = (row.$total ?? []) as string[];
        if ($total.length === 2) return totals !== 'none';
        return isOpen(row['customer.country']) ? totals !== 'none' || $total.length === 0 : $total.length === 1;
      });
      expect(rows).toEqual(expected);
      expect(rows.length).toBeLessThan(whole.rows.length);
      expect(unportable(sql)).toEqual([]);
    }
  });

  it('takes a path from the top, members in brackets, and a pattern of numbers', async () => {
    const path = await one({ measures: ['lines'], where: 'customer.city = [DE].[Halle]' });
    const members = await one({ measures: ['lines'], where: 'customer.country = [DE] and customer.city in ([Halle])' });
    const of = (is: (row: Record<string, Cell>) => boolean) => sales.filter(is).length;
    expect([path, members].map(({ rows }) => rows)).toEqual(
      [1, 2].map(() => [{ lines: of(row => row['customer.country'] === 'DE' && row['customer.city'] === 'Halle') }]),
    );
    const like = await one({ measures: ['lines'], where: "day.year like '%4'" });
    expect(like.rows).toEqual([{ lines: of(row => row['day.year'] === 2024) }]);
  });

  it('takes shares of all that the conditions let in, whether totals or columns are shown or not', async () => {
    const top = { count: 1 };
    const asked = { rows: ['product.family'], measures: ['lines', 'lines:share', 'lines:share_of_parent'], top };
    const [{ 'lines:share': share } = {}] = (await one({ ...asked, totals: 'none' })).rows;
    expect(share).toBe(Number(await linesOf('1, 2')) / 400);
    const shares = async (totals: 'full' | 'none') =>
      (await one({ ...asked, columns: ['line.kind'], totals })).rows
        .filter(row => !row.$total)
        .map(row => [row['lines:share'], row['lines:share_of_parent']]);
    expect(await shares('none')).toEqual(await shares('full'));
    const sums = (await shares('none')).reduce((all, [own]) => all + Number(own), 0);
    expect(sums).toBeCloseTo(Number(share), 9);
  });

  it('ranks members, and others not among them', async () => {
    const asked = { rows: ['product.name'], measures: ['lines', 'lines:rank'], top: { count: 2, others: true } };
    const ranks = (rows: CubeAnswer['rows']) => rows.filter(row => !row.$total).map(row => row['lines:rank']);
    const { rows } = await one(asked);
    expect(ranks(rows.filter(row => row.$others))).toEqual([null]);
    expect(ranks(rows.filter(row => !row.$others))).toEqual([1, 1]);
  });

  it.each(['rank', 'running', 'difference', 'growth'])(
    'takes the %s among all members, also where a top shows some of them',
    async calculation => {
      const asked = { rows: ['customer.country', 'product.name'], measures: ['amount', `amount:${calculation}`] };
      for (const columns of [[], ['line.kind']]) {
        const all = (await one({ ...asked, columns })).rows.map(row => JSON.stringify(row));
        for (const level of asked.rows) {
          for (const totals of ['full', 'none'] as const) {
            const { rows } = await one({ ...asked, columns, totals, top: { count: 1, bottom: true, level } });
            expect(rows.length).toBeGreaterThan(0);
            expect(all).toEqual(expect.arrayContaining(rows.map(row => JSON.stringify(row))));
          }
        }
      }
    },
  );

  it('knows how many members meet in a question without gaps before they are put beside each other', async () => {
    const request = requestOf(cube, { rows: ['product.name', 'day.month'], measures: ['lines'], empty: true });
    const { text, values } = denseCells(request, axesOf(request), undefined);
    const [{ products } = {}] = rowsOf(await engine.query('select count(*) as products from dw.product'));
    expect(rowsOf(await engine.query(text, values))).toEqual([{ cells: Number(products) * 4 }]);
  });

  it('knows behind its last page how many rows there are', async () => {
    const all = await one({ rows: ['product.family'], measures: ['lines'] });
    const behind = await one({ rows: ['product.family'], measures: ['lines'], offset: 1000, limit: 5 });
    expect([behind.rows, behind.all_rows]).toEqual([[], all.rows.length]);
  });

  it('is asked in portable words only', async () => {
    const asked: CubeQuery[] = [
      {
        rows: ['customer.country', 'customer.city'],
        columns: ['day.month'],
        measures: ['amount', 'buyers'],
        top: { count: 1, others: true },
      },
      {
        rows: ['product.family'],
        measures: ['pieces:share', 'pieces:rank', 'delivered', 'stock', 'greatest'],
        where: 'pieces:rank < 9 and delivered > 0',
        totals: 'visual',
      },
      {
        rows: ['day.month'],
        measures: [
          'amount:ratio_to(1)',
          'amount:last_year',
          'amount:rolling(2)',
          'buyers:to_date(year)',
          'amount:growth',
        ],
        versions: '2024-01-01',
        empty: true,
      },
      {
        rows: ['customer.city'],
        measures: ['buyers'],
        members: ['customer.city.a = [BE].[Halle] / [Bonn]'],
        empty: true,
      },
      { rows: ['day.date'], measures: ['held'], empty: true },
      { rows: ['group.name'], measures: ['amount'], order: { by: 'amount' }, limit: 1 },
    ];
    for (const query of asked) expect(unportable((await one(query)).sql)).toEqual([]);
  });
});

it('takes a bound with a power of ten as it takes the number', async () => {
  const asked = { rows: ['customer.city'], measures: ['amount'], totals: 'none' as const };
  const above = async (bound: string) => (await one({ ...asked, where: `amount > ${bound}` })).rows;
  expect(await above('0.05e2')).toEqual(await above('5'));
  expect(await above('5E-1')).toEqual(await above('0.5'));
  expect(await above('1e9')).toEqual([]);
});

it('does not take a cube without versions for one whose members have never changed', async () => {
  const dimensions = new Map([...cube.dimensions].map(([name, { versions, ...rest }]) => [name, rest]));
  const asked = (versions: CubeQuery['versions']) =>
    ask(engine, { ...cube, dimensions }, { measures: ['amount'], versions });
  expect((await asked('as_was')).rows).toHaveLength(1);
  for (const versions of ['as_is', '2024-01-14'] as const)
    await expect(asked(versions)).rejects.toThrow(`versions ${versions}: no dimension of the cube shop has versions`);
});

it('does not take members whose facts do not know the version of their time for what they were then', async () => {
  const dimensions = new Map(
    [...cube.dimensions].map(([name, { versions, ...rest }]) => [
      name,
      versions ? { ...rest, versions: { ...versions, default: 'as_is' as const, as_was: false } } : rest,
    ]),
  );
  const asked = (versions: CubeQuery['versions']) =>
    ask(engine, { ...cube, dimensions }, { measures: ['amount'], versions });
  await expect(asked('as_was')).rejects.toThrow(
    'versions as_was: the facts of the cube shop do not know customer as it was at their time',
  );
  for (const versions of [undefined, 'as_is', '2024-01-14'] as const)
    expect((await asked(versions)).rows).toHaveLength(1);
});

describe('a wrong question is answered in words', () => {
  const written = "write it like product.family in ('Drink', 'Food') and unit_sales > 100";
  const said = (query: CubeQuery) =>
    one(query).then(
      () => 'answered',
      error => `${error.message}; ${error.hint}`,
    );
  it.each<[CubeQuery, string]>([
    [
      { rows: ['product.famly'], measures: ['amount'] },
      'the cube shop has no level product.famly; did you mean product.family?',
    ],
    [
      { measure: ['amount'] } as never,
      'measures: missing; expected a list; unknown key "measure"; did you mean "measures"?; undefined',
    ],
    [
      { measures: [{ measure: 'amount', calculatoin: 'share' }] } as never,
      'measures.0: unknown key "calculatoin"; did you mean "calculation"?; undefined',
    ],
    [
      { measures: ['amount', 'lines', 'amount'] },
      'amount is asked for twice; leave one out; in a file, as gives a measure another name',
    ],
    [
      { measures: ['amount', { measure: 'lines', as: 'amount' }] },
      'amount is asked for twice; leave one out; in a file, as gives a measure another name',
    ],
    [
      { measures: ['amount'], where: "line.kind = 'sale' OR line.kind = 'return'" },
      `in the condition "line.kind = 'sale' OR line.kind = 'return'": conditions hold all together, and are joined by and; there is no or; write several members of one level as product.family in ('Drink', 'Food'), and ask what has no such list as two questions`,
    ],
    [{ measures: ['amuont'] }, 'the cube shop has no measure amuont; did you mean amount?'],
    [{ measures: ['amount:shar'] }, 'the cube shop has no calculation shar; did you mean share?'],
    [
      { measures: ['amount'], where: "product.family = 'Fod'" },
      'product.family has no member "Fod"; did you mean Food?',
    ],
    [
      { measures: ['amount'], where: "day.year = 'last'" },
      '"last" is no member of day.year: a number is expected; undefined',
    ],
    [
      { rows: ['customer.country'], measures: ['delivered'] },
      'delivered cannot be seen by customer.country: its facts (deliveries, a delivery) have no customer; they have day, product',
    ],
    [
      { rows: ['customer.city', 'customer.country'], measures: ['amount'] },
      'customer.country stands after itself or a finer level; name levels from the coarsest to the finest',
    ],
    [
      { rows: ['product.family'], measures: ['amount:previous'] },
      'previous needs a level of time; put one into the rows, the columns or the conditions',
    ],
    [
      { rows: ['day.month'], measures: ['amount:to_date(week)'] },
      'to_date(week): week does not stand above day.month; there are year, month',
    ],
    [
      { measures: ['amount'], where: 'amount >' },
      `in the condition "amount >": it ends where a value is expected; ${written}`,
    ],
    [
      { measures: ['amount'], where: "contry = 'DE'" },
      'the cube shop has no level or measure contry; did you mean customer.country?',
    ],
    [
      { measures: ['amount'], where: "city in ('Halle')" },
      'the cube shop has no level or measure city; did you mean customer.city?',
    ],
    [{ measures: ['amount'], where: 'amont > 3' }, 'the cube shop has no level or measure amont; did you mean amount?'],
    [
      { measures: ['amount'], where: [{ measure: 'amont', is: '>' as const, values: [3] }] },
      'the cube shop has no level or measure amont; did you mean amount?',
    ],
    [
      { rows: ['product'], measures: ['amount'] },
      'product is a dimension, and a level is expected; it has product.family, product.name',
    ],
    [
      { rows: ['customer.country'], measures: ['amount:ratio_to(customer.contry=DE)'] },
      'the cube shop has no level customer.contry; did you mean customer.country?',
    ],
    [
      { rows: ['day.year'], measures: ['amount'], top: { count: 1, level: 'customer.city' } },
      'top of customer.city: it is not among the rows; put it into the rows',
    ],
    [
      { measures: ['amount'], where: 'pieces > 3' },
      'the condition on pieces needs it among the measures; there are amount',
    ],
    [
      { rows: ['customer.city'], measures: ['amount:ratio_to(Halle)'] },
      'customer.city has several members Halle; write its path from the top, such as [DE].[Halle], or ask for the levels above it too',
    ],
    [
      { rows: ['product.family'], measures: ['amount:difference_to(Fod)'] },
      'product.family has no member "Fod"; did you mean Food?',
    ],
    [
      { rows: ['product.family'], measures: ['amount:difference_to(day.year=2024)'] },
      'difference_to needs day.year among the rows or columns; the others of its level are compared with the member',
    ],
    [
      { rows: ['day.year'], measures: ['amount:ratio_to'] },
      'ratio_to: to which member?; write it like revenue:ratio_to(date.year=2024)',
    ],
    [
      { rows: ['customer.country'], measures: ['amount'], members: ['both'] },
      'the cube shop has no calculated member both; there are none',
    ],
    [
      { rows: ['customer.country'], measures: ['amount'], members: ['customer.country.both = [DE] + [BEE]'] },
      'customer.country has no member "BEE"; did you mean BE?',
    ],
    [
      {
        rows: ['customer.country'],
        measures: ['amount'],
        members: ['customer.country.a = b - [DE]', 'customer.country.b = 2 * a'],
      },
      'a is made of itself: a → b → a; undefined',
    ],
    [
      { rows: ['customer.country'], measures: ['amount'], members: ['customer.country.a = [DE] +'] },
      'a = [DE] +: it ends too early; undefined',
    ],
    [
      { rows: ['customer.country'], measures: ['amount'], members: ['customer.country.a = [DE] + [DE]'] },
      'a: [DE] is added twice, and would count once; undefined',
    ],
    [
      { rows: ['product.family'], measures: ['amount'], members: ['customer.country.a = [DE]'] },
      'the calculated members of customer.country need it among the rows or columns; undefined',
    ],
    [
      { rows: ['day.month'], measures: ['closing'], members: ['day.month.a = [2024].[1] + [2024].[2]'] },
      'closing of several periods together is not defined; subtract or divide periods, or leave it out',
    ],
    [
      { rows: ['day.month'], measures: ['amount:rolling(2)'], top: { count: 1, others: true } },
      'amount:rolling(2) of several periods together is not defined; ask for the top without others, or leave it out',
    ],
    ...['rolling(2)', 'to_date(year)'].map((way): [CubeQuery, string] => [
      {
        ...{ rows: ['day.year', 'day.month'], measures: ['amount', `amount:${way}`] },
        ...{ where: 'day.month in (1, 2) and amount > 0', totals: 'visual' },
      },
      `totals of what is shown cannot be made of ${way.replace(/\(.*/, '')}, where a cell has several periods; ask for full totals, or none`,
    ]),
    [
      {
        rows: ['product.family', 'day.month'],
        measures: ['amount', 'closing'],
        top: { count: 1, level: 'product.family', others: true },
      },
      'closing of several periods together is not defined; ask for the top without others, or leave it out',
    ],
    [
      { rows: ['day.year'], measures: [{ measure: 'amount', as: 'Customer.City' }] },
      'amount cannot be called Customer.City, as a level is; give it another name with as',
    ],
    [
      { rows: ['day.year'], measures: [{ measure: 'amount', as: '$total' }] },
      'amount cannot be called $total, as a column beside the measures is; give it another name with as',
    ],
    [
      { measures: ['amount', { measure: 'pieces', as: 'Amount' }] },
      'Amount is asked for twice, as amount too; leave one out; in a file, as gives a measure another name',
    ],
    [
      { rows: ['measures'], columns: ['measures'], measures: ['amount'] },
      'measures stand in one place only; undefined',
    ],
    [{ measures: ['amount'], limit: 0 }, 'limit: found 0, expected at least 1; undefined'],
    [{ measures: ['amount'], top: { count: 0 } }, 'top.count: found 0, expected at least 1; undefined'],
    [
      { measures: ['amount'], versions: 'as_wos' },
      'versions: found "as_wos", expected as_was, as_is or a day such as 2024-01-31; undefined',
    ],
    [
      { measures: ['amount'], versions: '2024-13-01' },
      'versions: found "2024-13-01", expected as_was, as_is or a day such as 2024-01-31; undefined',
    ],
    [{ measures: ['amount'], where: 'line.kind in @good' }, 'the cube shop has no set @good; there are none'],
    [
      { rows: ['day.month'], measures: ['rest_per_stock:moving_average(2)'] },
      'moving_average(2): stock does not add up over periods; rest_per_stock:rolling(2) is counted of all of them together',
    ],
    [{ rows: ['day.year'], measures: ['amount:rolling(0)'] }, 'rolling(0): 1 to 1000 periods are expected; undefined'],
    [
      { rows: ['product.family'], measures: ['amount'], order: { by: 'pieces' } },
      'order by pieces: it is not among the measures; there are amount',
    ],
    [
      { measures: ['amount'], where: "day.date < '2024-02-30'" },
      '"2024-02-30" is no member of day.date: a date such as 2024-01-31 is expected; undefined',
    ],
    [
      { measures: ['amount'], where: "product.family = 'Food" },
      `in the condition "product.family = 'Food": found ' where a text that ends with a quote is expected; ${written}`,
    ],
    [
      { measures: ['amount'], where: "amount > 'x'" },
      `in the condition "amount > 'x'": found 'x' where a number is expected; ${written}`,
    ],
    [
      { measures: ['amount'], where: 'customer.city in ([DE].[Halle])' },
      `in the condition "customer.city in ([DE].[Halle])": found [DE].[Halle] where one member is expected; ${written}`,
    ],
  ])('%j', async (query, words) => expect(await said(query)).toBe(words));
});

function rounded(cells: object | undefined): object {
  return Object.fromEntries(
    Object.entries(cells ?? {}).map(([name, cell]) => [
      name,
      cell === null ? null : Number(Number(cell).toPrecision(10)),
    ]),
  );
}

describe('an order over all rows', () => {
  it('has the subtotals of a null member after those of the null members below it', async () => {
    const rows = ['line.kind', 'customer.country', 'customer.gender'];
    const where = [{ level: 'customer.country', is: 'in' as const, values: [null] }];
    for (const descending of [true, false]) {
      const order = { by: 'amount', descending, across: true };
      const answer = await one({ rows, where, measures: ['amount'], order });
      const seen = answer.rows.map(row => JSON.stringify({ ...row, $total: undefined }));
      const totals = answer.rows.map(row => (row.$total as string[] | undefined)?.length ?? 0);
      const alike = seen.flatMap((text, place) => (seen[place - 1] === text ? [place] : []));
      expect(alike.length).toBeGreaterThan(0);
      for (const place of alike) expect(totals[place]).toBeGreaterThan(totals[place - 1] as number);
    }
  });
});
