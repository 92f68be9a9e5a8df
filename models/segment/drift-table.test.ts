import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { unportable } from '../../src/plan/words.js';
import { random } from '../../src/stats/random.js';
import { rowsOf } from '../../src/table.js';
import { driftTable } from './drift-table.js';
import { segment } from './index.js';
import { type SegmentOptions, segmentDefaults } from './options.js';

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
