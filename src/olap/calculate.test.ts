import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { readCube } from '../project/cube/read.js';
import { ask } from './ask.js';
import { readCatalog } from './catalog.js';
import { type Cube, cubeOf } from './cube.js';

/* Four amounts by hand: a and b went back, c and d were sold and went back again. Together -25; a, b and c -20; a and c 10. */
let engine: DuckDb;
let cube: Cube;
beforeAll(async () => {
  const source = readCube(
    `{ description: amounts, dimensions: { line: { levels: { name: name } } }, measures: { amount: { sum: amount } },
      facts: { lines: { table: dw.line, grain: a line, degenerate: line } } }`,
    'sql/cube/amounts.yaml',
    'project',
  );
  if ('faults' in source) throw new Error(source.faults.map(fault => fault.message).join('\n'));
  engine = await openDuckDb();
  const amounts = "(values ('a', -10), ('b', -30), ('c', 20), ('d', -5), ('e', 0))";
  await engine.replace(
    'dw.line',
    `select name, cast(amount as decimal(18, 4)) as amount from ${amounts} as t (name, amount)`,
  );
  cube = cubeOf(source, await readCatalog(engine));
});
afterAll(() => engine.close());

const told = async (calculation: string, where: string) => {
  const measures = [{ measure: 'amount', calculation, as: 'is', ...against(calculation) }] as never;
  const { rows } = await ask(engine, cube, { rows: ['line.name'], measures, where, totals: 'none' });
  return Object.fromEntries(rows.map(row => [row['line.name'], row.is]));
};
const against = (calculation: string) => (calculation === 'ratio_to' ? { member: 'b' } : {});

it.each(['share', 'share_of_parent', 'share_of_column'])(
  'of a whole below zero only what does not lie above it has a %s, of nothing nothing has',
  async share => {
    expect(await told(share, "line.name in ('a', 'b', 'c')")).toEqual({ a: 0.5, b: 1.5, c: null });
    expect(await told(share, "line.name in ('a', 'c')")).toEqual({ a: -1, c: 2 });
    expect(await told(share, "line.name in ('e')")).toEqual({ e: null });
  },
);

it('from below zero nothing grows to above it, nor is it so many times that', async () => {
  expect(await told('growth', '')).toEqual({ a: null, b: 2, c: null, d: -1.25, e: -1 });
  expect(await told('ratio_to', "line.name <> 'e'")).toEqual({ a: 1 / 3, b: 1, c: null, d: 1 / 6 });
});
