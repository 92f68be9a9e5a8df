import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../src/engine/duckdb.js';
import { unportable } from '../src/plan/words.js';
import { rowsOf, type Table } from '../src/table.js';
import { models } from './index.js';
import { loadModel, saveModel } from './persist.js';

type Shape = 'many' | 'others' | 'one' | 'constant' | 'empty';

/** Feature tables made without chance: 500 ordinary customers, other ones to fit in between, one, many equal ones, none. */
const features: Record<string, Record<Shape, string>> = {
  rfm: {
    many: customers('n * 7919 % 400', 'n * 31 % 9', 'n * 104729 % 50000 / 100e0 - 20', 500),
    others: customers('n % 50', 'n % 3', 'n', 100),
    one: customers('12', '3', '99.5', 1),
    constant: customers('12', '3', '99.5', 40),
    empty: customers('12', '3', '99.5', 0),
  },
};

function customers(recency: string, frequency: string, monetary: string, count: number): string {
  return `select cast(n as integer) as customer_durable_key, 'c' || n as customer_id, date '2024-03-31' as as_of,
    cast(${recency} as integer) as recency_days, cast(${frequency} as integer) as frequency,
    cast(${monetary} as decimal(18, 4)) as monetary
  from range(1, ${count + 1}) as t (n)`;
}

describe.each(models.map(model => [model.name, model] as const))('%s', (name, model) => {
  const tables = features[name];
  if (!tables) throw new Error(`${name} has no feature tables here`);
  let engine: DuckDb;
  beforeAll(async () => {
    engine = await openDuckDb();
  });
  afterAll(() => engine.close());

  const train = async (select: string, on = engine): Promise<Table> => {
    await on.replace(`feature.${name}`, select);
    return on.query(model.training(model.defaults));
  };
  const scores = async (select: string) => rowsOf(await engine.query(`select * from (${select}) order by customer_id`));

  it('is made for the features that it is given here', async () => {
    const { columns } = await engine.query(tables.many);
    expect(columns.map(column => column.name)).toEqual(model.features);
  });

  it('fits and scores with its defaults, every customer once', async () => {
    const fitted = model.fit(await train(tables.many), model.defaults);
    expect(await scores(model.score(fitted))).toHaveLength(500);
  });

  it('says nothing in SQL that only one engine understands', async () => {
    expect(unportable(model.training(model.defaults))).toEqual([]);
    expect(unportable(model.score(model.fit(await train(tables.many), model.defaults)))).toEqual([]);
  });

  it('gives the same bytes for the same features, whatever the thread count', async () => {
    const texts = [];
    for (const threads of [1, 2, 4]) {
      const other = await openDuckDb({ threads });
      texts.push(JSON.stringify(model.fit(await train(tables.many, other), model.defaults)));
      await other.close();
    }
    expect(new Set(texts).size).toBe(1);
  });

  it('forgets what it was fitted on before', async () => {
    const first = model.fit(await train(tables.many), model.defaults);
    const other = model.fit(await train(tables.others), model.defaults);
    expect(model.fit(await train(tables.many), model.defaults)).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('leaves its defaults and its features as they were', async () => {
    const before = structuredClone(model.defaults);
    const table = await train(tables.many);
    const copy = structuredClone(table);
    model.fit(table, model.defaults);
    expect(model.defaults).toEqual(before);
    expect(table).toEqual(copy);
  });

  it('scores the same after a round trip through JSON', async () => {
    const fitted = model.fit(await train(tables.many), model.defaults);
    const text = saveModel(model, { options: model.defaults, fitted, asOf: '2024-03-31' });
    const loaded = loadModel(model, text);
    expect(loaded.fitted).toEqual(fitted);
    expect(model.score(loaded.fitted)).toBe(model.score(fitted));
  });

  it('scores a row as the select does', async () => {
    const fitted = model.fit(await train(tables.many), model.defaults);
    const rows = await scores(`select * from feature.${name}`);
    expect(rows.map(row => model.scoreRow(fitted, row))).toEqual(await scores(model.score(fitted)));
  });

  it('has reasons in words for every row, whose contributions, where it gives any, are all numbers', async () => {
    const fitted = model.fit(await train(tables.many), model.defaults);
    for (const row of await scores(`select * from feature.${name}`)) {
      const reasons = model.explain(fitted, row);
      expect(reasons.length).toBeGreaterThan(0);
      expect(reasons.every(({ text, contribution = 0 }) => text.length > 0 && Number.isFinite(contribution))).toBe(
        true,
      );
    }
  });

  it.each([['one'], ['constant'], ['empty']] as const)('answers %s input: a score each and words', async shape => {
    const fitted = model.fit(await train(tables[shape]), model.defaults);
    const expected = { one: 1, constant: 40, empty: 0 }[shape];
    expect(await scores(model.score(fitted))).toHaveLength(expected);
    expect(model.explain(fitted).length).toBeGreaterThan(0);
  });
});
