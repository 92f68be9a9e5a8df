import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawnCustomers } from '../../fixtures/drawn-customers.js';
import { rounds } from '../../fixtures/rounds.js';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { CliError } from '../../src/errors.js';
import { rowsOf } from '../../src/table.js';
import type { Row } from '../model.js';
import type { SegmentFitted } from './fit.js';
import { segment } from './model.js';
import type { SegmentOptions } from './options.js';

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => engine.close());

const options = fc.record({
  k: fc.integer({ min: 1, max: 4 }),
  scale: fc.constantFrom('z' as const, 'robust' as const, 'min_max' as const, 'none' as const),
  centers: fc.constantFrom('modes' as const, 'means' as const),
  log: fc.constantFrom('skewed' as const, 'none' as const),
  winsor: fc.constantFrom(0, 0.1),
  seed: fc.nat(9),
});
const bound = fc.constantFrom(-1, 0, 0.3, 0.5, 2);
const tests = fc.oneof(
  fc.record({ above: bound }),
  fc.record({ up_to: bound }),
  fc.record({ above: bound, up_to: bound }),
);

/** Rules of two stages before the last: by a column of numbers, and by one of words, where there are any. */
function stagesOf({ numbers, words }: { numbers: string[]; words: string[] }, test: object): SegmentOptions['stages'] {
  const asked = {
    ...(numbers[0] !== undefined && { [numbers[0]]: test }),
    ...(words[0] !== undefined && { [words[0]]: { is: ['North', "O'Sea", 'true'] } }),
  };
  return [
    { name: "it's new", when: asked },
    ...Object.entries(asked).map(([name, own]) => ({ name: 'Known', when: { [name]: own } })),
    { name: 'Gone' },
  ];
}

it('drawn customers have in SQL the segment, stage and distance that they have in code, also those whom the fit did not see', () =>
  fc.assert(
    fc.asyncProperty(
      drawnCustomers(['double', 'integer', 'decimal', 'words', 'boolean']),
      options,
      tests,
      fc.boolean(),
      async (customers, drawn, test, isStaged) => {
        const { numbers, words, select } = customers;
        const own: SegmentOptions = {
          ...{ ...segment.defaults, ...drawn, starts: 2, columns: numbers, categories: words },
          ...(isStaged && { stages: stagesOf(customers, test) }),
        };
        await engine.replace(
          'feature.customer',
          `select * from (${select}) as drawn where customer_durable_key % 3 > 0`,
        );
        const fitted = await fittedBy(own);
        if (!fitted) return;
        expect(await sizesOf(fitted)).toEqual(
          fitted.clusters.flatMap(({ number, size }) => (size > 0 ? [[number, size]] : [])).toSorted(),
        );
        await engine.replace('feature.customer', select);
        const rows = rowsOf(await engine.query('select * from feature.customer order by customer_durable_key'));
        const scored = `select scored.* from (${segment.score(fitted)}) as scored order by cast(substr(customer_id, 2) as integer)`;
        const inSql = rowsOf(await engine.query(scored));
        expect(inSql.map(plain)).toEqual(rows.map(row => plain(segment.scoreRow(fitted, row))));
        expect(segment.score(JSON.parse(JSON.stringify(fitted)))).toBe(segment.score(fitted));
      },
    ),
    { seed: 5, numRuns: rounds(25) },
  ));

const made = async (rows: string, own: Partial<SegmentOptions>) => {
  const values = `(values ${rows}) as t (customer_id, w, v)`;
  await engine.replace('feature.customer', `select *, date '2024-03-31' as as_of from ${values}`);
  return fittedBy({ ...segment.defaults, columns: [], k: 2, ...own }) as Promise<SegmentFitted>;
};

it('who is as near to two segments is counted in the first of them, as they are scored', async () => {
  const fitted = await made("('a', 'x', 'x'), ('b', 'y', 'x'), ('c', null, null), ('d', null, 'x')", {
    ...{ categories: ['w', 'v'], seed: 0 },
  });
  expect(fitted.clusters.map(({ number, size }) => [number, size])).toEqual(await sizesOf(fitted));
});

it('are told apart in the same way by a word that is called as the question for no word', async () => {
  const by = async (word: string) => {
    const rows = `('a', '${word}', 1), ('b', null, 1), ('c', null, 2), ('d', '${word}', 3)`;
    return made(rows, { categories: ['w'], columns: ['v'], scale: 'none', log: 'none', winsor: 0 });
  };
  const [same, other] = [await by('missing'), await by('there')];
  expect(same.clusters.map(({ center }) => center)).toEqual(other.clusters.map(({ center }) => center));
  expect(new Set(same.steps.map(({ column }) => column)).size).toBe(3);
});

it('are told apart by words where the squares of all numbers are none', async () => {
  const rows = "('a', 'x', -5e-324), ('b', 'y', 0e0), ('c', 'x', 5e-324), ('d', 'y', 0e0)";
  const fitted = await made(rows, { categories: ['w'], columns: ['v'], scale: 'none', log: 'none', winsor: 0 });
  expect(await sizesOf(fitted)).toEqual([
    [1, 2],
    [2, 2],
  ]);
});

/** How many customers the select puts into each segment. */
async function sizesOf(fitted: SegmentFitted): Promise<unknown[][]> {
  const counted = `select segment_number, cast(count(*) as integer) as size from (${segment.score(fitted)}) as scored group by segment_number`;
  return rowsOf(await engine.query(counted))
    .map(({ segment_number, size }) => [segment_number, size])
    .toSorted();
}

/** A decimal of more than 15 digits is read as text. */
function plain({ distance, ...row }: Row): Row {
  return { ...row, distance: Number(Number(distance).toPrecision(15)) };
}

/** Undefined where there are fewer distinct rows than segments were asked for. */
async function fittedBy(own: SegmentOptions): Promise<SegmentFitted | undefined> {
  try {
    return segment.fit(await engine.query(segment.training(own)), own);
  } catch (error) {
    if (error instanceof CliError) return undefined;
    throw error;
  }
}
