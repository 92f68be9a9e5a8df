import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../../../src/engine/duckdb.js';
import { rowsOf, type Table } from '../../../src/table.js';
import { example } from '../example.js';
import type { ChurnFitted } from '../fit.js';
import { churn } from '../model.js';
import { rivalOf } from '../rival/rivals.js';
import { contest } from './contest.js';

let engine: DuckDb;
let champion: ChurnFitted;
let features: Table;
let young: ChurnFitted;
beforeAll(async () => {
  engine = await openDuckDb();
  champion = fitOn(await on(`select * replace (cast(as_of - interval 184 day as date) as as_of) from (${select})`));
  features = await on(senseless);
  young = fitOn(features);
});
afterAll(() => engine.close());

const options = { ...churn.defaults, least: 10 };
const fitOn = (features: Table) => churn.fit(features, options);
const select = example.many['feature.churn_example'] as string;
const on = async (from: string) => {
  await engine.replace('feature.churn_example', from);
  return engine.query(churn.training(options));
};

/** The examples, with other words in what is learnt from: a word before all others, and no sense in who leaves. */
const senseless = `select * replace (
    case when as_of = date '2023-09-30' and customer_durable_key % 5 = 0 then 'Atoll' else country end as country,
    case when as_of > date '2023-09-30' then _target when customer_durable_key * 37 % 23 < 9 then 'left' else 'stayed' end as _target
  ) from (${select})`;

it('leaves the new fit in its place where both are the same, and records both', async () => {
  const again = await on(select);
  const same = fitOn(again);
  const found = contest(same, champion, again, options);
  expect(found).toEqual({ ...same, contest: found.contest });
  expect(found.contest).toMatchObject({ winner: 'challenger', day: '2023-12-31', rows: same.holdout.rows });
  expect(found.contest?.champion).toEqual({ learntTo: '2023-03-30', standing: same.calibrated?.standing });
  expect(found.contest?.challenger.standing).toEqual(same.calibrated?.standing);
});

it('keeps all of the fit that stood where the new one has learnt nonsense', async () => {
  const found = contest(young, champion, features, options);
  expect(found).toEqual({ ...champion, contest: found.contest });
  expect(found.contest?.winner).toBe('champion');
  expect(churn.drift(champion, features)).toBeGreaterThan(0.1);
  expect(churn.drift(found, features)).toBe(0);
  expect(found.contest?.champion.standing?.auc).toBeGreaterThan(0.85);
  const table = churn.tables.find(one => one.table === 'score.churn_contest');
  expect(rowsOf(table?.make(found) as Table)).toMatchObject([
    { role: 'champion', scores: 1, learnt_to: '2023-03-30' },
    { role: 'challenger', scores: 0, learnt_to: '2023-09-30' },
  ]);
  expect(churn.explain(found).some(({ text }) => text.includes('it stood before, and stays'))).toBe(true);
});

it('judges boosting of another fit by its own words, as its select does', async () => {
  const learnt = champion.learnt.boosting;
  const old = { ...champion, chosen: 'boosting' as const };
  expect(learnt).toBeDefined();
  expect(young.predictors.find(({ name }) => name === 'country')?.levels).toEqual(['Atoll', 'North', "O'Sea"]);
  expect(old.predictors.find(({ name }) => name === 'country')?.levels).toEqual(['North', "O'Sea"]);
  const inSql = churn.score(old).replaceAll('feature.churn', 'feature.churn_example');
  await engine.replace('feature.churn_example', senseless);
  const answers = rowsOf(
    await engine.query(`select avg((cast(score as double) - cast(_target = 'left' as integer)) ** 2) as brier
      from (${inSql}) as scored join feature.churn_example as example using (customer_id) where scored.as_of = date '2023-12-31'`),
  );
  const found = contest(young, old, features, options);
  expect(found.contest?.champion.standing?.brier).toBeCloseTo(Number(answers[0]?.brier), 5);
  expect(rivalOf('boosting').base(learnt)).toBeGreaterThan(0);
});

it('is none where the fit that stood has learnt from the rows held out, or the new one was not judged', async () => {
  const later = { ...champion, days: { ...champion.days, learnt: ['2023-12-31'] } };
  expect(contest(young, later, features, options)).toBe(young);
  const unjudged = churn.fit(features, { ...options, least: 10_000 });
  expect(contest(unjudged, champion, features, { ...options, least: 10_000 })).toBe(unjudged);
});

it('does not keep a fit whose scores are worse than the class share', async () => {
  const wrong = { kind: 'platt' as const, slope: 1, intercept: -8 };
  const calibrated = { ...(champion.calibrated as NonNullable<ChurnFitted['calibrated']>), calibrator: wrong };
  const found = contest(young, { ...champion, calibrated }, features, options);
  expect(found.contest).toMatchObject({
    winner: 'challenger',
    why: 'the fit that stood does not beat the baselines any more',
  });
});
