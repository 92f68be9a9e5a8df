import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rounds } from '../../fixtures/rounds.js';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { literal } from '../../src/engine/engine.js';
import { unportable } from '../../src/plan/words.js';
import { rowsOf } from '../../src/table.js';
import type { Row } from '../model.js';
import { type RfmFitted, type RfmOptions, rfm } from './index.js';

interface Customer {
  customer_id: string;
  recency_days: number;
  frequency: number;
  /** Ten-thousandths, so that sums and scalings are exact. */
  monetary: number;
}

const methods: Partial<RfmOptions>[] = [
  { method: 'quantile' },
  { method: 'quantile', bound: 'package' },
  { method: 'ntile' },
  { method: 'percent_rank' },
  { method: 'fixed', bounds: { recency: [7, 30.5, 90], frequency: [1, 2, 5], monetary: [0.01, 12.3456, 100] } },
];
const tieSafe = methods.filter(({ method }) => method !== 'ntile');

const customers = fc
  .uniqueArray(
    fc.record({
      customer_id: fc.string({
        unit: fc.constantFrom('a', 'B', "'", 'é', '\u{ff21}', '\u{1f600}'),
        minLength: 1,
        maxLength: 4,
      }),
      recency_days: fc.integer({ min: 0, max: 12 }),
      frequency: fc.integer({ min: 0, max: 6 }),
      monetary: fc.oneof(
        fc.integer({ min: -20_000, max: 400_000 }),
        fc.integer({ min: 0, max: 5 }).map(n => n * 10_000),
      ),
    }),
    { selector: customer => customer.customer_id, maxLength: 30 },
  )
  .filter(drawn => drawn.length > 0);
const preset = fc.constantFrom<RfmOptions['segments'][]>('rfm-10', 'shopify-11', 'pymc-5', 'octant');
const binsEach = fc.integer({ min: 2, max: 10 });
const bins = fc.record({ recency: binsEach, frequency: binsEach, monetary: binsEach });

describe('scores', () => {
  let engine: DuckDb;
  beforeAll(async () => {
    engine = await openDuckDb();
  });
  afterAll(() => engine.close());

  const forAll = (cases: Partial<RfmOptions>[], check: (drawn: Customer[], options: RfmOptions) => Promise<void>) =>
    fc.assert(
      fc.asyncProperty(customers, fc.constantFrom(...cases), bins, (drawn, option, perAxis) =>
        check(drawn, { ...rfm.defaults, ...option, ...(option.bounds ? {} : { bins: perAxis }) }),
      ),
      { numRuns: rounds(15), seed: 3 },
    );

  it('are the same from the select and from the row scorer', () =>
    forAll(methods, async (drawn, options) => {
      const { fitted, scored } = await run(drawn, options);
      const features = rowsOf(await engine.query('select * from feature.rfm order by customer_id'));
      expect(features.map(row => rfm.scoreRow(fitted, row))).toEqual(scored);
    }));

  it('are the same by frozen bounds, of customers whom the fit did not see', () =>
    fc.assert(
      fc.asyncProperty(
        customers,
        customers,
        fc.constantFrom(...methods),
        preset,
        async (drawn, later, option, segments) => {
          const { fitted } = await run(drawn, { ...rfm.defaults, ...option, segments });
          await engine.replace('feature.rfm', featureSelect(later));
          const kept: RfmFitted = JSON.parse(JSON.stringify(fitted));
          const scored = rowsOf(await engine.query(`select * from (${rfm.score(kept)}) order by customer_id`));
          const features = rowsOf(await engine.query('select * from feature.rfm order by customer_id'));
          expect(features.map(row => rfm.scoreRow(kept, row))).toEqual(scored);
        },
      ),
      { numRuns: rounds(15), seed: 3 },
    ));

  it('are equal for equal values, unless ntile is asked for', () =>
    forAll(tieSafe, async (drawn, options) => {
      const { scored } = await run(drawn, options);
      for (const [value, score] of pairs) {
        const seen = new Map<unknown, unknown>();
        for (const row of withValue(scored)) {
          expect(row[score]).toBe(seen.get(row[value]) ?? row[score]);
          seen.set(row[value], row[score]);
        }
      }
    }));

  it('rise with frequency and money and fall with days, whatever the method', () =>
    forAll(methods, async (drawn, options) => {
      const { scored } = await run(drawn, options);
      for (const [value, score] of pairs) {
        const ascending = withValue(scored).sort((a, b) => Number(a[value]) - Number(b[value]));
        const scores = ascending.map(row => Number(row[score]) * (score === 'r' ? -1 : 1));
        const falls = scores.some((one, index) => {
          const isTie = index > 0 && ascending[index]?.[value] === ascending[index - 1]?.[value];
          return index > 0 && !isTie && one < (scores[index - 1] as number);
        });
        expect(falls).toBe(false);
      }
    }));

  it('are counted in the bounds: every customer with a value in exactly one bin of each axis', () =>
    forAll(methods, async (drawn, options) => {
      const { fitted, scored } = await run(drawn, options);
      for (const [axis, [, score]] of Object.entries({ recency: pairs[0], frequency: pairs[1], monetary: pairs[2] })) {
        const { bins: count, customers: counted } = fitted.axes[axis as 'recency'];
        const inScore = (bin: number) => (score === 'r' ? count + 1 - bin : bin);
        const found = counted.map((_, index) => scored.filter(row => row[score] === inScore(index + 1)).length);
        expect(found).toEqual(counted);
      }
    }));

  it('do not depend on the order of the rows', () =>
    forAll(methods, async (drawn, options) => {
      const { fitted } = await run(drawn, options);
      const table = await engine.query(`select * from (${rfm.training(options)}) order by hash(value), axis desc`);
      expect(rfm.fit(table, options)).toEqual(fitted);
      expect((await run([...drawn].reverse(), options)).fitted).toEqual(fitted);
    }));

  it('stay when money is counted in other units', () =>
    forAll(
      methods.filter(({ method, bound }) => method !== 'fixed' && !bound),
      async (drawn, options) => {
        const scores = (await run(drawn, options)).scored.map(row => row.m);
        for (const factor of [1000]) {
          const scaled = drawn.map(customer => ({ ...customer, monetary: customer.monetary * factor }));
          expect((await run(scaled, options)).scored.map(row => row.m)).toEqual(scores);
        }
      },
    ));

  it('leave customers without an order or a positive value outside, with a name', async () => {
    const drawn = [
      { customer_id: 'a', recency_days: 3, frequency: 1, monetary: 100_000 },
      { customer_id: 'b', recency_days: 3, frequency: 1, monetary: 0 },
      { customer_id: 'c', recency_days: 3, frequency: 2, monetary: -1 },
      { customer_id: 'd', recency_days: 3, frequency: 0, monetary: 100_000 },
    ];
    const { fitted, scored } = await run(drawn, { ...rfm.defaults, segments: 'shopify-11', no_value: 'Nobody' });
    expect(fitted.customers).toBe(1);
    expect(scored.map(row => row.segment)).toEqual(['New', 'Nobody', 'Nobody', 'Prospects']);
    expect(scored.slice(1).flatMap(row => [row.r, row.f, row.m])).toEqual(Array(9).fill(null));
  });

  it.each(['rfm-10', 'shopify-11', 'pymc-5', 'octant'] as const)(
    'of %s are written in portable words',
    async segments => {
      for (const option of methods) {
        const options = { ...rfm.defaults, ...option, segments };
        const { fitted } = await run([{ customer_id: "o'x", recency_days: 3, frequency: 1, monetary: 5 }], options);
        expect(unportable(rfm.training(options))).toEqual([]);
        expect(unportable(rfm.score(fitted))).toEqual([]);
      }
    },
  );

  async function run(drawn: Customer[], options: RfmOptions): Promise<{ fitted: RfmFitted; scored: Row[] }> {
    await engine.replace('feature.rfm', featureSelect(drawn));
    const fitted = rfm.fit(await engine.query(rfm.training(options)), options);
    const scored = rowsOf(await engine.query(`select * from (${rfm.score(fitted)}) order by customer_id`));
    return { fitted, scored };
  }
});

const pairs = [
  ['recency_days', 'r'],
  ['frequency', 'f'],
  ['monetary', 'm'],
] as const;

function withValue(scored: Row[]): Row[] {
  return scored.filter(row => row.r !== null);
}

function featureSelect(drawn: Customer[]): string {
  const rows = drawn.map(
    ({ customer_id, recency_days, frequency, monetary }, index) =>
      `(${index + 1}, ${literal(customer_id)}, ${recency_days}, ${frequency}, ${monetary})`,
  );
  return `select customer_durable_key, customer_id, date '2024-03-31' as as_of, recency_days, frequency,
  cast(cast(monetary as decimal(18, 0)) * cast('0.0001' as decimal(4, 4)) as decimal(18, 4)) as monetary
from (values ${rows.join(', ')}) as t (customer_durable_key, customer_id, recency_days, frequency, monetary)`;
}
