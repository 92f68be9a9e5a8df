import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rounds } from '../../fixtures/rounds.js';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { exitCode } from '../../src/errors.js';
import { rowsOf } from '../../src/table.js';
import { mine } from '../../src/warehouse/mine.js';
import { example } from './example.js';
import type { BasketFitted } from './fit.js';
import { basket } from './index.js';
import { redundantRules } from './redundant.js';
import { score } from './score.js';
import { Suggester } from './suggest.js';

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => engine.close());

const rule = (left: number[], right: number, count: number, leftCount: number) => ({
  left,
  right: [right],
  count,
  leftCount,
  rightCount: 10,
  chance: 1,
  chanceHolm: 1,
  chanceFdr: 1,
  improvement: 0,
  later: null,
});

describe('suggestions', () => {
  const sources = {
    rules: [rule([1, 2], 3, 9, 10), rule([1], 4, 5, 10)],
    pairs: [
      { item: 2, other: 5 },
      { item: 2, other: 4 },
    ],
    popular: [{ item: 1 }, { item: 6 }, { item: 7 }],
    cycles: [{ item: 2, days: 30 }],
    excluded: [],
    perKind: null,
    kinds: [],
  };
  const lately = (items: number[]) => items.map(item => ({ item, days: 3 }));

  it('come from the first rule whose whole left side was bought, then from pairs, then from what is popular', () => {
    const suggester = new Suggester(sources);
    expect(suggester.suggest(lately([1, 2]), 9).map(({ item, tier, reference }) => [item, tier, reference])).toEqual([
      [3, 1, 1],
      [4, 1, 2],
      [5, 2, 1],
      [6, 3, 2],
      [7, 3, 3],
    ]);
    expect(suggester.suggest(lately([2]), 2).map(({ item }) => item)).toEqual([5, 4]);
    expect(suggester.suggest([], 2).map(({ item }) => item)).toEqual([1, 6]);
  });

  it('never hold what was bought', () => {
    expect(new Suggester(sources).suggest(lately([1, 2, 3, 4, 5, 6, 7]), 9)).toEqual([]);
  });

  it('are what is due again first, where its days are over', () => {
    const bought = [
      { item: 1, days: 99 },
      { item: 2, days: 30 },
    ];
    const tiers = new Suggester(sources).suggest(bought, 2).map(({ item, tier }) => [item, tier]);
    expect(tiers).toEqual([
      [2, 0],
      [3, 1],
    ]);
  });

  it('are never what is excluded, and of a kind no more than are allowed', () => {
    const kinds = [3, 4, 6].map(item => ({ item, kind: 1 }));
    const suggester = new Suggester({ ...sources, excluded: [5], perKind: 1, kinds });
    expect(suggester.suggest(lately([1, 2]), 9).map(({ item }) => item)).toEqual([3, 7]);
  });

  it('are the same in SQL, for any rules, pairs, popular items and customers', async () => {
    const item = fc.integer({ min: 1, max: 9 });
    const days = fc.integer({ min: 0, max: 4 });
    const few = fc.uniqueArray(item, { minLength: 1, maxLength: 3 }).map(items => items.sort((a, b) => a - b));
    const set = fc.uniqueArray(item, { minLength: 1, maxLength: 5 });
    const given = fc.record({
      rules: fc.array(fc.record({ left: few, right: few }), { maxLength: 8 }),
      pairs: fc.array(fc.record({ item, other: item }), { maxLength: 6 }),
      popular: fc.uniqueArray(item, { maxLength: 4 }).map(items => items.map(one => ({ item: one }))),
      suggestions: fc.integer({ min: 1, max: 6 }),
      isUseful: fc.boolean(),
      cycles: fc.uniqueArray(fc.record({ item, days }), { maxLength: 4, selector: one => one.item }),
      eligible: fc.record({
        excluded: fc.uniqueArray(item, { maxLength: 3 }),
        perKind: fc.constantFrom(null, 1, 2),
        kinds: fc.uniqueArray(fc.record({ item, kind: fc.integer({ min: 1, max: 2 }) }), { selector: one => one.item }),
      }),
      customers: fc.array(fc.tuple(set, days), { minLength: 1, maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(given, async ({ customers, ...learnt }) => {
        const fitted = learnt as unknown as BasketFitted;
        const listed = ([items, ago]: [number[], number]) =>
          items
            .sort((a, b) => a - b)
            .map(one => `${one}:${(ago + one) % 5}`)
            .join(' ');
        const lists = customers.map((one, at) => `('c${at}', '${listed(one)}')`);
        await engine.replace(
          basket.source,
          `select customer_id, date '2026-01-31' as as_of, bought_list from (values ${lists.join(', ')}) as t (customer_id, bought_list)`,
        );
        const rows = rowsOf(await engine.query(`select * from ${basket.source} order by customer_id`));
        const inSql = rowsOf(await engine.query(`select * from (${score(fitted)}) order by customer_id`));
        expect(inSql).toEqual(rows.map(row => basket.scoreRow(fitted, row)));
      }),
      { seed: 6, numRuns: rounds(30) },
    );
  });
});

describe('rules', () => {
  it('are redundant where a more general one is as sure, by the definition of arules', () => {
    const [general, same, better, other] = [
      rule([1], 9, 8, 10),
      rule([1, 2], 9, 4, 5),
      rule([1, 3], 9, 5, 5),
      rule([1, 2], 8, 4, 5),
    ] as const;
    expect(redundantRules([general, same, better, other])).toEqual(new Set([same]));
  });

  it('have names, sentences and figures by hand arithmetic', async () => {
    // Four baskets: tea and milk in two, tea alone in one, jam in one.
    const entries = [
      ['a', 1],
      ['a', 2],
      ['b', 1],
      ['b', 2],
      ['c', 1],
      ['d', 3],
    ].map(([order, item], at) => `('s', '${order}', ${item}, ${at + 1}, 20240101)`);
    const names = "(1, 'Tea', 3, 'A', 'x'), (2, 'Milk', 2, 'B', 'x'), (3, 'Jam', 1, 'C', 'y')";
    await engine.replace(
      'mart.basket',
      `select *, 1 as revenue from (values ${entries.join(', ')}) as t (source, order_id, product_durable_key, customer_durable_key, date_key)`,
    );
    await engine.replace(
      'feature.item',
      `select * from (values ${names}) as t (item, name, orders, item_id, category)`,
    );
    const options = { ...basket.defaults, support: 0.5, confidence: 0.6 };
    const fitted = basket.fit(await engine.query(basket.training(options)), options);
    // Both baskets with milk are among the three of four with tea: by chance 3 of the 6 ways to draw two. Of all baskets 3/4 have tea, 2/4 milk.
    const chances = { chance: expect.closeTo(0.5, 12), chanceHolm: 1, chanceFdr: expect.closeTo(0.5, 12), later: null };
    expect(fitted.rules).toEqual([
      { left: [2], right: [1], count: 2, leftCount: 2, rightCount: 3, improvement: 1 / 4, ...chances },
      { left: [1], right: [2], count: 2, leftCount: 3, rightCount: 2, improvement: 2 / 3 - 1 / 2, ...chances },
    ]);
    // Tea and milk are all that two of the four have together.
    expect(basket.metrics(fitted)).toMatchObject({ itemsets: 3, complete: 1, length_reached: 2 });
    const cut = basket.fit(await engine.query(basket.training(options)), { ...options, length: 1 });
    expect(basket.metrics(cut)).toMatchObject({ itemsets: 2, complete: 0, length_reached: 1 });
    const { notes, definitions } = basket.words(cut);
    expect(notes).toContain(
      'basket: there are itemsets of more than 1 item, which are missing; raise the length for them',
    );
    expect(definitions.join()).toContain('rule: of at most 1 item,');
    expect(basket.explain(fitted).map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        'orders with Milk have Tea too in 100.0 % (2 of 2)',
        'orders with Tea have Milk too in 66.7 % (2 of 3)',
      ]),
    );
  });

  it('cannot be where each basket has one item, and no lower support is advised', async () => {
    const alone = (baskets: string) =>
      engine.replace(
        'mart.basket',
        `select 's' as source, order_id, item as product_durable_key, 1 as customer_durable_key, 20240101 as date_key, 1 as revenue
        from (values ${baskets}) as t (order_id, item)`,
      );
    const said = async (support: number) => {
      const options = { ...basket.defaults, support };
      const { warnings, notes } = basket.words(basket.fit(await engine.query(basket.training(options)), options));
      return [warnings, notes[0]];
    };
    const none = 'basket: no basket has more than one item, so nothing goes with anything';
    await alone("('a', 1), ('b', 2), ('c', 1)");
    expect(await said(0.01)).toEqual([
      [none],
      'basket: 0 rules (0 kept) of 2 itemsets in 3 baskets, of 2 different items',
    ]);
    await alone("('a', 1)");
    expect((await said(0.01))[0]).toEqual([none]);
    // A support above 1 is none.
    await alone("('a', 1), ('a', 2)");
    expect((await said(0.01))[0]).toEqual(['basket: there is one basket, so that whatever was together once counts']);
  });

  it('are not suggested by where they foretell worse than popularity', async () => {
    for (const [table, select] of Object.entries(example.many)) await engine.replace(table, select);
    const fitted = basket.fit(await engine.query(basket.training(basket.defaults)), basket.defaults);
    const weak = { ...fitted, isUseful: false };
    const rows = rowsOf(await engine.query(`select * from ${basket.source} order by customer_id limit 50`));
    expect(fitted.cycles).toEqual([]);
    expect(rows.every(row => ['popular', 'none'].includes(String(basket.scoreRow(weak, row).origin)))).toBe(true);
    expect(rows.some(row => basket.scoreRow(fitted, row).origin === 'rule')).toBe(true);
  });
});

const [groceries, fimi] = ['../shared/data/groceries/groceries_baskets.parquet', '../shared/data/fimi'];
const isAbsent = !existsSync(groceries) || !existsSync(fimi);
const title = isAbsent ? 'not run, ../shared/data is absent:' : '';

/** Truth: arules, as the data sheet and the published rule counts have it. */
describe.skipIf(isAbsent)(`${title} mine basket`, () => {
  const ask = (choices: Record<string, string | number>) =>
    mine({ model: 'basket', file: groceries, columns: { basket: 'basket_id', item: 'item' }, choices });

  it.each([
    [{ support: 0.05, confidence: 0.8, length: 10 }, 31, 0],
    [{ support: 0.01, confidence: 0.5, length: 10 }, 333, 15],
    [{ support: 0.006, confidence: 0.25, length: 10 }, 747, 463],
    [{ support: 0.001, confidence: 0.5, length: 10 }, 13_492, 5668],
    [{ support: 0.001, target: 'closed', length: 10 }, 13_464, 0],
    [{ support: 0.01, target: 'maximal', length: 10 }, 243, 0],
  ])('Groceries %o: %i itemsets, %i rules', async (choices, itemsets, rules) => {
    const { answer } = await ask(choices as Record<string, string | number>);
    expect(answer).toMatchObject({
      baskets: 9835,
      items: 169,
      complete: true,
      itemsets: { total: itemsets },
      rules: { total: rules },
    });
  });

  it('names the rule of the greatest lift of 410, with its figures', async () => {
    const { answer } = await ask({ support: 0.001, confidence: 0.8, length: 10 });
    expect(answer).toMatchObject({ itemsets: { total: 13_492 }, rules: { total: 410 } });
    const [first] = (answer.rules as { top: Record<string, unknown>[] }).top;
    expect(first).toMatchObject({ left: ['liquor', 'red/blush wine'], right: ['bottled beer'], baskets: 19 });
    expect(first?.lift).toBeCloseTo(11.23527, 5);
  });

  it('keeps to the items that are named, and names the like of one that is not there', async () => {
    const { answer } = await ask({ support: 0.001, confidence: 0.5, rhs: 'yogurt', exclude: 'butter' });
    const { top } = answer.rules as { top: { left: string[]; right: string[] }[] };
    expect(top.length).toBeGreaterThan(5);
    expect(top.every(({ left, right }) => right.join() === 'yogurt' && !left.includes('butter'))).toBe(true);
    const words = { message: 'no basket has the item yoghurt', hint: 'did you mean yogurt?' };
    await expect(ask({ rhs: 'yoghurt' })).rejects.toMatchObject(words);
    await expect(ask({ lhs: 'tofu' })).rejects.toMatchObject({ hint: 'an item is named as it stands in the file' });
  });

  it('has the measures of arules for whole milk and other vegetables, and orders by any of them', async () => {
    const measures = 'count,chiSquared,jaccard,kulczynski,phi';
    const { answer } = await ask({ support: 0.05, confidence: 0.3, by: 'phi', top: 9, measures });
    const { top } = answer.rules as { top: Record<string, number>[] };
    const pair = top.find(({ left, right }) => String(left) === 'other vegetables' && String(right) === 'whole milk');
    expect(pair?.count).toBe(736);
    const figures = { lift: 1.513634, leverage: 0.025394, cosine: 0.33656, kulczynski: 0.339817, jaccard: 0.2 };
    for (const [name, value] of Object.entries(figures)) expect(pair?.[name]).toBeCloseTo(value, 5);
    expect(pair?.chiSquared).toBeCloseTo(213.649, 2);
    expect(top.map(({ phi }) => phi)).toEqual(top.map(({ phi }) => phi).toSorted((a = 0, b = 0) => b - a));
    await expect(ask({ by: 'fun' })).rejects.toThrow('--by: there is no measure fun');
  });

  it('has right sides of several items, only rules that improve, and what a fifth held out says', async () => {
    const found = async (choices: Record<string, string | number>) =>
      (await ask({ support: 0.01, confidence: 0.25, ...choices })).answer.rules as {
        total: number;
        top: { right: string[]; improvement: number; later_baskets: number | null; later_confidence: number }[];
      };
    const wide = await found({ 'rhs-length': 2, confidence: 0.1, by: 'confidence', top: 999 });
    expect(new Set(wide.top.map(({ right }) => right.length))).toEqual(new Set([1, 2]));
    // The 170 rules of arules, of which those are left that no more general one, also without a left side, is as sure as.
    const [all, better] = [await found({ top: 999 }), await found({ top: 999, improvement: 0, holdout: 0.2 })];
    expect(all.total).toBe(170);
    expect(better.total).toBe(all.top.filter(({ improvement }) => improvement > 0).length);
    const tried = better.top.filter(one => one.later_baskets !== null);
    expect(tried.length).toBeGreaterThan(100);
    const mean = tried.reduce((sum, one) => sum + one.later_confidence, 0) / tried.length;
    expect(mean).toBeGreaterThan(0.25);
    expect(mean).toBeLessThan(0.5);
  });

  it('FIMI chess, one basket a line: 622 itemsets', async () => {
    const { answer } = await mine({
      model: 'basket',
      file: `${fimi}/chess.dat.gz`,
      columns: {},
      choices: { support: 0.9, length: 10 },
      read: { format: 'lines', pattern: '(?<line>.*)' },
    });
    expect(answer).toMatchObject({ baskets: 3196, itemsets: { total: 622 } });
  });
});

describe('bad input to mine basket', () => {
  const file = 'fixtures/orders/orders.csv';
  const folder = mkdtempSync(join(tmpdir(), 'custometry-basket-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const asked = (name: string, lines: string[], choices: Record<string, number | string>) => {
    const path = join(folder, name);
    writeFileSync(path, `basket,item\n${lines.join('\n')}\n`);
    return mine({ model: 'basket', file: path, columns: { basket: 'basket', item: 'item' }, choices });
  };
  const full = (baskets: number, items: number) =>
    Array.from({ length: baskets * items }, (_, at) => `${Math.floor(at / items)},i${at % items}`);

  it('is told of baskets without an item, a line each: they are none', async () => {
    const path = join(folder, 'lines.csv');
    writeFileSync(path, 'id,all\n1,tea jam\n2,\n3,tea\n');
    const choices = { support: 0.6 };
    const { answer, warnings } = await mine({ model: 'basket', file: path, columns: { items: 'all' }, choices });
    expect(answer).toMatchObject({ baskets: 2, itemsets: { total: 1 } });
    expect(warnings).toContain('1 record is left out: it has no all: row 2');
  });

  it('is told of no baskets, and of one with 20,000 items, which is left out of every share', async () => {
    await expect(asked('empty.csv', [], {})).rejects.toThrow('empty.csv has no records');
    const once = await asked('once.csv', full(10, 2), { support: 0.1 });
    expect(once.warnings).toEqual([
      'basket: by this support one of the 10 baskets is enough, so that whatever was together once counts; a support above 0.1 asks for two',
    ]);
    // Forty items that are always together are a million million itemsets: whoever is told only then is never told.
    const told: string[] = [];
    writeFileSync(join(folder, 'endless.csv'), `basket,item\n${full(2, 40).join('\n')}\n`);
    const endless = mine({
      model: 'basket',
      file: join(folder, 'endless.csv'),
      columns: { basket: 'basket', item: 'item' },
      choices: { support: 0.5, length: 40 },
      tell: text => {
        told.push(text);
        throw new Error('told before the search');
      },
    });
    await expect(endless).rejects.toThrow('told before the search');
    expect(told).toEqual([expect.stringMatching(/^basket: by this support one of the 2 baskets is enough/)]);
    const large = Array.from({ length: 20_000 }, (_, at) => `large,i${at}`);
    const one = await asked('large.csv', [...large, ...full(10, 2)], { support: 1 });
    expect(one.answer).toMatchObject({
      baskets: 10,
      rules: { total: 2 },
      left_out: { baskets: 1, share: 20_000 / 20_020 },
    });
    expect(one.warnings[0]).toBe(
      'basket: left out, for having more than 1000 items: 1 basket with 99.9 % of the entries',
    );
  });

  it('is told that longer ones are missing where nobody named a length and there are some: of twelve items in every basket, not of ten', async () => {
    const ask = (choices: Record<string, number>) =>
      asked('twelve.csv', full(2, 12), { support: 1, target: 'itemsets', ...choices });
    const { answer, notes } = await ask({});
    expect(answer).toMatchObject({ complete: false, reason: 'length', length_reached: 10 });
    expect(notes).toContain(
      'basket: there are itemsets of more than 10 items, which are missing; raise the length for them',
    );
    // Two of the three baskets with the eleventh item are not enough; ten are in all.
    const ten = await asked('ten.csv', [...full(2, 10), '0,i10'], { support: 1, target: 'itemsets' });
    expect(ten.answer).toMatchObject({ complete: true, itemsets: { total: 1023 } });
    expect((await ask({ length: 12 })).answer).toMatchObject({ complete: true, itemsets: { total: 4095 } });
  });

  it('is told where memory ended the search: of 40 items in every basket 40, 780 and 9,880 sets', async () => {
    const { answer, warnings } = await asked('dense.csv', full(60, 40), {
      support: 1,
      length: 8,
      memory: 4,
      target: 'itemsets',
    });
    expect(answer).toMatchObject({ complete: false, reason: 'memory', length_reached: 3 });
    expect(answer.itemsets).toEqual({ total: 10_700, byLength: [40, 780, 9880] });
    expect(warnings).toEqual(['basket: itemsets of more than 3 items are missing: the search met its limit of memory']);
  });

  // Of 10 items in every basket there are 10 × 2^9 - 10 = 5110 rules with one item on the right: more than 200 bytes each.
  it('is told where its rules would take more memory than they may', async () => {
    const ask = (memory: number) => asked('ten-full.csv', full(2, 10), { support: 1, confidence: 1, memory });
    await expect(ask(1)).rejects.toMatchObject({
      code: exitCode.resources,
      message: expect.stringMatching(/^basket: there are more than \d,\d{3} rules, and they take more than 1 MB$/),
      hint: expect.stringContaining('--memory'),
    });
    expect((await ask(3)).answer.rules).toMatchObject({ total: 5110 });
  });

  // Truth: the tests of mlxtend, whose rules have no least confidence: six of lift 1.1 or more, nine of confidence 0.8 or more.
  it('has all rules of the itemsets where the least confidence is 0', async () => {
    const lines = ['dfghik', 'cdfhik', 'adfg', 'bfgjk', 'bdefi'].flatMap((all, at) =>
      [...all].map(one => `${at},${one}`),
    );
    const { answer } = await asked('mlxtend.csv', lines, { support: 0.6, confidence: 0, 'rhs-length': 9, top: 99 });
    const { total, top } = answer.rules as { total: number; top: { lift: number; confidence: number }[] };
    expect([total, top.filter(one => one.lift >= 1.1).length]).toEqual([16, 6]);
    expect(top.filter(one => one.confidence >= 0.8)).toHaveLength(9);
  });

  it('keeps items whole, whatever separates words elsewhere', async () => {
    const items = ['a,b', 'c;d', 'e\tf', 'g|h', 'i + j', 'k → l', 'm"n', "o'p", 'q\nr', 's > t', '1:2'];
    const lines = ['1', '2'].flatMap(one => items.map(item => `${one},"${item.replace('"', '""')}"`));
    const { answer } = await asked('separators.csv', lines, { support: 1, length: 2, top: 999 });
    const { total, top } = answer.rules as { total: number; top: { left: string[]; right: string[] }[] };
    expect(total).toBe(items.length * (items.length - 1));
    expect([...new Set(top.flatMap(({ left, right }) => [...left, ...right]))].sort()).toEqual(items.toSorted());
  });

  it.each([
    [{}, {}, 'mine basket needs the baskets'],
    [{ basket: 'who', item: 'whoo' }, {}, 'has no column whoo'],
    [{ basket: 'who', item: 'day' }, { support: 0 }, '--support is a share above 0'],
    [{ basket: 'who', item: 'day' }, { confidence: 2 }, '--confidence is a share from 0 to 1'],
  ])('%o %o is answered in words', async (columns, choices, message) => {
    await expect(mine({ model: 'basket', file, columns, choices })).rejects.toThrow(message);
  });
});
