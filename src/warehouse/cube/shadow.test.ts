import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Workbench, workbench } from '../../../fixtures/workbench.js';
import { openDuckDb } from '../../engine/duckdb.js';
import type { CubeQuery, Warehouse } from '../../index.js';
import { sealOf } from '../../run/seal.js';
import { openEngine, openSession } from '../session.js';
import { checkBuilt } from './check-aggregates.js';

/* Four orders of two customers in two months; the figures are theirs by hand. */
const project = (cubes: string) => `
sources: { orders: { files: 'orders*.csv' } }
entities:
  order_line:
    - { source: orders, columns: { order_id: id, ordered_at: day, customer_id: who, quantity: n, unit_price: price } }
cubes: ${cubes}
`;
const cube = `
description: what was sold
dimensions:
  day: { table: dw.dim_date, key: date_key, date: full_date, levels: { year: year, month: month }, hierarchies: { main: [year, month] } }
facts:
  lines: { table: dw.fact_order_line, grain: a line, dimensions: { day: date_key } }
measures:
  pieces: { sum: quantity }
aggregates:
  by_month: { levels: [day.month], measures: [pieces] }
`;
const orders = 'id,day,who,n,price\n1,2026-01-05,A,1,10\n2,2026-01-06,B,2,5\n3,2026-02-01,A,4,1\n4,2026-02-02,B,8,1\n';
const asked: CubeQuery = { rows: ['day.month'], measures: ['pieces'], totals: 'none' };

let bench: Workbench;
beforeAll(async () => {
  bench = workbench(project('{ shadow: 1 }'), { 'orders.csv': orders, 'sql/cube/sold.yaml': cube });
  await bench.run();
});
afterAll(() => bench.close());

function warehouseIn(dir: string): string {
  const { generation } = JSON.parse(readFileSync(join(dir, 'current.json'), 'utf8'));
  return join(dir, 'generations', generation, 'warehouse.duckdb');
}

/** Makes the aggregate say a piece more in January than was sold, as if it had been published so. */
async function corrupt(dir: string): Promise<void> {
  const warehouse = warehouseIn(dir);
  const engine = await openDuckDb({ path: warehouse });
  await engine.run(`update aggregate.sold__by_month set pieces = pieces + 1 where "day.month" = 1`);
  await engine.close();
  const pointer = join(dir, 'current.json');
  const published = JSON.parse(readFileSync(pointer, 'utf8'));
  writeFileSync(pointer, JSON.stringify({ ...published, seal: sealOf(warehouse) }));
}

async function answer(warehouse: Warehouse, question = asked) {
  const { rows, source, notes } = await warehouse.cube('sold').query(question);
  return { figures: rows.map(row => Number(row.pieces)), source, notes };
}

async function opened<T>(work: (warehouse: Warehouse) => Promise<T>, { open } = bench): Promise<T> {
  const warehouse = await open();
  return work(warehouse).finally(() => warehouse.close());
}

it('a right aggregate is read, and nothing is said', async () => {
  expect(await opened(answer)).toEqual({ figures: [3, 12], source: ['by_month'], notes: [] });
});

it('a run asks remembered questions of what it built, and names an aggregate that says otherwise', async () => {
  const copy = bench.copy();
  await corrupt(copy.dir);
  const session = await openSession({ project: copy.dir });
  const engine = await openEngine(session, { path: warehouseIn(copy.dir), readOnly: true });
  const making = { generation: 'next', before: undefined, built: ['aggregate.sold__by_month', 'dw.dim_date'] };
  expect(await checkBuilt(engine, session, making)).toEqual([expect.stringMatching(/^cube sold: ALARM: by_month did/)]);
  expect(await checkBuilt(engine, session, { ...making, built: ['dw.dim_date'] })).toEqual([]);
  await engine.close();
  copy.close();
});

it('a reader who may not write is answered, and told that others are not warned', async () => {
  const copy = bench.copy();
  await corrupt(copy.dir);
  rmSync(join(copy.dir, 'cubes'), { recursive: true });
  writeFileSync(join(copy.dir, 'cubes'), 'no folder');
  const { figures, notes } = await opened(answer, copy);
  expect(figures).toEqual([3, 12]);
  expect(notes).toEqual([expect.stringMatching(/^ALARM/), expect.stringMatching(/^that cannot be written down/)]);
  copy.close();
});

it('a wrong one is switched off for everybody by the first question that is checked, whose answer is that of the facts', async () => {
  await corrupt(bench.dir);
  bench.write('custometry.yaml', project('{ shadow: 0 }'));
  const other = await bench.open();
  expect(await answer(other)).toEqual({ figures: [4, 12], source: ['by_month'], notes: [] });
  bench.write('custometry.yaml', project('{ shadow: 1 }'));
  const found = await opened(answer);
  expect(found).toMatchObject({ figures: [3, 12], source: ['base'] });
  expect(found.notes).toEqual([expect.stringMatching(/^ALARM: by_month did not say what the facts say/)]);
  expect(await answer(other)).toEqual({ figures: [3, 12], source: ['base'], notes: [] });
  await other.close();
});

it('why and check say so until a run has made it anew, and the run says it did', async () => {
  const [choice] = await opened(warehouse => warehouse.cube('sold').why(asked));
  expect(choice?.candidates[0]?.reason).toMatch(/^it was switched off on \d{4}-\d\d-\d\d, since its figures were not/);
  const failing = async () => (await opened(warehouse => warehouse.check())).filter(one => !one.passed);
  expect(await failing()).toMatchObject([{ table: 'aggregate.sold__by_month', severity: 'error' }]);
  const { published, warnings } = await bench.run();
  expect(published).toBe(true);
  expect(warnings).toContainEqual(
    expect.stringMatching(/^aggregate\.sold__by_month did not say .*; it was made anew$/),
  );
  expect(await opened(answer)).toEqual({ figures: [3, 12], source: ['by_month'], notes: [] });
  expect(await failing()).toEqual([]);
  expect(await bench.run()).toMatchObject({ published: false, warnings: [] });
});

it('what is remembered of a question has its levels and none of its values', async () => {
  await opened(warehouse => answer(warehouse, { measures: ['pieces'], where: 'day.year = 2026 and day.month = 2' }));
  const lines = readFileSync(join(bench.dir, 'cubes', 'asked.ndjson'), 'utf8')
    .trim()
    .split('\n');
  const { at, generation, elapsed_ms, ...shape } = JSON.parse(lines.at(-1) ?? '');
  expect(shape).toEqual({
    cube: 'sold',
    rows: [],
    columns: [],
    where: ['day.year', 'day.month'],
    measures: ['pieces'],
    totals: 'full',
    source: ['by_month'],
    read: 2,
  });
  bench.write('custometry.yaml', project('{ remember: false }'));
  await opened(answer);
  expect(
    readFileSync(join(bench.dir, 'cubes', 'asked.ndjson'), 'utf8')
      .trim()
      .split('\n'),
  ).toHaveLength(lines.length);
});

it('what is advised, put into the file, answers the questions that were asked', async () => {
  const question: CubeQuery = { rows: ['day.year'], measures: ['pieces'] };
  const ask = () => opened(async warehouse => (await warehouse.cube('sold').query(question)).source);
  bench.write('custometry.yaml', project('{}'));
  for (let times = 0; times < 5; times++) expect(await ask()).toEqual(['by_month']);
  const [advice] = await opened(warehouse => warehouse.cubeAdvice({ cube: 'sold' }));
  expect(advice).toMatchObject({
    cube: 'sold',
    yaml: 'aggregates:\n  by_year: { levels: [day.year], measures: [pieces] }\n',
    proposals: [{ rows: 1, bytes: 20, serves: [{ rows: ['day.year'], times: 5 }], measured: { questions: 1 } }],
  });
  expect(await opened(warehouse => warehouse.cubeAdvice({ budget: '0.01KB' }))).toMatchObject([{ proposals: [] }]);
  await expect(opened(warehouse => warehouse.cubeAdvice({ cube: 'solt' }))).rejects.toThrow('there is no cube solt');
  await expect(opened(warehouse => warehouse.cubeAdvice({ budget: 'much' }))).rejects.toThrow('much is no size');
  bench.write('sql/cube/sold.yaml', cube.replace('aggregates:\n', advice?.yaml ?? ''));
  await bench.run();
  expect(await ask()).toEqual(['by_year']);
});
