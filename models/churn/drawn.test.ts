import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawnCustomers } from '../../fixtures/drawn-customers.js';
import { rounds } from '../../fixtures/rounds.js';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import type { BoostedNode } from '../../src/stats/boosting/boosted-node.js';
import { rowsOf } from '../../src/table.js';
import { type Given, givenOf, type NamedTree } from '../tree/index.js';
import type { Calibrator } from './calibration/calibrator.js';
import { churnDrift } from './drift-table.js';
import type { Examples } from './examples.js';
import type { ChurnFitted } from './fit.js';
import { churn } from './model.js';
import type { BoostingLearnt } from './rival/boosting.js';
import type { LogisticLearnt } from './rival/logistic.js';
import { type RivalName, rivalOf } from './rival/rivals.js';
import { shiftsOf, spreadsOf } from './spread.js';

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => engine.close());

/** A node before it is known what the columns are: which of them is asked, and what goes left. */
interface Shape {
  column: number;
  at: number;
  codes: number[];
  isMissingLeft: boolean;
  left: Shape | null;
  right: Shape | null;
  rows: number;
  positives: number;
}

const shape = fc.letrec<{ node: Shape | null }>(node => ({
  node: fc.option(
    fc.record({
      column: fc.nat(5),
      at: fc.nat(23),
      codes: fc.subarray([0, 1, 2, 3, 4, 5, 6]),
      isMissingLeft: fc.boolean(),
      left: node('node'),
      right: node('node'),
      rows: fc.constantFrom(1, 3, 7, 128, 640, 3200, 16_000),
      positives: fc.nat(16_000),
    }),
    { maxDepth: 4, freq: 6 },
  ),
})).node;

const halves = (most: number) => fc.integer({ min: -most, max: most }).map(n => n / 2 ** 10);
const probability = fc.oneof(
  fc.constantFrom(0, 1, 0.5),
  fc.integer({ min: 0, max: 1_000_000 }).map(n => n / 1e6),
);

const calibrator: fc.Arbitrary<Calibrator> = fc.oneof(
  fc.constant<Calibrator>({ kind: 'none' }),
  fc.record({ kind: fc.constant('temperature' as const), temperature: fc.constantFrom(1, 0.3, 7.5, 1e-3) }),
  fc.record({ kind: fc.constant('platt' as const), slope: halves(4000), intercept: halves(4000) }),
  fc
    .tuple(
      fc.uniqueArray(probability, { minLength: 1, maxLength: 5 }),
      fc.array(probability, { minLength: 5, maxLength: 5 }),
    )
    .map(([scores, all]) => {
      const ascending = (values: number[]) => values.toSorted((a, b) => a - b);
      return {
        kind: 'isotonic' as const,
        scores: ascending(scores),
        probabilities: ascending(all.slice(0, scores.length)),
      };
    }),
);

const threshold = fc.oneof(fc.constantFrom(0.5, 0, 1, 0.0015625, 1 / 3), probability);
const offer = fc.option(
  fc.record({ cost: halves(9000), success_rate: probability, value: fc.oneof(halves(90_000), fc.constant('value')) }),
  { nil: null },
);

/** A question of a number is within those before it of the same column, as in a tree that was grown. */
function treeOf(drawn: Shape | null, given: Given[]): NamedTree {
  const { rows, positives } = drawn ?? { rows: 640, positives: 3 };
  const own = positives % (rows + 1);
  const node = { counts: [rows - own, own], label: Number(2 * own > rows) };
  const from = drawn && given[drawn.column % given.length];
  if (!from) return node;
  const missing = drawn.isMissingLeft ? 'left' : 'right';
  const below = (one: Shape | null, range: (value: number) => boolean) => treeOf(one, withValues(given, from, range));
  if (from.kind === 'number') {
    const upTo = boundOf(from, drawn.at);
    if (upTo === undefined) return node;
    const sides = { left: below(drawn.left, value => value <= upTo), right: below(drawn.right, value => value > upTo) };
    return { ...node, split: { column: from.name, upTo, missing, ...sides } };
  }
  const some = from.levels.filter((_, code) => drawn.codes.includes(code));
  const asked = drawn.at % 2 === 0 ? { among: some } : { except: some };
  const sides = { left: treeOf(drawn.left, given), right: treeOf(drawn.right, given) };
  return { ...node, split: { column: from.name, ...asked, missing, ...sides } };
}

function withValues(given: Given[], from: Given, isThere: (value: number) => boolean): Given[] {
  return given.map(one => (one === from ? { ...one, values: one.values.filter(isThere) } : one));
}

/** A value of the column: whoever has it stands on the bound. */
function boundOf({ values }: Given, at: number): number | undefined {
  const there = values.filter(value => !Number.isNaN(value));
  return there[at % there.length];
}

function boostedOf(drawn: Shape | null, given: Given[]): BoostedNode {
  const node = { value: ((drawn?.positives ?? 8000) - 8000) / 2 ** 12, rows: 1 };
  const column = drawn ? drawn.column % given.length : 0;
  const from = given[column];
  if (!from || !drawn) return node;
  const sides = { left: boostedOf(drawn.left, given), right: boostedOf(drawn.right, given) };
  const missing = drawn.isMissingLeft ? ('left' as const) : ('right' as const);
  const codes = [...from.levels.keys(), ...(drawn.at % 2 === 0 ? [from.levels.length] : [])];
  const categories = {
    left: codes.filter(code => drawn.codes.includes(code)),
    right: codes.filter(code => !drawn.codes.includes(code) && code !== drawn.at % 7),
  };
  const asked = from.kind === 'number' ? { threshold: boundOf(from, drawn.at) as number } : { categories };
  return { ...node, split: { column, ...asked, missing, ...sides } };
}

const amounts = fc.array(halves(9000), { minLength: 40, maxLength: 40 });

function logisticOf(given: Given[], drawn: number[]): LogisticLearnt {
  const next = (at: number) => drawn[at % drawn.length] as number;
  const terms = given.map(({ name, kind, levels }, at) => ({
    column: name,
    ...(kind === 'number'
      ? { slope: next(at), average: next(at + 4) }
      : { words: levels.map((word, code): [string, number] => [word, next(at + code)]) }),
    otherwise: next(at + 1),
    missing: next(at + 2),
    mean: next(at + 3),
  }));
  return { intercept: next(7), terms } as LogisticLearnt;
}

const customers = drawnCustomers(['double', 'integer', 'decimal', 'words', 'boolean']);

describe.each<[RivalName]>([['share'], ['tree'], ['logistic'], ['boosting']])('drawn customers by a drawn %s', name => {
  it('have in SQL the score, class, reasons and profit that they have in code, and one by one the probability of all at once', () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({
          customers,
          shapes: fc.array(shape, { minLength: 1, maxLength: 5 }),
          amounts,
          calibrator,
          threshold,
          offer,
        }),
        async drawn => {
          const { fitted, given } = await fittedOf(name, drawn);
          const rows = rowsOf(await engine.query('select * from feature.churn order by customer_durable_key'));
          const select = `select scored.* from (${churn.score(fitted)}) as scored order by cast(substr(customer_id, 2) as integer)`;
          const inSql = rowsOf(await engine.query(select));
          expect(inSql).toEqual(rows.map(row => churn.scoreRow(fitted, row)));
          const loaded = JSON.parse(JSON.stringify(fitted));
          expect(rows.map(row => churn.scoreRow(loaded, row))).toEqual(inSql);
          const [{ probability, probabilities }, learnt] = [rivalOf(name), fitted.learnt[name]];
          const coded = probabilities(learnt, { given } as Examples, Uint32Array.from(rows.keys()));
          expect([...coded]).toEqual(rows.map(row => probability(learnt, column => row[column] ?? null)));
        },
      ),
      { seed: 5, numRuns: rounds(8) },
    ));
});

const ordered = (select: string) =>
  `select * from (${select}) as drawn order by cast(substr(customer_id, 2) as integer)`;

/** Truth: `shiftsOf`, which counts rows in TypeScript: by it the refit rule and `fit` say how far columns and scores have moved. */
it('drawn customers have moved in SQL as far as in code since a fit on others, by every column and by the score', () =>
  fc.assert(
    fc.asyncProperty(
      fc.record({
        customers,
        shapes: fc.array(shape, { minLength: 1, maxLength: 1 }),
        amounts,
        fittedTo: fc.nat(24),
        nowFrom: fc.constantFrom(0, 1, 5, 24),
      }),
      async ({ fittedTo, nowFrom, ...drawn }) => {
        const { fitted, given } = await fittedOf('tree', { ...drawn, ...plain });
        const score = ordered(churn.score(fitted));
        const all = await engine.query(score);
        const scored = rowsOf(all).map(row => Number(row.score));
        const rows = Math.min(fittedTo, all.rows);
        const then = (columns: Given[]) =>
          spreadsOf({
            given: columns.map(one => ({ ...one, values: one.values.slice(0, rows) })),
            labels: new Uint8Array(rows),
          });
        const [spreads, scoreSpread] = [then(given), then([{ ...whole, values: Float64Array.from(scored) }])];
        await engine.replace(
          'feature.churn',
          `select * from (${drawn.customers.select}) as drawn where customer_durable_key > ${nowFrom}`,
        );
        await engine.replace('score.churn', score);
        const found = rowsOf(
          await engine.query(`${churnDrift.make({ ...fitted, spreads, scoreSpread })} order by place`),
        );
        const wanted = [
          ...shiftsOf(scoreSpread, await engine.query(score)).map(one => ({ kind: 'score', ...one })),
          ...shiftsOf(spreads, await engine.query('select * from feature.churn')).map(one => ({
            kind: 'column',
            ...one,
          })),
        ];
        const index = new Map(found.map(row => [`${row.kind} ${row.column_name}`, Number(row.stability_index)]));
        expect(index).toEqual(new Map(wanted.map(one => [`${one.kind} ${one.column}`, expect.closeTo(one.index, 5)])));
        const inOrder = found.toSorted(
          (one, other) =>
            Number(one.kind === 'column') - Number(other.kind === 'column') ||
            Number(other.stability_index) - Number(one.stability_index),
        );
        expect(found).toEqual(inOrder);
        expect(found.map(row => row.moved)).toEqual(found.map(row => wordOf(Number(row.stability_index))));
      },
    ),
    { seed: Number(process.env.CUSTOMETRY_SEED ?? 5), numRuns: rounds(12) },
  ));

const whole: Omit<Given, 'values'> = { name: 'score', kind: 'number', levels: [], isWhole: false, hasMissing: false };
const wordOf = (index: number) => (index > 0.25 ? 'much' : index >= 0.1 ? 'some' : 'little');
const plain = { calibrator: { kind: 'none' as const }, threshold: 0.5, offer: null };

interface Drawn {
  customers: { names: string[]; select: string };
  shapes: (Shape | null)[];
  amounts: number[];
  calibrator: Calibrator;
  threshold: number;
  offer: ChurnFitted['profit'] extends infer Profit
    ? Profit extends { offer: infer Offer }
      ? Offer | null
      : never
    : never;
}

/** Levels are those of the first half of the customers: the others may have words that nobody knows. */
async function fittedOf(name: RivalName, drawn: Drawn): Promise<{ fitted: ChurnFitted; given: Given[] }> {
  await engine.replace('feature.churn', drawn.customers.select);
  const table = await engine.query('select * from feature.churn order by customer_durable_key');
  const half = Uint32Array.from({ length: Math.ceil(table.rows / 2) }, (_, row) => row);
  const { given } = givenOf(table, drawn.customers.names, half);
  const { base, trees } = { base: drawn.amounts[0] as number, trees: drawn.shapes.map(one => boostedOf(one, given)) };
  const columns = given.map(({ values, ...predictor }) => predictor);
  const learnt = {
    share: Math.min(1, Math.abs(drawn.amounts[0] as number)),
    tree: treeOf(drawn.shapes[0] as Shape | null, given),
    logistic: logisticOf(given, drawn.amounts),
    boosting: { base, trees, columns, means: given.map((_, at) => drawn.amounts[at] as number) } as BoostingLearnt,
  };
  const value =
    drawn.offer?.value === 'value' ? (given.find(one => one.kind === 'number')?.name ?? 1) : drawn.offer?.value;
  const fitted = {
    chosen: name,
    learnt,
    calibrated: { calibrator: drawn.calibrator },
    predictors: columns,
    threshold: drawn.threshold,
    positive: "it's yes",
    negative: 'no',
    profit: drawn.offer && { offer: { ...drawn.offer, value } },
  } as unknown as ChurnFitted;
  return { fitted, given };
}
