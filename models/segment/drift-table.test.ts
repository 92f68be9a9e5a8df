import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawnCustomers } from '../../fixtures/drawn-customers.js';
import { rounds } from '../../fixtures/rounds.js';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { CliError } from '../../src/errors.js';
import { unportable } from '../../src/plan/words.js';
import { random } from '../../src/stats/random.js';
import { rowsOf } from '../../src/table.js';
import { distanceShares, distancesOf } from './distances.js';
import { driftTable } from './drift-table.js';
import type { SegmentFitted } from './fit.js';
import { segment } from './index.js';
import { type SegmentOptions, segmentDefaults } from './options.js';
import { givenFor, preparedColumn } from './prepare.js';
import { farthest } from './score.js';
import { stagesOf } from './stage.js';

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => engine.close());

const options: SegmentOptions = {
  ...segmentDefaults,
  columns: ['recency_days', 'revenue'],
  categories: ['country'],
  stages: [{ name: 'Near', when: { recency_days: { up_to: 90 } } }, { name: 'Far' }],
  k: 2,
};

/** Customers by chance, later ones farther away. */
async function customers(seed: number, count: number, more: number): Promise<void> {
  const { uniform } = random(seed);
  const rows = Array.from({ length: count }, (_, at) => {
    const recency = uniform() < 0.1 ? 'null' : Math.round(uniform() * 300 + more);
    return `('c${at}', date '2024-01-31', ${recency}, ${Math.round(uniform() ** 6 * 40 + more / 10)}, '${'ab'[Number(uniform() > 0.4)]}')`;
  });
  const names = 'customer_id, as_of, recency_days, revenue, country';
  await engine.replace('feature.customer', `select * from (values ${rows.join(', ')}) as t (${names})`);
}

/** Truth: `drift` and `moved`, which work on the rows in TypeScript, to the digits that they tell. */
it('says of the customers of now what the program says, in words that every engine knows', async () => {
  await customers(1, 400, 0);
  const found = segment.fit(await engine.query(segment.training(options)), options);
  for (const [count, more] of [
    [400, 0],
    [300, 40],
    [1, 0],
  ] as const) {
    await customers(more > 0 ? 2 : 1, count, more);
    const now = await engine.query(segment.training(options));
    await engine.replace('score.segment', segment.score(found));
    const select = driftTable(found) as string;
    expect(unportable(select)).toEqual([]);
    const rows = rowsOf(await engine.query(`select * from (${select}) order by place`));
    const indices = rows.filter(row => row.kind !== 'distance');
    const sorted = indices.toSorted((a, b) => Number(b.stability_index) - Number(a.stability_index));
    const distances = rows.filter(row => row.kind === 'distance');
    const digits = (value: unknown) => Number(value).toFixed(2);
    const told = distances.map(
      row => `${row.name} up to ${digits(row.then_distance)}, now ${digits(row.now_distance)}`,
    );
    expect([
      `stability index of each column: ${sorted.map(row => `${row.name} ${Number(row.stability_index).toFixed(4)}`).join(', ')}`,
      `distance to the own centre: ${told.join('; ')}`,
    ]).toEqual(segment.moved?.(found, now));
    expect(Number(sorted[0]?.stability_index)).toBeCloseTo(segment.drift(found, now), 8);
    expect(sorted.map(row => row.name).sort()).toEqual(['country a', 'country b', 'recency_days', 'revenue', 'stage']);
  }
});

it('is empty where nothing was learnt', async () => {
  const nobody = segment.fit(await engine.query(`${segment.training(options)} limit 0`), options);
  expect(driftTable(nobody)).toMatchObject({ rows: 0 });
});

it('tells values apart that lie closer to each other than a billionth of a billionth', async () => {
  const small = "(values ('a', 0e0), ('b', 1e-30), ('c', 2e-30), ('d', 3e-30)) as t (customer_id, revenue)";
  await engine.replace('feature.customer', `select *, date '2024-03-31' as as_of from ${small}`);
  const found = await fittedBy({ ...segmentDefaults, columns: ['revenue'], scale: 'none', log: 'none', k: 1 });
  await engine.replace('score.segment', segment.score(found as SegmentFitted));
  const [row] = rowsOf(
    await engine.query(`select * from (${driftTable(found as SegmentFitted)}) where kind = 'column'`),
  );
  expect(row?.stability_index).toBe(0);
});

const names = ['double', 'integer', 'decimal', 'words', 'boolean'] as const;
const drawn = fc.record({
  customers: drawnCustomers(names),
  k: fc.integer({ min: 1, max: 3 }),
  scale: fc.constantFrom('z' as const, 'robust' as const, 'min_max' as const, 'none' as const),
  winsor: fc.constantFrom(0, 0.1),
  bound: fc.constantFrom(undefined, -1, 0, 0.3, 2),
  fittedTo: fc.integer({ min: 3, max: 24 }),
  nowFrom: fc.nat(20),
});

it('says of drawn customers what the program says, whoever of them was fitted and whoever is there now', () =>
  fc.assert(
    fc.asyncProperty(drawn, async ({ customers: { numbers, words, select }, bound, fittedTo, nowFrom, ...own }) => {
      const isStaged = bound !== undefined && numbers.length > 0;
      const stages = isStaged && {
        stages: [{ name: "it's near", when: { [numbers[0] as string]: { up_to: bound } } }, { name: 'Far' }],
      };
      const all: SegmentOptions = {
        ...segmentDefaults,
        starts: 1,
        columns: numbers,
        categories: words,
        ...own,
        ...stages,
      };
      const some = (condition: string) =>
        engine.replace(
          'feature.customer',
          `select * from (${select}) as drawn where customer_durable_key ${condition}`,
        );
      await some(`<= ${fittedTo}`);
      const found = await fittedBy(all);
      if (!found) return;
      await some(`> ${nowFrom}`);
      const now = await engine.query(segment.training(all));
      await engine.replace('score.segment', segment.score(found));
      const made = driftTable(found);
      if (typeof made !== 'string') return;
      const rows = rowsOf(await engine.query(`select * from (${made}) order by place`));
      const [indices, distances] = [
        rows.filter(row => row.kind !== 'distance'),
        rows.filter(row => row.kind === 'distance'),
      ];
      expect(Math.max(...indices.map(row => Number(row.stability_index)))).toBeCloseTo(segment.drift(found, now), 7);
      const columns = found.steps.map(step => preparedColumn(step, givenFor(step, now).values));
      const near = distancesOf(columns, found.clusters, stagesOf(found.stages, now));
      expect(distances.map(row => row.now_distance)).toEqual(
        distanceShares.map((_, at) =>
          near[at] === undefined ? null : expect.closeTo(Math.min(near[at], farthest), 5),
        ),
      );
      const told = indices.map(row => `${row.name} ${Number(row.stability_index).toFixed(4)}`);
      const [moved = ''] = segment.moved?.(found, now) ?? [];
      if (now.rows > 0)
        expect(told.sort()).toEqual(moved.slice('stability index of each column: '.length).split(', ').sort());
    }),
    { seed: Number(process.env.CUSTOMETRY_SEED ?? 5), numRuns: rounds(12) },
  ));

/** Undefined where there are fewer distinct rows than segments were asked for. */
async function fittedBy(own: SegmentOptions) {
  const features = await engine.query(segment.training(own));
  try {
    return segment.fit(features, own);
  } catch (error) {
    if (error instanceof CliError) return undefined;
    throw error;
  }
}
