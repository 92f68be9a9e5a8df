import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLong } from '../fixtures/rounds.js';
import { type DuckDb, openDuckDb } from '../src/engine/duckdb.js';
import { unportable } from '../src/plan/words.js';
import { rowsOf, type Table } from '../src/table.js';
import { valuesSelect } from '../src/warehouse/values-select.js';
import { miners } from './index.js';
import type { Model, Row } from './model.js';
import { loadModel, modelText, savedModel } from './persist.js';
import { scoreTable } from './together.js';

type Shape = 'many' | 'others' | 'one' | 'constant' | 'empty';

/** A model's own small inputs, in the file `example.ts` of its folder: the select of its source, or those of all tables that it reads. */
async function exampleOf({ name, source }: Model): Promise<Record<Shape, Record<string, string>>> {
  const { example } = await import(`./${name}/example.ts`);
  const shapes = Object.entries(example as Record<Shape, string | Record<string, string>>);
  return Object.fromEntries(
    shapes.map(([shape, given]) => [shape, typeof given === 'string' ? { [source]: given } : given]),
  ) as Record<Shape, Record<string, string>>;
}

/** Options other than the defaults that change what a fit and its select look like: `variants` of the same file. */
async function variantsOf(model: Model): Promise<[string, Model][]> {
  const { variants = {} } = await import(`./${model.name}/example.ts`);
  return Object.entries(variants as Record<string, object>).map(([title, more]) => [
    `${model.name} ${title}`,
    { ...model, defaults: { ...model.defaults, ...more } },
  ]);
}

const variants = (await Promise.all(miners.map(variantsOf))).flat();

describe.each([...miners.map(model => [model.name, model] as const), ...variants])('%s', (_, model) => {
  let tables: Record<Shape, Record<string, string>>;
  let engine: DuckDb;
  beforeAll(async () => {
    tables = await exampleOf(model);
    engine = await openDuckDb();
  });
  afterAll(() => engine.close());

  const train = async (selects: Record<string, string>, on = engine): Promise<Table> => {
    for (const [table, select] of Object.entries(selects)) await on.replace(table, select);
    return on.query(model.training(model.defaults));
  };
  let ofMany: ReturnType<typeof model.fit> | undefined;
  /** The fit of `many`, made once, whose tables stand: that a fit is always the same is told by two of the tests. */
  const fitMany = async () => {
    const table = await train(tables.many);
    ofMany ??= model.fit(table, model.defaults);
    return ofMany;
  };
  const answers = async (select: string): Promise<Row[]> => rowsOf(await engine.query(select));
  const described = async (select: string) =>
    (await answers(`describe ${select}`)).map(row => [row.column_name, String(row.column_type).toLowerCase()]);
  const scores = async (select: string) => rowsOf(await engine.query(`select * from (${select}) order by customer_id`));

  it('is made for the features that it is given here', async () => {
    const { columns } = await engine.query(tables.many[model.source] as string);
    const names = columns.map(column => column.name);
    expect(names).toEqual(expect.arrayContaining(['customer_durable_key', 'customer_id', 'as_of']));
    expect(names).toEqual(expect.arrayContaining(model.features(model.defaults).map(feature => feature.name)));
  });

  it('fits and scores with its defaults, every customer once', async () => {
    const fitted = await fitMany();
    expect(await scores(model.score(fitted))).toHaveLength(500);
  });

  it('says nothing in SQL that only one engine understands', async () => {
    expect(unportable(model.training(model.defaults))).toEqual([]);
    expect(unportable(model.score(await fitMany()))).toEqual([]);
  });

  it('gives the same bytes for the same features, whatever the thread count', async () => {
    // The engine of the others takes as many as there are cores.
    const texts = [JSON.stringify(await fitMany())];
    for (const threads of [1, 4]) {
      const other = await openDuckDb({ threads });
      texts.push(JSON.stringify(model.fit(await train(tables.many, other), model.defaults)));
      await other.close();
    }
    expect(new Set(texts).size).toBe(1);
  });

  it('forgets what it was fitted on before, and leaves its defaults and its features as they were', async () => {
    const first = await fitMany();
    const other = model.fit(await train(tables.others), model.defaults);
    const given = { features: await train(tables.many), defaults: model.defaults };
    const before = structuredClone(given);
    expect(model.fit(given.features, given.defaults)).toEqual(first);
    expect(given).toEqual(before);
    expect(other).not.toEqual(first);
  });

  it('scores the same after a round trip through JSON', async () => {
    const fitted = await fitMany();
    const learnt = { options: model.defaults, fitted, asOf: '2024-03-31', rows: 500, fingerprint: 'abc' };
    const loaded = loadModel(model, modelText(savedModel(model, learnt)));
    expect(loaded.fitted).toEqual(fitted);
    expect(model.score(loaded.fitted)).toBe(model.score(fitted));
  });

  it('scores a row as the select does', async () => {
    const fitted = await fitMany();
    const rows = await scores(`select * from ${model.source}`);
    expect(rows.map(row => model.scoreRow(fitted, row))).toEqual(await scores(model.score(fitted)));
  });

  // Every tenth row; `npm run long` has all of them.
  const every = isLong ? 1 : 10;

  it('has reasons in words for a row; where they have contributions, those add up to the score', async () => {
    const fitted = await fitMany();
    const standing = await scores(
      `select customer_id, ${model.scores.score} as score from (${model.score(fitted)}) as scored`,
    );
    for (const [at, row] of (await scores(`select * from ${model.source}`)).entries()) {
      if (at % every !== 0) continue;
      const reasons = model.explain(fitted, row);
      expect(reasons.length).toBeGreaterThan(0);
      expect(reasons.every(({ text }) => text.length > 0)).toBe(true);
      const parts = reasons.flatMap(({ contribution }) => contribution ?? []);
      const sum = parts.reduce((total, part) => total + part, 0);
      if (parts.length > 0) expect(sum).toBeCloseTo(Number(standing[at]?.score), 9);
    }
  });

  it('gives score.* the columns that it declares, with their types, and its history a score and a class', async () => {
    const fitted = await fitMany();
    const declared = (columns: Record<string, string>) =>
      Object.entries(columns).map(([column, type]) => [column, type.replace(', ', ',')]);
    expect(await described(model.score(fitted))).toEqual(declared(model.scores.columns));
    const standing = `select ${model.scores.score} as score, ${model.scores.class} as class from (${model.score(fitted)})`;
    expect((await answers(standing)).every(row => typeof row.class === 'string')).toBe(true);
    await engine.replace(scoreTable(model.name), model.score(fitted));
    for (const { columns, key, reads, make } of model.tables) {
      const made = make(fitted);
      const select = typeof made === 'string' ? made : valuesSelect(made);
      expect(unportable(select)).toEqual([]);
      const isAlone = reads.every(table => [model.source, scoreTable(model.name)].includes(table));
      if (isAlone) expect(await described(select)).toEqual(declared(columns));
      expect(Object.keys(columns)).toEqual(expect.arrayContaining(key));
    }
  });

  it('has not drifted from what it was fitted on, and has from other customers', async () => {
    const fitted = await fitMany();
    expect(model.drift(fitted, await train(tables.many))).toBeCloseTo(0, 12);
    expect(model.drift(fitted, await train(tables.others))).toBeGreaterThan(0.1);
    expect(Number.isFinite(model.drift(fitted, await train(tables.empty)))).toBe(true);
  });

  it('tells its metrics in finite numbers and its definitions in words', async () => {
    const fitted = await fitMany();
    expect(Object.values(model.metrics(fitted)).every(Number.isFinite)).toBe(true);
    const { definitions } = model.words(fitted);
    expect(definitions.length).toBeGreaterThan(0);
    expect(definitions.filter(text => !/^[^:]+: ./.test(text))).toEqual([]);
  });

  it.runIf(model.description)('is described by portable counts of its scores, which stay as they were', async () => {
    const { counts, learn } = model.description as NonNullable<Model['description']>;
    for (const shape of ['many', 'one', 'constant', 'empty'] as const) {
      const fitted = shape === 'many' ? await fitMany() : model.fit(await train(tables[shape]), model.defaults);
      const before = structuredClone(fitted);
      const { columns } = await engine.query(`select * from ${model.source} where 1 = 0`);
      const selects = Object.entries(counts(fitted, columns));
      expect(selects.flatMap(([, select]) => unportable(select))).toEqual([]);
      const found = await Promise.all(selects.map(async ([what, select]) => [what, await engine.query(select)]));
      const described = learn(fitted, Object.fromEntries(found));
      expect(fitted).toEqual(before);
      expect(model.score(described)).toBe(model.score(fitted));
      expect(JSON.parse(JSON.stringify(described))).toEqual(described);
      if (shape === 'many') expect(described).not.toEqual(fitted);
    }
  });

  it.each([['one'], ['constant'], ['empty']] as const)('answers %s input: a score each and words', async shape => {
    const fitted = model.fit(await train(tables[shape]), model.defaults);
    const expected = { one: 1, constant: 40, empty: 0 }[shape];
    expect(await scores(model.score(fitted))).toHaveLength(expected);
    expect(model.explain(fitted).length).toBeGreaterThan(0);
  });
});
