import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { gower } from '../../src/stats/gower.js';
import { random } from '../../src/stats/random.js';
import { rowsOf } from '../../src/table.js';
import { measured } from './best-run.js';
import type { SegmentFitted } from './fit.js';
import { gowerPlaces } from './gower-places.js';
import { segment } from './index.js';
import { indicatorsOf } from './indicators.js';
import { type SegmentOptions, segmentDefaults } from './options.js';
import { givenOf, prepare } from './prepare.js';
import { rulesCase } from './rules-sql.js';

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => engine.close());

const plain: SegmentOptions = {
  ...segmentDefaults,
  columns: ['x'],
  categories: ['colour'],
  k: 2,
  scale: 'none',
  log: 'none',
  winsor: 0,
};

async function fitted(rows: string, more: Partial<SegmentOptions> = {}): Promise<SegmentFitted> {
  const options = { ...plain, ...more };
  await engine.replace(
    'feature.customer',
    `select 'c' || lpad(cast(row_number() over () as varchar), 4, '0') as customer_id, date '2024-01-31' as as_of, * from (values ${rows}) as t (x, colour, size)`,
  );
  return segment.fit(await engine.query(segment.training(options)), options);
}

const six = `(0, 'red', 1), (1, 'red', 1), (1, 'blue', 1), (9, 'blue', 1), (10, 'blue', 1), (11, 'blue', 1)`;

/** Truth: by hand. The x of six have the variance 400/18; of the colours 1 - Σp² is 1 - (1/9 + 4/9) = 4/9, so λ is 50. */
describe('columns of words', () => {
  it('are columns of 0 and 1, so weighted that different words are λ apart in squares', async () => {
    const { steps, clusters } = await fitted(six);
    expect(steps.map(step => step.column)).toEqual(['x', 'colour blue', 'colour red']);
    const weight = 1 / (steps[1]?.scale as number);
    expect(2 * weight ** 2).toBeCloseTo(50, 10);
    // The mode of the first three is red, of the last blue: the third differs by λ. Means are x and the shares of blue and red.
    expect(clusters.map(one => one.means.map(mean => Number(mean?.toFixed(4))))).toEqual([
      [0.6667, 0.3333, 0.6667],
      [10, 1, 0],
    ]);
    expect(clusters.map(one => one.center)).toEqual([
      [2 / 3, 0, weight],
      [10, weight, 0],
    ]);
    // What sets the first apart is that 2/3 of it are red where 1/3 of all are, of a deviation of √2/3; not the mode, which all of it is not.
    expect(clusters[0]?.deviations.slice(1)).toEqual([
      expect.closeTo(-Math.SQRT1_2, 12),
      expect.closeTo(Math.SQRT1_2, 12),
    ]);
  });

  it('have the shares of all words as centres where means are wanted', async () => {
    const { steps, clusters } = await fitted(six, { centers: 'means' });
    const weight = 1 / (steps[1]?.scale as number);
    const first = clusters.find(one => one.size < 6) as SegmentFitted['clusters'][number];
    expect(first.center[1]).toBeCloseTo((first.means[1] as number) * weight, 12);
  });

  it('name segments by their words, and say rules with them', async () => {
    const found = await fitted(
      Array.from({ length: 62 }, (_, at) => `(${at % 3}, '${at % 2 === 0 ? 'red' : "l''or"}', 1)`).join(', '),
    );
    expect(found.clusters.map(one => one.name).sort()).toEqual(["High x, colour l'or", 'Low x, colour red']);
    expect(rulesCase(found)).toContain(`case when cast("colour" as varchar) = '`);
    expect(segment.explain(found).map(one => one.text)).toContainEqual(
      expect.stringMatching(/nearly: .*not colour l'or/),
    );
  });

  it('have a sum of squares that is the same to the last digit in any order of the rows', () => {
    const { uniform } = random(5);
    const column = Float64Array.from({ length: 999 }, () => uniform() * 10 ** Math.floor(uniform() * 6));
    const sse = (given: Float64Array) => measured([given], new Uint16Array(999), [[0]]).sse;
    const plain = (given: Float64Array) => given.reduce((sum, value) => sum + value ** 2, 0);
    expect(plain(column.toReversed())).not.toBe(plain(column));
    expect(sse(column.toReversed())).toBe(sse(column));
    expect(sse(column) / plain(column)).toBeCloseTo(1, 12);
  });

  it('are weighted by the shares of all their values, those that share a column too', async () => {
    // Forty words, one of each: 1 - Σp² is 39/40; x is 0 and 1 by turns, of variance 1/4.
    const rows = Array.from({ length: 40 }, (_, at) => `(${at % 2}, 'v${at}', 1)`);
    const { steps } = await fitted(rows.join(', '));
    expect(2 / (steps[1]?.scale as number) ** 2).toBeCloseTo(1 / 4 / (39 / 40), 10);
  });

  it('have a column for what is missing and one for the rest beyond eleven values', async () => {
    const rows = Array.from({ length: 40 }, (_, at) => `(${at}, ${at < 3 ? 'null' : `'v${at % 20}'`}, 1)`);
    const names = (await fitted(rows.join(', '))).steps.map(step => step.column);
    expect(names).toHaveLength(1 + 11 + 2);
    expect(names.slice(-2)).toEqual(['colour other', 'colour missing']);
  });

  it('are scored, and told by rules, in SQL as in TypeScript, also words that were never seen and such as are missing', async () => {
    const { uniform } = random(9);
    const draw = (words: string[]) => words[Math.floor(uniform() * words.length)];
    const rows = Array.from(
      { length: 300 },
      () =>
        `(${Math.round(uniform() * 50)}, ${draw(["'a'", "'b''s'", "'c'", 'null'])}, ${draw(["'s'", "'m'", "'l'"])})`,
    );
    for (const centers of ['modes', 'means'] as const) {
      const found = await fitted(rows.join(', '), { categories: ['colour', 'size'], k: 4, scale: 'z', centers });
      await fitted([...rows, `(7, 'new', 's')`, `(null, 'a', null)`, `(8, '', 'm')`].join(', '), { k: 1 });
      const scored = rowsOf(await engine.query(`select * from (${segment.score(found)}) order by customer_id`));
      const given = rowsOf(await engine.query('select * from feature.customer order by customer_id'));
      expect(scored).toEqual(given.map(row => segment.scoreRow(found, row)));
      const cases = rowsOf(await engine.query(`select ${rulesCase(found)} as said from feature.customer`));
      expect(new Set(cases.map(row => row.said)).size).toBeGreaterThan(1);
      expect(new Set(given.flatMap(row => segment.explain(found, row).map(one => one.text))).size).toBeGreaterThan(10);
    }
  });

  it('are beyond the reference engine but for their shares', async () => {
    const by = await segment.reference?.fit();
    await fitted(six);
    const features = await engine.query(segment.training(plain));
    expect(() => by?.(features, plain)).toThrow('knows no most frequent words as centres');
    const means = { ...plain, centers: 'means' as const };
    expect(by?.(features, means).stages[0]?.sse).toBeCloseTo(segment.fit(features, means).stages[0]?.sse as number, 9);
  });

  it('drift as numbers do', async () => {
    const found = await fitted(six);
    const now = await engine.query(segment.training(plain));
    expect(segment.drift(found, now)).toBeCloseTo(0, 12);
    await fitted(six.replaceAll('blue', 'red'), { k: 1 });
    expect(segment.drift(found, await engine.query(segment.training(plain)))).toBeGreaterThan(0.25);
  });
});

/** Truth: `gower`, pair by pair; the places are those of prepared columns, in which nothing is missing. */
it('lie by Gower in steps as far apart as the rows are by gower', async () => {
  const { uniform } = random(6);
  const rows = Array.from(
    { length: 30 },
    () => [uniform() * 9, 'abc'[Math.floor(uniform() * 3)], 'sm'[Math.floor(uniform() * 2)]] as const,
  );
  const options = { ...plain, categories: ['colour', 'size'], scale: 'z' as const };
  await fitted(rows.map(([x, colour, size]) => `(${x}, '${colour}', '${size}')`).join(', '), options);
  const features = await engine.query(segment.training(options));
  const given = [givenOf(features, 'x'), ...['colour', 'size'].flatMap(name => indicatorsOf(features, name))];
  const places = gowerPlaces(prepare(given, options));
  const [x, ...words] = ['x', 'colour', 'size'].map(name => rowsOf(features).map(row => row[name]));
  const expected = gower([Float64Array.from(x as number[]), ...(words as string[][])]);
  let pair = 0;
  for (let row = 0; row < 30; row++)
    for (let other = row + 1; other < 30; other++) {
      const steps = places.map(one => Math.abs((one[row] as number) - (one[other] as number)));
      expect(steps.reduce((sum, one) => sum + one, 0)).toBeCloseTo(expected[pair++] as number, 12);
    }
});

it('have all figures of the table for each number of them, gap and Gower as well, and speak for the two that there are', async () => {
  const { uniform } = random(12);
  const rows = Array.from(
    { length: 120 },
    (_, at) => `(${at % 2 === 0 ? uniform() : 9 + uniform()}, '${'ab'[at % 2]}', 1)`,
  );
  const { stages } = await fitted(rows.join(', '), { k: 'auto', scale: 'z' });
  const [{ candidates, gap_k, k }] = stages as [SegmentFitted['stages'][number]];
  expect([k, gap_k, candidates.length]).toEqual([2, 2, 11]);
  expect(candidates.flatMap(one => Object.values(one)).filter(one => !Number.isFinite(one))).toEqual([]);
  // By Gower, two rows of one group are at most 0.05 apart and 0.9 or more from the others.
  expect(candidates[0]?.gower_silhouette).toBeGreaterThan(0.94);
});

/** Truth: the least cost of all ways to put nine rows into two: squares from the mean, and λ for each row that has not the most frequent word. */
it('k-prototypes come to the least cost there is, on small tables', async () => {
  const { uniform } = random(31);
  for (let table = 0; table < 8; table++) {
    const rows = Array.from({ length: 9 }, () => ({
      x: Math.round(uniform() * 20),
      word: 'abc'[Math.floor(uniform() * 3)] as string,
    }));
    const found = await fitted(rows.map(({ x, word }) => `(${x}, '${word}', 1)`).join(', '));
    const lambda = 2 / (found.steps.at(-1)?.scale as number) ** 2;
    const costs = Array.from({ length: 2 ** 8 - 1 }, (_, at) => {
      const isLeft = (row: number) => ((at + 1) >> row) % 2 === 1;
      return (
        cost(
          rows.filter((_, row) => isLeft(row)),
          lambda,
        ) +
        cost(
          rows.filter((_, row) => !isLeft(row)),
          lambda,
        )
      );
    });
    // A row may be as near to the other centre; ends of Lloyd's iterations are no worse than a local least, and the best of 20 is the least.
    expect((found.stages[0] as SegmentFitted['stages'][number]).sse / Math.min(...costs)).toBeCloseTo(1, 9);
  }
});

function cost(rows: { x: number; word: string }[], lambda: number): number {
  const mean = rows.reduce((sum, one) => sum + one.x, 0) / rows.length;
  const most = Math.max(...['a', 'b', 'c'].map(word => rows.filter(one => one.word === word).length));
  return rows.reduce((sum, one) => sum + (one.x - mean) ** 2, 0) + lambda * (rows.length - most);
}
