import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { random } from '../../src/stats/random.js';
import { treeLabel } from '../../src/stats/trees/tree.js';
import { rowsOf } from '../../src/table.js';
import { conditionsWords } from '../condition-words.js';
import type { SegmentFitted } from './fit.js';
import { segment } from './index.js';
import { segmentDefaults } from './options.js';
import { noRules } from './rules.js';
import { rulesCase, toldRules } from './rules-sql.js';
import { stageWords } from './stage.js';

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => engine.close());

async function fitted(rows: string, more: object = {}): Promise<SegmentFitted> {
  const all = { ...segmentDefaults, columns: ['recency_days', 'revenue'], k: 2, ...more };
  const select = `select 'c' || row_number() over () as customer_id, date '2024-03-31' as as_of, * from (values ${rows}) as t (recency_days, revenue)`;
  await engine.replace('feature.customer', select);
  return segment.fit(await engine.query(segment.training(all)), all);
}

const wordsIn = (fitted: SegmentFitted) => toldRules(fitted).map(({ at, words }) => [fitted.clusters[at]?.name, words]);

/** Truth: by hand. */
describe('rules in words', () => {
  it('say who is in a segment by the columns as they are', async () => {
    const found = await fitted('(1, 90), (3, 110), (50, 9), (70, 11), (60, 10)');
    expect(wordsIn(found)).toEqual([
      ['High revenue, recent last purchase', 'last purchase within 30 days'],
      ['Low revenue, last purchase long ago', 'last purchase at least 31 days ago'],
    ]);
    expect(found.stages[0]?.rules).toMatchObject({ fidelity: 1, rows: 5 });
    expect(rulesCase(found)).toBe(`case
  when cast("recency_days" as double) <= 30e0 then 'High revenue, recent last purchase'
  else 'Low revenue, last purchase long ago'
end`);
  });

  it('call a day by its own words where there is but one', async () => {
    const found = await fitted('(0, 90), (0, 110), (2, 9), (2, 11), (2, 10)');
    expect(wordsIn(found).map(([, words]) => words)).toEqual([
      'last purchase on the as-of date',
      'last purchase at least 1 day ago',
    ]);
    const later = await fitted('(1, 90), (1, 110), (2, 9), (2, 11), (2, 10)');
    expect(wordsIn(later).map(([, words]) => words)).toEqual([
      'last purchase within 1 day',
      'last purchase at least 2 days ago',
    ]);
  });

  it('say that a value is unknown where the fit had such', async () => {
    const found = await fitted('(1, 90), (3, 110), (null, 9), (70, 11), (60, 10), (65, 12)');
    expect(wordsIn(found)).toEqual([
      ['Recent last purchase, high revenue', 'last purchase within 30 days'],
      ['Last purchase long ago, low revenue', 'last purchase at least 31 days ago or unknown'],
    ]);
    expect(rulesCase(found)).toContain('when cast("recency_days" as double) <= 30e0 then');
  });

  it('are of everybody where there is one segment, and are not told', async () => {
    const found = await fitted('(1, 90), (3, 110)', { k: 1 });
    expect(wordsIn(found).map(([, words]) => words)).toEqual(['everybody']);
    expect(rulesCase(found)).toMatch(/^'[^']+'$/);
    expect(segment.explain(found).filter(one => one.sql)).toEqual([]);
  });

  it('are none of no rows at all', async () => {
    const found = await fitted('(1, 90), (3, 110)', { k: 1 });
    const [stage] = found.stages as [SegmentFitted['stages'][number]];
    const none = { ...found, rows: 0, stages: [{ ...stage, customers: 0, rules: noRules(0) }] };
    expect(wordsIn(none)).toEqual([]);
  });

  it('are the same in SQL as in the tree, on every row, also where values are missing', async () => {
    const { uniform } = random(5);
    const one = (digits: number, scale: number) =>
      uniform() < 0.1 ? 'null' : (uniform() ** 3 * scale).toFixed(digits);
    const rows = Array.from({ length: 3000 }, () => `(${one(0, 400)}, ${one(2, 9000)})`);
    const found = await fitted(rows.join(', '), { k: 6 });
    const table = await engine.query('select * from feature.customer order by customer_id');
    const { clusters, stages } = found;
    const { rules } = stages[0] as SegmentFitted['stages'][number];
    const tree = rowsOf(table).map(row => {
      const values = rules.columns.map(({ name }) => (row[name] === null ? Number.NaN : Number(row[name])));
      return clusters[treeLabel(rules.tree, values)]?.name;
    });
    const sql = rowsOf(
      await engine.query(`select ${rulesCase(found)} as segment from feature.customer order by customer_id`),
    );
    expect(sql.map(row => row.segment)).toEqual(tree);
    expect(new Set(tree).size).toBe(6);
    const scored = rowsOf(await engine.query(`select segment from (${segment.score(found)}) order by customer_id`));
    const same = scored.filter((row, at) => row.segment === tree[at]).length;
    expect(rules.fidelity).toBe(same / 3000);
    expect(rules.fidelity).toBeGreaterThan(0.85);
  });
});

describe('conditions in words', () => {
  const words = (name: string, range: { above?: number; upTo?: number }, isWhole = true, currency?: string) =>
    conditionsWords([{ column: name, missing: false, ...range }], [{ name, isWhole, hasMissing: false }], { currency });

  it.each([
    ['sale_orders_365_days', { above: 4 }, true, 'orders in the last year at least 5'],
    ['sale_orders_365_days', { above: 4, upTo: 9 }, true, 'orders in the last year 5 to 9'],
    ['sale_orders', { above: 4, upTo: 5 }, true, 'orders 5'],
    ['sale_orders', { upTo: 4.5 }, true, 'orders at most 4'],
    ['recency_days', { upTo: 30 }, true, 'last purchase within 30 days'],
    ['recency_days', { above: 30, upTo: 90 }, true, 'last purchase 31 to 90 days ago'],
    ['revenue', { above: 312.5 }, false, 'revenue above 312.5'],
    // With fewer digits it would take in rows beside it that the condition does not.
    ['revenue', { upTo: 12345.675 }, false, 'revenue at most 12345.675'],
    ['gap_days_mean', { upTo: 45.46666666666667 }, false, 'days between purchases at most 45.46666666666667'],
    ['revenue', { above: 10, upTo: 20 }, false, 'revenue above 10 up to 20'],
    ['weekend_share', { above: 0.29 }, false, 'orders on weekends above 29 %'],
    ['weekend_share', { upTo: 0.1234567891 }, false, 'orders on weekends at most 12.34567891 %'],
    ['return_order_share', { upTo: 0 }, false, 'no orders with returns'],
    ['petal_length', { upTo: 2.45 }, false, 'petal length at most 2.45'],
  ] as const)('%s %o', (column, range, isWhole, expected) => {
    expect(words(column, range, isWhole)).toBe(expected);
  });

  it('name amounts with their currency, where it is known, and nothing else', async () => {
    expect(words('revenue', { above: 10, upTo: 20 }, false, 'GBP')).toBe('revenue above 10 GBP up to 20 GBP');
    expect(words('order_amount_mean', { above: 9 }, true, 'GBP')).toBe('revenue per order at least 10 GBP');
    expect(words('sale_orders', { above: 4 }, true, 'GBP')).toBe('orders at least 5');
    const told = await fitted('(1, 90.5), (1, 110), (50, 9), (50, 11)', { columns: ['revenue'], currency: 'GBP' });
    expect(wordsIn(told).map(([, of]) => of)).toEqual(['revenue above 50 GBP', 'revenue at most 50 GBP']);
  });

  it.each([
    ['revenue', 'revenue above 45 GBP'],
    ['quantity', 'pieces above 45'],
    ['gap_days_mean', 'days between purchases above 45'],
    ['sale_orders_previous_90_days', 'orders in the 90 days before at least 46'],
    ['tenure_days', 'first purchase at least 46 days ago'],
  ])('of a stage above 45 %s are whole where the column is', (column, expected) => {
    const ways = [[{ column, above: 45, missing: false }]];
    expect(stageWords({ name: 'Big', ways }, { currency: 'GBP' })).toBe(expected);
  });
});
