import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Workbench, workbench } from '../../../fixtures/workbench.js';
import type { Warehouse } from '../../warehouse.js';

const project = `
sources:
  heads: { files: 'heads*.csv', system: shop }
  items: { files: 'items*.csv', system: shop }
entities:
  order_header: [{ source: heads, columns: { order_id: id, ordered_at: day, customer_id: who } }]
  order_line:
    - source: items
      columns: { order_id: order, line_number: nr, ordered_at: day, customer_id: who, quantity: n, unit_price: price }
`;
let bench: Workbench;
let warehouse: Warehouse;
beforeAll(async () => {
  bench = workbench(project, {
    'heads1.csv': 'id,day,who\nA,2026-01-05,\nB,2026-01-06,C-1\n',
    // The last record of an order counts.
    'heads2.csv': 'id,day,who\nC,2026-01-05,C-2\nA,2026-01-05,C-1\n',
    'items.csv':
      'order,nr,day,who,n,price\nA,1,,,2,5\nA,2,,,1,1\nB,1,,,1,7\nC,1,,,1,3\nD,1,2026-01-05,C-9,1,9\nB,2,2026-01-07,C-1,1,1\n',
  });
  await bench.run();
  warehouse = await bench.open();
});
afterAll(async () => {
  await warehouse.close();
  bench.close();
});

/** `table rows makes` of the steps from the lines on, and `file: record numbers` of each file. */
async function below(name: string, where: Record<string, string>) {
  const { value, steps, files } = await warehouse.explainNumber(name, { where });
  const said = steps.map(step => `${step.table} ${step.rows} ${step.makes}`);
  const first = said.findIndex(one => one.startsWith('conform.order_line'));
  return { value, steps: said.slice(first), files: files.map(one => `${one.file}: ${one.rows.join(' ')}`) };
}

it('a count of the orders of a day leads to the headers that gave the day, too', async () => {
  expect(await below('report.day.orders', { full_date: '2026-01-05' })).toEqual({
    value: '3',
    steps: [
      'conform.order_line 4 sum',
      'stage.order_line 4 sum',
      'conform.order_header 2 computed',
      'stage.order_header 2 sum',
    ],
    files: ['items.csv: 1 2 4 5', 'heads2.csv: 1 2'],
  });
});

it('a day leads to the header where that gave it, and to the line where it says one itself', async () => {
  expect(await below('dw.fact_order_line.ordered_at', { order_id: 'B', line_number: '1' })).toMatchObject({
    steps: [
      'conform.order_line 1 same',
      'stage.order_line 0 none',
      'conform.order_header 1 same',
      'stage.order_header 1 same',
    ],
    files: ['heads1.csv: 2'],
  });
  expect(await below('dw.fact_order_line.ordered_at', { order_id: 'B', line_number: '2' })).toMatchObject({
    steps: ['conform.order_line 1 same', 'stage.order_line 1 computed'],
    files: ['items.csv: 6'],
  });
});

it('an amount leads to the lines alone: no header has one', async () => {
  const { files } = await below('report.day.revenue', { full_date: '2026-01-05' });
  expect(files).toEqual(['items.csv: 1 2 4 5']);
});
