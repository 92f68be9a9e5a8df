import { expect, it } from 'vitest';
import { workbench } from '../../../fixtures/workbench.js';
import { answer } from './query.js';

const project = `
sources: { lines: { files: lines.csv } }
entities:
  order_line:
    - source: lines
      columns: { order_id: id, ordered_at: day, customer_id: who, product_id: what, net_amount: price }
`;

/** Truth: by hand; the last of 300,000 rows is no number. */
it('a query that fails in a late row says that what was printed is not the answer', async () => {
  const bench = workbench(project, { 'lines.csv': 'id,day,who,what,price\n1,2026-01-05,Ann,tea,3\n' });
  await bench.run();
  const warehouse = await bench.open();
  const sql = "select cast(case when n = 300000 then 'x' else '1' end as bigint) as a from range(1, 300001) as t (n)";
  let rows = 0;
  const all = async () => {
    for await (const piece of answer(warehouse, sql)) rows += piece.rows.length;
  };
  await expect(all()).rejects.toMatchObject({
    code: 2,
    message: expect.stringContaining("Could not convert string 'x'"),
    hint: 'the answer ends there: it is not whole',
  });
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThan(300_000);
  await warehouse.close();
  bench.close();
});
