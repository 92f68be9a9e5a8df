import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { unportable } from '../../src/plan/words.js';
import { rowsOf, type Table } from '../../src/table.js';
import type { Row } from '../model.js';
import type { Calibrator } from './calibration/calibrator.js';
import { example } from './example.js';
import type { ChurnFitted } from './fit.js';
import { churn } from './model.js';
import { type RivalName, rivalNames } from './rival/rivals.js';

let engine: DuckDb;
let fitted: ChurnFitted;
let rows: Row[];
beforeAll(async () => {
  engine = await openDuckDb();
  for (const [table, select] of Object.entries(example.many)) await engine.replace(table, select);
  const options = { ...churn.defaults, offer: { cost: 0.5, success_rate: 0.3, value: 'revenue' } };
  fitted = churn.fit(await engine.query(churn.training(options)), options);
  rows = rowsOf(await engine.query('select * from feature.churn order by customer_id'));
});
afterAll(() => engine.close());

it.each(rivalNames)('calls columns of a file what the file calls them, where %s scores', async name => {
  const told = async (own: ChurnFitted) => {
    const scored = rowsOf(await engine.query(`select * from (${churn.score(own)}) order by customer_id`));
    const [sql, code] = [scored, rows.map(row => churn.scoreRow(own, row))].map(all =>
      all.map(one => [one.reason_1, one.reason_2, one.reason_3]),
    );
    expect(sql).toEqual(code);
    const explained = [undefined, ...rows.slice(0, 20)].map(row => churn.explain(own, row));
    const tables = churn.tables.map(({ make }) => make(own)).filter(made => typeof made !== 'string');
    return JSON.stringify([sql, explained, tables.map(rowsOf), churn.words(own)]);
  };
  const ours = /last purchase|first purchase|orders in the last 90 days|days with a purchase/i;
  expect(await told({ ...fitted, chosen: name })).toMatch(ours);
  expect(await told({ ...fitted, chosen: name, origin: 'file' })).not.toMatch(ours);
});

it.each(['logistic', 'boosting'] as const)(
  'calls a value above average that is above the mean of the values there are, where %s scores',
  name => {
    const ratio = (n: number) => (n % 3 > 0 ? ((n * 7919) % 100) / 30 : Number.NaN);
    const there = Array.from({ length: 250 }, (_, at) => ratio(2 * at + 1)).filter(value => !Number.isNaN(value));
    const mean = there.reduce((sum, value) => sum + value, 0) / there.length;
    const some = rows.slice(0, 60);
    const told = some.map(row =>
      churn
        .explain({ ...fitted, chosen: name }, row)
        .map(({ text }) => text)
        .join(),
    );
    const sides = told.map(text => /last purchase in usual gaps (above|below|unknown)/.exec(text)?.[1]);
    expect(sides).toEqual(
      some.map(({ recency_gap_ratio: value }) =>
        value === null ? 'unknown' : Number(value) > mean ? 'above' : 'below',
      ),
    );
  },
);

it('names amounts in rules, reasons and profit with their currency, where that is known', async () => {
  const leaf = (stayed: number, left: number) => ({ counts: [stayed, left], label: Number(left > stayed) });
  const split = { column: 'revenue', upTo: 8.5, missing: 'left' as const, left: leaf(20, 10), right: leaf(10, 20) };
  const tree = { ...leaf(30, 30), split };
  const told = async (more: Partial<ChurnFitted>) => {
    const own: ChurnFitted = { ...fitted, learnt: { tree }, chosen: 'tree', ...more };
    const scored = rowsOf(await engine.query(`select * from (${churn.score(own)}) order by customer_id`));
    expect(scored).toEqual(rows.map(row => churn.scoreRow(own, row)));
    const texts = [churn.explain(own), churn.explain(own, rows[0])].map(all => all.map(({ text }) => text).join('; '));
    const tables = churn.tables.map(({ make }) => make(own)).filter(made => typeof made !== 'string');
    return JSON.stringify([scored, texts, tables.map(rowsOf), churn.words(own).notes]);
  };
  const amounts = (text: string) =>
    text.match(/(revenue at (least|most)|calling \([^)]*\):|it brings) [\d.]+( GBP)?/g) ?? [];
  const [plain, inPounds] = [amounts(await told({})), amounts(await told({ currency: 'GBP' }))];
  expect(plain.length).toBeGreaterThan(200);
  expect(inPounds).toEqual(plain.map(text => text.replace(/$/, ' GBP')));
});

it('has not moved, nor have its scores, on the examples that it was learnt from; on others both have', async () => {
  const options = churn.defaults;
  const told = async () => churn.moved?.(fitted, await engine.query(churn.training(options))) ?? [];
  const [columns, scores] = await told();
  expect(columns).toMatch(/^stability index of each column: ([a-z_0-9]+ 0\.0000(, )?)+$/);
  expect(scores).toBe('stability index of the scores: 0.0000');
  const select = example.many['feature.churn_example'] as string;
  await engine.replace('feature.churn_example', `select * from (${select}) where recency_days > 60`);
  const [, after] = await told();
  await engine.replace('feature.churn_example', select);
  expect(Number(after?.replace('stability index of the scores: ', ''))).toBeGreaterThan(0.25);
});

it('is judged by the scores as they are published: thirds called from .666667 on, which have not moved', async () => {
  const select = `select 'c' || n as customer_id, n as _row, case when n % 2 = 0 then 'North' else 'South' end as country,
    case when n <= 300 then date '2023-09-30' else date '2023-12-31' end as as_of,
    case when (n % 6 < 2) = (n % 2 = 0) then 'left' else 'stayed' end as _target from range(1, 601) as t (n)`;
  await engine.replace('feature.churn_example', select);
  const options = { ...churn.defaults, columns: ['country'], threshold: 0.666667 };
  const own = churn.fit(await engine.query(churn.training(options)), options);
  expect([own.chosen, own.calibrated?.calibrator.kind]).toEqual(['tree', 'none']);
  await engine.replace('score.churn', churn.score(own).replaceAll('feature.churn', 'feature.churn_example'));
  const [called] = rowsOf(
    await engine.query(`select count(*) as called from score.churn where class = 'left' and as_of = date '2023-12-31'`),
  );
  const { truePositives = 0, falsePositives = 0 } = own.confusion ?? {};
  expect([truePositives + falsePositives, called?.called]).toEqual([150, 150]);
  const drift = churn.tables.find(({ table }) => table === 'score.churn_drift')?.make(own) as string;
  const moved = rowsOf(
    await engine.query(
      `select stability_index from (${drift.replaceAll('feature.churn', 'feature.churn_example')}) where kind = 'score'`,
    ),
  );
  await engine.replace('feature.churn_example', example.many['feature.churn_example'] as string);
  expect(moved).toEqual([{ stability_index: 0 }]);
});

it('tells of no column that it lacks values where there is nobody to learn from', async () => {
  for (const [table, select] of Object.entries(example.empty)) await engine.replace(table, select);
  const nobody = churn.fit(await engine.query(churn.training(churn.defaults)), churn.defaults);
  for (const [table, select] of Object.entries(example.many)) await engine.replace(table, select);
  expect(churn.words(nobody).notes).toEqual(['churn: 0 of 0 are positive, 0 of 0 among those held out']);
  expect(churn.words(nobody).warnings).toHaveLength(4);
});

it('has the tree node by node: the two below a node are as many as it, and its leaves are those of the rules', () => {
  const [nodes, rules] = ['node', 'rule'].map(name => {
    const table = churn.tables?.find(one => one.table === `score.churn_${name}`);
    return rowsOf(table?.make(fitted) as Table);
  }) as [Row[], Row[]];
  expect(nodes.length).toBeGreaterThan(2);
  for (const name of ['examples', 'positives']) {
    for (const { node, is_leaf, [name]: own } of nodes) {
      const below = nodes.filter(({ parent }) => parent === node).map(row => Number(row[name]));
      expect(below).toHaveLength(is_leaf === 1 ? 0 : 2);
      if (is_leaf === 0) expect(below.reduce((sum, one) => sum + one)).toBe(own);
    }
    const leaves = nodes.filter(({ is_leaf }) => is_leaf === 1).map(row => row[name]);
    expect(leaves).toEqual(rules.map(row => row[name]));
  }
});

const calibrators: Calibrator[] = [
  { kind: 'none' },
  { kind: 'temperature', temperature: 1.3 },
  { kind: 'platt', slope: 1.7, intercept: -0.2 },
  { kind: 'isotonic', scores: [0.05, 0.1, 0.31, 0.7, 0.9], probabilities: [0, 0.1, 0.1, 0.4, 0.97] },
];

describe.each(rivalNames.flatMap(name => calibrators.map(calibrator => ({ name, calibrator, by: calibrator.kind }))))(
  '$name calibrated by $by, were it the one that scores',
  ({ name, calibrator }) => {
    const chosen = (): ChurnFitted => ({
      ...fitted,
      chosen: name as RivalName,
      calibrated: { ...(fitted.calibrated as NonNullable<ChurnFitted['calibrated']>), calibrator },
    });

    it('scores every row in SQL as it does in TypeScript, with the same reasons', async () => {
      const select = churn.score(chosen());
      expect(unportable(select)).toEqual([]);
      const inSql = rowsOf(await engine.query(`select * from (${select}) order by customer_id`));
      expect(inSql).toHaveLength(500);
      expect(new Set(inSql.map(row => Number(row.expected_profit) > 0)).size).toBe(2);
      expect(rows.map(row => churn.scoreRow(chosen(), row))).toEqual(inSql);
    });

    it('has contributions that add up to the score, none of nothing with a sign', () => {
      for (const row of rows.filter((_, at) => at % 10 === 0)) {
        const told = churn.explain(chosen(), row);
        const sum = told.reduce((total, { contribution = 0 }) => total + contribution, 0);
        expect(sum).toBeCloseTo(Number(churn.scoreRow(chosen(), row).score), 9);
        expect(told.filter(({ text }) => /[+−]0\.0 points/.test(text))).toEqual([]);
      }
    });
  },
);
