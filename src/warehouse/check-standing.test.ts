import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workbench } from '../../fixtures/workbench.js';
import { openDuckDb } from '../engine/duckdb.js';
import { sealOf } from '../run/seal.js';

const project = `
sources: { orders: { files: 'orders.csv' } }
entities:
  order_line:
    - { source: orders, columns: { order_id: id, ordered_at: day, customer_id: who, quantity: n, unit_price: price } }
`;
const orders = 'id,day,who,n,price\n1,2026-01-05,A,1,10\n2,2026-01-06,B,2,5\n';

it('check looks at what stands, also in tables that the run left empty', async () => {
  const bench = workbench(project, { 'orders.csv': orders });
  try {
    await bench.run();
    const failing = async () => {
      const warehouse = await bench.open();
      return (await warehouse.check()).filter(one => !one.passed).map(({ name, offenders }) => [name, offenders]);
    };
    expect(await failing()).toEqual([]);
    await tamper(bench.dir, [
      'insert into dw.fact_payment default values',
      `insert into mart.month select * from mart.month where month_number = 1`,
    ]);
    expect(await failing()).toEqual([
      ['key of dw.fact_payment', 1],
      ['key of mart.month', 1],
    ]);
  } finally {
    bench.close();
  }
});

/** Changes the standing warehouse, as if it had been published so. */
async function tamper(dir: string, statements: string[]): Promise<void> {
  const pointer = join(dir, 'current.json');
  const published = JSON.parse(readFileSync(pointer, 'utf8'));
  const path = join(dir, 'generations', published.generation, 'warehouse.duckdb');
  const engine = await openDuckDb({ path });
  for (const statement of statements) await engine.run(statement);
  await engine.close();
  writeFileSync(pointer, JSON.stringify({ ...published, seal: sealOf(path) }));
}
