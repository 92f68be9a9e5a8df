import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Workbench, workbench } from '../../../fixtures/workbench.js';
import type { CubeQuery } from '../../index.js';

/* Four orders of two customers in two months; the figures are theirs by hand. */
const project = `
sources: { orders: { files: 'orders*.csv' } }
entities:
  order_line:
    - { source: orders, columns: { order_id: id, ordered_at: day, customer_id: who, quantity: n, unit_price: price } }
`;
const cube = (measure: string, aggregate: string) => `
description: what was sold
dimensions:
  day: { table: dw.dim_date, key: date_key, date: full_date, levels: { year: year, month: month }, hierarchies: { main: [year, month] } }
  line: { levels: { kind: kind } }
facts:
  lines: { table: dw.fact_order_line, grain: a line, dimensions: { day: date_key }, degenerate: line }
measures:
  pieces: { ${measure} }
  buyers: { distinct: customer_durable_key }
aggregates:
  by_month: ${aggregate}
`;
const kept = '{ levels: [day.month], measures: [pieces] }';
const asked: CubeQuery = { rows: ['day.month'], measures: ['pieces'], totals: 'none' };

let bench: Workbench;
const answer = async (question: CubeQuery = asked) => {
  const warehouse = await bench.open();
  const { rows, source } = await warehouse.cube('sold').query(question);
  const [choice] = await warehouse.cube('sold').why(question);
  await warehouse.close();
  return { figures: rows.map(row => Number(row.pieces)), source, why: choice?.candidates };
};

beforeAll(async () => {
  const orders =
    'id,day,who,n,price\n1,2026-01-05,A,1,10\n2,2026-01-06,B,2,5\n3,2026-02-01,A,4,1\n4,2026-02-02,B,8,1\n';
  bench = workbench(project, { 'orders.csv': orders, 'sql/cube/sold.yaml': cube('sum: quantity', kept) });
  await bench.run();
});
afterAll(() => bench.close());

it('a run makes aggregates with the facts and answers from them', async () => {
  expect(await answer()).toEqual({
    figures: [3, 12],
    source: ['by_month'],
    why: [
      { candidate: 'by_month', rows: 2, taken: true, able: true, reason: 'the fewest rows of those that can answer' },
      { candidate: 'base', rows: 4, taken: false, able: true, reason: 'by_month has fewer rows' },
    ],
  });
  const [made] = await bench.rows(
    `select "day.month", "day.year", pieces, typeof(pieces) as type, "$facts" from aggregate.sold__by_month order by 1`,
  );
  expect(made).toEqual({ 'day.month': 1, 'day.year': 2026, pieces: 3, type: 'DECIMAL(18,4)', $facts: 2 });
  expect(
    await bench.rows(`select passed from meta.check_result where check_name = 'aggregate_sold__by_month'`),
  ).toEqual([{ passed: 1 }]);
});

it('an aggregate follows new facts in the run that lands them', async () => {
  bench.write('orders2.csv', 'id,day,who,n,price\n5,2026-02-03,A,16,1\n');
  await bench.run();
  expect(await answer()).toMatchObject({ figures: [3, 28], source: ['by_month'] });
});

it('an aggregate that its file no longer says so is not read until the next run has made it', async () => {
  bench.write('sql/cube/sold.yaml', cube("sum: quantity, where: order_id <> '2'", kept));
  const before = await answer();
  expect(before).toMatchObject({ figures: [1, 28], source: ['base'] });
  expect(before.why?.[0]?.reason).toBe('this generation does not have it as its file says it; the next run makes it');
  expect(await bench.run()).toMatchObject({ published: true });
  expect(await answer()).toMatchObject({ figures: [1, 28], source: ['by_month'] });
  expect(await bench.run()).toMatchObject({ published: false });
});

it('a cube whose file is wrong fails the run with its place, and the generation stands', async () => {
  bench.write('sql/cube/sold.yaml', cube('sum: quantity', '{ levels: [day.mnth], measures: [pieces] }'));
  await expect(bench.run()).rejects.toThrow(/sql\/cube\/sold\.yaml:12:24.*did you mean "day\.month"/s);
  bench.write('sql/cube/sold.yaml', cube('sum: quantity', kept));
  expect((await answer()).figures).toEqual([3, 28]);
});
