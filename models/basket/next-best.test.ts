import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { rowsOf } from '../../src/table.js';
import { cyclesOf } from './cycles.js';
import { eligibleOf } from './eligible.js';
import { evaluate } from './evaluate.js';
import type { Entries } from './features.js';
import type { BasketFitted } from './fit.js';
import { learn } from './learn.js';
import { minedOf } from './mined.js';
import { nextProductSelect } from './next-product.js';
import { basketDefaults } from './options.js';
import { pairsOf } from './pairs.js';
import { similarities } from './similarity.js';

/** An order a line: its customer, its day, its items, each of which brings its own number. */
function entriesOf(orders: [customer: number, day: number, items: number[]][]): Entries {
  const flat = orders.flatMap(([customer, day, items], basket) => items.map(item => ({ customer, day, item, basket })));
  return {
    basket: Int32Array.from(flat, ({ basket }) => basket),
    item: Int32Array.from(flat, ({ item }) => item),
    customer: Int32Array.from(flat, ({ customer }) => customer),
    day: Int32Array.from(flat, ({ day }) => day),
    value: Float64Array.from(flat, ({ item }) => item),
    part: [],
    baskets: orders.length,
    names: new Map(),
    parents: new Map(),
    ids: new Map([[1, 'A']]),
    categories: new Map([
      [1, 'tea'],
      [2, 'tea'],
      [3, 'jam'],
    ]),
    prices: new Map(),
    margins: new Map(),
  };
}

describe('items that are alike', () => {
  it('are so by the ratio of likelihoods of Dunning 1993, "the swiss": 270.72; and by the others by hand', () => {
    const swiss = { both: 110, one: 110 + 2442, other: 110 + 111, n: 110 + 2442 + 111 + 29_114 };
    expect(similarities.llr(swiss)).toBeCloseTo(270.72, 2);
    expect(similarities.llr({ both: 1, one: 10, other: 10, n: 20 })).toBeLessThan(0);
    const [one, other] = [9, 4];
    expect(similarities.llr({ both: 1, one, other, n: 12 })).toBe(
      similarities.llr({ both: 1, one: other, other: one, n: 12 }),
    );
    const pair = { both: 3, one: 4, other: 6, n: 12 };
    const { count, jaccard, lift, cosine } = similarities;
    expect([count(pair), jaccard(pair), lift(pair), cosine(pair)]).toEqual([3, 3 / 7, 1.5, Math.sqrt(9 / 24)]);
  });

  it('count for less the older they are: after a half-life for half', () => {
    const orders: [number, number, number[]][] = [
      [1, 20240101, [1, 2]],
      [1, 20240101, [1, 2]],
      [1, 20240111, [1, 3]],
      [1, 20240111, [1, 3]],
    ];
    const options = { least: 1, each: 9, most: 9, similarity: 'count' } as const;
    const of = (more: object) =>
      pairsOf(entriesOf(orders), { ...options, ...more })
        .filter(({ item }) => item === 1)
        .map(({ other, similarity, count }) => [other, similarity, count]);
    expect(of({})).toEqual([
      [2, 2, 2],
      [3, 2, 2],
    ]);
    expect(of({ halfLife: 10 })).toEqual([
      [3, 2, 2],
      [2, 1, 2],
    ]);
    expect(pairsOf(minedOf(entriesOf(orders), 1), options)).toEqual([]);
  });
});

describe('what is popular', () => {
  it('is counted in the baskets that are mined, as all shares are', () => {
    const orders: [number, number, number[]][] = [
      [1, 20240101, [1, 2]],
      [1, 20240102, [1, 2, 3]],
      [1, 20240103, [2]],
    ];
    const { baskets, popular } = learn(entriesOf(orders), { ...basketDefaults, largest: 2 });
    expect([baskets, popular]).toEqual([
      2,
      [
        { item: 2, count: 2 },
        { item: 1, count: 1 },
      ],
    ]);
  });
});

describe('what is bought again', () => {
  it.each([
    ['2024', [20240125, 20240201, 20240210]],
    ['1969 and 1970', [19691225, 19700101, 19700110]],
  ])('has the median of its days, where enough buyers do and it was seen often enough, in %s', (_, days) => {
    // Ten buyers of item 1 return after 7 and again after 9 days; one buys it once, and item 2 on two days.
    const orders = Array.from({ length: 10 }, (_, who) =>
      days.map((day): [number, number, number[]] => [who + 1, day, [1]]),
    ).flat();
    const entries = entriesOf([...orders, [11, 20240101, [1, 2]], [11, 20240102, [2]]]);
    expect(cyclesOf(entries, 0.5)).toEqual([{ item: 1, days: 7, returns: 20, share: 10 / 11 }]);
    expect(cyclesOf(entries, 0.95)).toEqual([]);
  });
});

describe('what may be suggested', () => {
  const suggest = { exclude_products: ['A', 'Z'], exclude_categories: ['jam'], per_category: 2, per_product: 1 };

  it('goes by number and category, and says what was never sold', () => {
    expect(eligibleOf(entriesOf([]), { ...basketDefaults, suggest })).toEqual({
      excluded: [1, 3],
      perKind: 2,
      perProduct: 1,
      kinds: [
        { item: 1, kind: 2 },
        { item: 2, kind: 2 },
        { item: 3, kind: 1 },
      ],
      unknown: ['Z'],
    });
  });

  describe('to so many customers', () => {
    let engine: DuckDb;
    beforeAll(async () => {
      engine = await openDuckDb();
    });
    afterAll(() => engine.close());

    it('goes to those to whom it stands highest, and the rest moves up', async () => {
      const rows = "('a', '5:3:1 6:3:2'), ('b', '6:3:2 5:3:1'), ('c', '5:3:1')";
      await engine.replace(
        'score.basket',
        `select *, date '2024-01-31' as as_of from (values ${rows}) as t (customer_id, suggestions)`,
      );
      await engine.replace(
        'score.suggestion_reason',
        "select *, 1 as baskets, 1 as strength, cast(null as double) as expected_margin, '' as reason from (values (3, 1), (3, 2)) as t (tier, reference)",
      );
      await engine.replace(
        'feature.item',
        "select item, 'i' as item_id, 'n' as name from (values (5), (6)) as t (item)",
      );
      const told = async (perProduct: number | null) => {
        const select = nextProductSelect({ eligible: { perProduct } } as BasketFitted);
        const found = rowsOf(await engine.query(`select * from (${select}) order by customer_id, place`));
        return found.map(({ customer_id, place, item }) => `${customer_id}${place}:${item}`);
      };
      expect(await told(null)).toEqual(['a1:5', 'a2:6', 'b1:6', 'b2:5', 'c1:5']);
      expect(await told(1)).toEqual(['a1:5', 'b1:6']);
      expect(await told(2)).toEqual(['a1:5', 'a2:6', 'b1:6', 'c1:5']);
    });
  });
});

describe('what suggestions foretell', () => {
  it('is judged against what is due again and popular, so that repeats speak for no rule', () => {
    // Ten customers buy 1 every ten days, and 2 with it at first: the last visits are foretold by their days alone.
    const days = [20240101, 20240111, 20240121, 20240131, 20240210, 20240220];
    const orders = days.flatMap((day, visit) =>
      Array.from({ length: 10 }, (_, who): [number, number, number[]] => [who + 1, day, visit < 4 ? [1, 2] : [1]]),
    );
    const found = evaluate(entriesOf(orders), { ...basketDefaults, suggestions: 1, support: 0.5, repurchase: 0.5 });
    expect(found?.model).toMatchObject({ hit: 1, map: 1 });
    expect(found?.popularity).toEqual(found?.model);
  });

  it('counts revenue: of 2 + 8 + 9 new to the customer, the popular 2 was suggested', () => {
    // Of 17 lines the last 4 are later.
    const past: [number, number, number[]][] = Array.from({ length: 6 }, (_, at) => [at + 2, 20240101 + at, [2, 4]]);
    const entries = entriesOf([...past, [1, 20240110, [5]], [1, 20240220, [2, 5, 8, 9]]]);
    const found = evaluate(entries, { ...basketDefaults, suggestions: 1, support: 0.5, repurchase: false });
    expect(found).toMatchObject({ baskets: 1, from: 20240220 });
    expect(found?.popularity).toMatchObject({ hit: 1, map: 1, ndcg: 1, coverage: 1 / 5, revenue: 2 / 19 });
  });
});
