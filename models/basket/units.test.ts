import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { unportable } from '../../src/plan/words.js';
import { rowsOf, type Table } from '../../src/table.js';
import { mine } from '../../src/warehouse/mine.js';
import { basket } from './index.js';
import type { BasketOptions } from './options.js';

/** By hand: a buys tea, two days later jam, and tea again on the 20th; b buys tea, and jam the day after; somebody unknown buys both. */
const lines: [order: string, customer: number, day: number, item: number][] = [
  ['o1', 7, 20240101, 1],
  ['o2', 7, 20240103, 2],
  ['o3', 7, 20240120, 1],
  ['o4', 8, 20240105, 1],
  ['o5', 8, 20240106, 2],
  ['o6', -1, 20240105, 1],
  ['o6', -1, 20240105, 2],
];

describe('a basket of a project', () => {
  let engine: DuckDb;
  beforeAll(async () => {
    engine = await openDuckDb();
    const rows = lines.map(
      ([order, customer, day, item]) =>
        `('s', '${order}', ${item}, ${customer}, ${day}, ${item * 3}, 2, ${item * 3}, ${item === 1 ? 2 : 1})`,
    );
    await engine.replace(
      'mart.basket',
      `select * from (values ${rows.join(', ')}) as t (source, order_id, product_durable_key, customer_durable_key, date_key, revenue, quantity, costed_revenue, cost_amount)`,
    );
    await engine.replace(
      'feature.item',
      "select * from (values (1, 'A', 'Tea', 4, 'Drinks', 'Drinks > Hot'), (2, 'B', 'Jam', 3, null, null)) as t (item, item_id, name, orders, category, category_levels)",
    );
  });
  afterAll(() => engine.close());

  it('has the categories of every level as items, but no rule of an item with what is above it', async () => {
    const { rules, names } = await fitted({ categories: 'path', unit: 'customer' });
    const named = rules.map(({ left, right }) =>
      [...left, '=', ...right].map(one => names[one as number] ?? one).join(' '),
    );
    expect(named.toSorted()).toEqual([
      'Drinks = Jam',
      'Drinks > Hot = Jam',
      'Jam = Drinks',
      'Jam = Drinks > Hot',
      'Jam = Tea',
      'Tea = Jam',
    ]);
  });

  const classes = (model: string) =>
    model === 'rfm' ? "select * from (values (7, 'Loyal'), (8, 'New')) as t (customer_durable_key, class)" : undefined;

  const weighed = {
    contrast: 'quarter',
    value: 'margin',
    half_life: '10d',
    suggest: { min_price: 2, rank: 'margin' },
  } as const;

  const fitted = async (more: Partial<BasketOptions>) => {
    const options = { ...basket.defaults, support: 0.1, confidence: 0.1, ...more };
    return basket.fit(await engine.query(basket.training(options, classes)), options);
  };

  it.each<[Partial<BasketOptions>, number, number]>([
    [{}, 6, 1],
    [{ unit: 'customer' }, 3, 3],
    [{ unit: 'customer', window: '7d' }, 4, 3],
    [{ unit: 'customer', window: '2d' }, 5, 2],
    [{ unit: 'session' }, 5, 2],
    [{ unit: 'session', window: '2d' }, 4, 3],
  ])('as %o: %i baskets, tea and jam together in %i', async (more, baskets, together) => {
    const { baskets: n, rules } = await fitted(more);
    expect([n, rules[0]?.count ?? 0]).toEqual([baskets, together]);
  });

  it('has the category of a product as an item, but no rule between the two', async () => {
    const { rules, names, popular, items } = await fitted({ categories: true, unit: 'customer' });
    const named = rules.map(({ left, right }) =>
      [...left, '>', ...right].map(one => names[one as number] ?? one).join(' '),
    );
    expect(named.toSorted()).toEqual(['Drinks > Jam', 'Jam > Drinks', 'Jam > Tea', 'Tea > Jam']);
    expect([popular.map(({ item }) => item), items]).toEqual([[1, 2], 2]);
  });

  it('is too large by its products alone, whatever categories these have', async () => {
    const options = { categories: true, unit: 'customer' } as const;
    const [all, two, one] = await Promise.all(
      [{}, { largest: 2 }, { largest: 1 }].map(more => fitted({ ...options, ...more })),
    );
    expect(two?.rules).toEqual(all?.rules);
    expect([two?.baskets, one?.baskets, one?.oversized.baskets]).toEqual([3, 0, 3]);
  });

  it('has not drifted from what it was fitted on, also where the largest baskets are left out', async () => {
    // Left out is o6: of five baskets three have tea and two jam, of all six four and three.
    const options = { ...basket.defaults, largest: 1 };
    const features = await engine.query(basket.training(options));
    const fit = basket.fit(features, options);
    expect([basket.drift(fit, features), fit.entries]).toEqual([0, 5]);
  });

  it('weighs rules by margin and by age, and compares them between quarters', async () => {
    const fit = await fitted({ ...weighed, unit: 'customer', window: '7d' });
    // Windows: a's first with both, a's second with tea, b's with both, and o6 with both. Tea leaves 1, jam 5: 4 × 1 + 3 × 5 of all.
    expect(fit.valued?.total).toBe(19);
    const [first, second] = fit.rules;
    // Jam leads to tea always, tea to jam in three of four; by expected margin jam, with 5 × its confidence, comes first all the same.
    expect([first?.right, second?.right]).toEqual([[2], [1]]);
    // Weights of the days 1, 5 and 5, with both, and of the 20th: 2^(-19/10), twice 2^(-15/10), and 1.
    const both = 2 ** -1.9 + 2 * 2 ** -1.5;
    expect(first?.recent).toBeCloseTo(both / (both + 1), 12);
    expect(fit.valued?.rules[0]).toEqual({ value: 18, attached: 15 / 4 });
    // Tea costs 1.50 a piece, jam 3.
    expect(fit.eligible.excluded).toEqual([1]);
    expect(fit.margins).toEqual({ 1: 1, 2: 5 });
    expect(fit.contrast).toMatchObject({ parts: [{ part: '2024-Q1', baskets: 4 }], rules: [] });
    expect(basket.words(fit).warnings).toContain('basket: rules are compared between 2 to 20 parts, and there are 1');
  });

  it('compares them between months, in a table', async () => {
    await engine.replace(
      'mart.basket',
      `select source, order_id || n as order_id, product_durable_key, customer_durable_key, cast(date_key + n % 2 * 100 as integer) as date_key, revenue
      from mart.basket, range(40) as copies (n) where n < 20 or product_durable_key = 1`,
    );
    const fit = await fitted({ contrast: 'month', unit: 'order' });
    const made = basket.tables.find(({ table }) => table === 'score.rule_contrast')?.make(fit);
    const [row] = rowsOf(made as Table);
    // Each order twenty times in January and as often in February: the same lift in both.
    expect(row).toMatchObject({ place: 1, part: '2024-01', statistic: 0, p_value: 1 });
    expect(made).toMatchObject({ rows: 2 * fit.rules.length });
  });

  it('has an item of a basket once, also where the basket is of several months', async () => {
    // Of the test before: a and b bought tea in January and in February, and forty orders of nobody known have tea, half of them in each month.
    const { popular, contrast, baskets } = await fitted({ contrast: 'month', unit: 'customer' });
    expect([baskets, popular[0]]).toEqual([42, { item: 1, count: 42 }]);
    expect(contrast?.parts).toEqual([
      { part: '2024-01', baskets: 22 },
      { part: '2024-02', baskets: 20 },
    ]);
  });

  it('compares them between the classes of another model, such as segments; nobody known is of none', async () => {
    const options = { ...basket.defaults, support: 0.1, confidence: 0.1, contrast: 'rfm' } as const;
    const { contrast, rules } = basket.fit(await engine.query(basket.training(options, classes)), options);
    // Of the test before: forty baskets of an order with tea, twenty of one with jam alone.
    expect(contrast?.parts).toEqual([
      { part: 'Loyal', baskets: 100 },
      { part: 'New', baskets: 60 },
      { part: 'unknown', baskets: 40 },
    ]);
    expect(contrast?.rules).toHaveLength(rules.length);
    expect(() => basket.training({ ...options, contrast: 'segment' }, classes)).toThrow(
      'basket.contrast: no customer has a class by segment, which is not fitted',
    );
  });

  /** By hand: o1 is of two customers and two months, o2 of one and of nobody known, o3 of nobody known, on two days. */
  it('is of its first day, and of the class that all of its known customers are of', async () => {
    await engine.replace(
      'mart.basket',
      `select 's' as source, *, 1 as revenue
      from (values ('o1', 1, 7, 20240131), ('o1', 2, 8, 20240202), ('o2', 1, 7, 20240201), ('o2', 2, -1, 20240201), ('o3', 1, -1, 20240301), ('o3', 2, -1, 20240320))
        as t (order_id, product_durable_key, customer_durable_key, date_key)`,
    );
    const { contrast } = await fitted({ contrast: 'month' });
    expect(contrast?.parts).toEqual(['2024-01', '2024-02', '2024-03'].map(part => ({ part, baskets: 1 })));
    const days = rowsOf(await engine.query(basket.training(basket.defaults))).map(({ day }) => day);
    expect(days.slice(0, 6)).toEqual([20240131, 20240131, 20240201, 20240201, 20240301, 20240301]);
    expect((await fitted({ contrast: 'rfm' })).contrast?.parts).toEqual([
      { part: 'Loyal', baskets: 1 },
      { part: 'unknown', baskets: 2 },
    ]);
  });

  it('has a category once, also where two customers share an order', async () => {
    // Of the test before: both products are of one category here, which each of the three orders has.
    await engine.replace(
      'feature.item',
      "select * from (values (1, 'A', 'Tea', 'Food'), (2, 'B', 'Jam', 'Food')) as t (item, item_id, name, category)",
    );
    const rows = rowsOf(await engine.query(basket.training({ ...basket.defaults, categories: true })));
    const groups = rows.filter(({ basket: number, item }) => number !== null && Number(item) < 0);
    expect(groups.map(({ basket: number, value }) => [number, value])).toEqual([0, 1, 2].map(number => [number, 2]));
  });

  it('is an order of nobody known as a whole, however many days it has', async () => {
    // Of the test before: 7 on two days in a row, 8 once, the jam of o2, and o3, whose lines are 19 days apart.
    for (const unit of ['session', 'customer'] as const) expect((await fitted({ unit, window: '2d' })).baskets).toBe(4);
  });

  it('sums what its items brought exactly, in whatever order they come', async () => {
    // Ten sales of tea for 0.10 to one customer, each in an order of its own: added up as doubles they are 0.9999999999999999.
    await engine.replace(
      'mart.basket',
      `select 's' as source, 'o' || n as order_id, 1 as product_durable_key, 7 as customer_durable_key, 20240101 as date_key,
        cast(0.1 as decimal(18, 4)) as revenue, cast(0.3 as decimal(18, 4)) as costed_revenue, cast(0.2 as decimal(18, 4)) as cost_amount
      from range(10) as t (n)`,
    );
    for (const value of ['revenue', 'margin'] as const) {
      const options = { ...basket.defaults, value, unit: 'customer', categories: true } as const;
      const rows = rowsOf(await engine.query(basket.training(options)));
      expect(rows.filter(row => row.basket !== null).map(row => row.value)).toEqual([1, 1]);
    }
  });

  it('is asked for in words that every engine knows', () => {
    for (const more of [
      { unit: 'customer', window: '7d' },
      { unit: 'session' },
      { categories: true },
      weighed,
    ] as const)
      expect(unportable(basket.training({ ...basket.defaults, ...more }))).toEqual([]);
  });
});

describe('a basket of a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-units-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'lines.csv');
  const iso = (day: number) => `${day}`.replace(/(....)(..)(..)/, '$1-$2-$3');
  const kinds = ['', 'drink', 'spread'];
  const text = lines.map(([, who, day, item]) => `${who},${iso(day)},${item},${kinds[item]},food`);
  writeFileSync(file, `who,day,what,kind,shelf\n${text.join('\n')}\n`);
  const ask = async (choices: Record<string, number>, columns: Record<string, string>) => {
    const given = { customer: 'who', item: 'what', ...columns };
    return (
      await mine({ model: 'basket', file, columns: given, choices: { support: 0.1, confidence: 0.1, ...choices } })
    ).answer as {
      baskets: number;
      rules: { total: number; top: { left: string[]; right: string[]; baskets: number }[] };
    };
  };

  it.each<[Record<string, number>, Record<string, string>, number, number]>([
    [{}, {}, 3, 3],
    [{ window: 7 }, { time: 'day' }, 4, 3],
    [{ gap: 1 }, { time: 'day' }, 5, 2],
  ])('of customers, %o %o: %i baskets, both items in %i', async (choices, columns, baskets, together) => {
    const answer = await ask(choices, columns);
    expect([answer.baskets, answer.rules.top[0]?.baskets]).toEqual([baskets, together]);
  });

  it('has groups as items, and no rule between an item and its own', async () => {
    const { rules } = await ask({}, { parent: 'kind' });
    expect(rules.top.map(({ left, right }) => `${left} > ${right}`).toSorted()).toEqual([
      '1 > 2',
      '1 > spread',
      '2 > 1',
      '2 > drink',
      'drink > 2',
      'drink > spread',
      'spread > 1',
      'spread > drink',
    ]);
  });

  it('has the groups of several levels, and no rule between an item and anything above it', async () => {
    const { rules } = await ask({}, { parent: 'kind,shelf' });
    expect(rules.top.map(({ left, right }) => `${left} > ${right}`).toSorted()).toEqual([
      '1 > 2',
      '1 > food > spread',
      '2 > 1',
      '2 > food > drink',
      'food > drink > 2',
      'food > drink > food > spread',
      'food > spread > 1',
      'food > spread > food > drink',
    ]);
  });

  it('needs a window or a gap with a time, and no time without', async () => {
    await expect(ask({}, { time: 'day' })).rejects.toThrow('baskets of customers take --time with --window or --gap');
    await expect(ask({ gap: 1 }, {})).rejects.toThrow('baskets of customers take --time with --window or --gap');
    await expect(ask({ gap: 0 }, { time: 'day' })).rejects.toThrow('--gap is above 0, not 0');
  });
});
