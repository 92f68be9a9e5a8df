import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rounds } from '../../fixtures/rounds.js';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { rowsOf } from '../../src/table.js';
import type { BasketFitted } from './fit.js';
import { basket } from './model.js';

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => engine.close());

/** Products are from 1 on, groups of them below zero. */
const product = fc.integer({ min: 1, max: 7 });
const item = fc.oneof({ weight: 5, arbitrary: product }, { weight: 1, arbitrary: fc.integer({ min: -2, max: -1 }) });
const side = fc.uniqueArray(item, { minLength: 1, maxLength: 3 }).map(items => items.toSorted((a, b) => a - b));
const days = fc.constantFrom(0, 1, 30, 31, 4000);

const fitted = fc.record({
  rules: fc.array(fc.record({ left: side, right: side }), { maxLength: 6 }),
  pairs: fc.array(fc.record({ item, other: item }), { maxLength: 6 }),
  popular: fc.uniqueArray(
    item.map(one => ({ item: one })),
    { selector: one => one.item, maxLength: 6 },
  ),
  cycles: fc.uniqueArray(fc.record({ item, days }), { selector: one => one.item, maxLength: 4 }),
  eligible: fc.record({
    excluded: fc.uniqueArray(product, { maxLength: 2 }),
    perKind: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
    kinds: fc.uniqueArray(fc.record({ item: product, kind: fc.integer({ min: 1, max: 2 }) }), {
      selector: one => one.item,
    }),
  }),
  suggestions: fc.integer({ min: 1, max: 5 }),
  isUseful: fc.boolean(),
});

const boughtList = fc
  .uniqueArray(fc.record({ item: product, days }), { selector: one => one.item, minLength: 1, maxLength: 7 })
  .map(all =>
    all
      .toSorted((a, b) => a.item - b.item)
      .map(one => `${one.item}:${one.days}`)
      .join(' '),
  );

it('drawn customers are suggested in SQL what they are suggested in code', () =>
  fc.assert(
    fc.asyncProperty(fitted, fc.array(boughtList, { minLength: 1, maxLength: 12 }), async (drawn, lists) => {
      const values = lists.map((list, at) => `('c${at}', '${list}')`).join(', ');
      const select = `select customer_id, date '2024-02-29' as as_of, bought_list from (values ${values}) as t (customer_id, bought_list)`;
      await engine.replace('feature.customer_item', select);
      const own = drawn as unknown as BasketFitted;
      const rows = rowsOf(await engine.query('select * from feature.customer_item order by customer_id'));
      const inSql = rowsOf(await engine.query(`select * from (${basket.score(own)}) as scored order by customer_id`));
      expect(inSql).toEqual(rows.map(row => basket.scoreRow(own, row)));
    }),
    { seed: 5, numRuns: rounds(15) },
  ));
