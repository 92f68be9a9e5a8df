import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { type Cell, rowsOf } from '../../src/table.js';
import { type MineRequest, mine } from '../../src/warehouse/mine.js';
import type { TreeFitted } from './fit.js';

const data = '../shared/data';
const iris = `${data}/clustering/iris.csv`;
const telco = `${data}/telco/Telco-Customer-Churn.csv`;
const bank = `${data}/bank-marketing/bank-additional-full.csv.gz`;

interface Answer {
  tree: { leaves: { rule: string; class: string; rows: number; counts: number[] }[]; sql: string };
}

const ask = (file: string, target: string, more: Partial<MineRequest> = {}) =>
  mine({ model: 'tree', file, columns: { target, ...more.columns }, choices: {}, withScores: true, ...more });
const leaves = ({ tree }: Answer) => tree.leaves.map(({ rule, class: name, rows }) => [rule, name, rows]);

describe.skipIf(!existsSync(iris))('trees of R rpart with its defaults (skipped without ../shared/data)', () => {
  it('iris: petal length below 2.45, then petal width below 1.75', async () => {
    const { answer } = await ask(iris, '5', { read: { header: false } });
    expect(leaves(answer as unknown as Answer)).toEqual([
      ['column_3 at most 2.45', 'Iris-setosa', 50],
      ['column_3 above 2.45 and column_4 at most 1.75', 'Iris-versicolor', 54],
      ['column_3 above 2.45 and column_4 above 1.75', 'Iris-virginica', 46],
    ]);
  });

  it('tells by what it tells them apart: the petals, as no question asks for the sepals', async () => {
    const { answer, tables } = await ask(iris, '5', { read: { header: false } });
    const { importance } = answer as unknown as TreeFitted;
    expect(importance.map(({ fall }) => fall > 0)).toEqual([true, true, false, false]);
    expect(new Set(importance.slice(0, 2).map(({ column }) => column))).toEqual(new Set(['column_3', 'column_4']));
    expect(importance.slice(2).map(({ fall, deviation }) => [fall, deviation])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(tables.map(({ name }) => name)).toContain('importance');
  });

  it('telco, the 7,032 complete rows: contract, internet service, tenure', async () => {
    const columns = { target: 'Churn', id: 'customerID' };
    const { answer } = await ask(telco, 'Churn', { columns, choices: { missing: 'leave_out' } });
    expect((answer as unknown as Answer).tree.leaves.map(({ class: name, counts }) => [name, ...counts])).toEqual([
      ['No', 2943, 214],
      ['No', 1254, 493],
      ['Yes', 319, 717],
      ['No', 647, 445],
    ]);
  });
});

describe.skipIf(!existsSync(bank))('the case in SQL, over the file as DuckDB reads it', () => {
  let engine: DuckDb;
  beforeAll(async () => {
    engine = await openDuckDb();
  });
  afterAll(() => engine.close());

  it.each([
    ['telco', telco, { target: 'Churn', id: 'customerID' }, {}, ''],
    [
      'bank-marketing',
      bank,
      { target: 'y', columns: 'age,job,education,euribor3m,poutcome' },
      { delimiter: ';' },
      ", delim = ';'",
    ],
  ])('gives every row of %s the class of the model', async (_, file, columns, read, options) => {
    const choices = { complexity: 0.0005 };
    const { answer, scores } = await ask(file, columns.target, { columns, choices, read });
    const { sql, leaves: own } = (answer as unknown as Answer).tree;
    expect(own.length).toBeGreaterThan(10);
    const pasted = await engine.query(`select (${sql}) as class from read_csv('${file}'${options}, parallel = false)`);
    const classes = (rows: Record<string, Cell>[]) => rows.map(row => row.class);
    const scored = scores ? rowsOf(scores) : [];
    const inFile = 'id' in columns ? byId(scored, await ids(engine, file)) : byNumber(scored);
    expect(classes(rowsOf(pasted))).toEqual(classes(inFile));
  });
});

async function ids(engine: DuckDb, file: string): Promise<Cell[]> {
  const rows = rowsOf(await engine.query(`select customerID as id from read_csv('${file}', parallel = false)`));
  return rows.map(row => row.id ?? null);
}

function byId(rows: Record<string, Cell>[], order: Cell[]): Record<string, Cell>[] {
  const known = new Map(rows.map(row => [row.customer_id, row]));
  return order.map(id => known.get(id) as Record<string, Cell>);
}

function byNumber(rows: Record<string, Cell>[]): Record<string, Cell>[] {
  return rows.toSorted((a, b) => Number(a.customer_id) - Number(b.customer_id));
}
