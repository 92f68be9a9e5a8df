import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { workbench } from '../../fixtures/workbench.js';
import { packageRoot } from '../package-root.js';
import { readSql } from '../plan/read-sql.js';

const project = (more = '') => `
sources:
  lines: { files: 'lines*.csv' }
entities:
  order_line:
    - { source: lines, columns: { order_id: id, ordered_at: day, customer_id: who, product_id: what, quantity: n, unit_price: price } }
${more}`;

const header = 'id,day,who,what,n,price\n';
const bench = workbench(project(), {
  'lines1.csv': `${header}1,2026-01-01,Ann,tea,1,10\n2,2026-01-20,Ann,tea,1,20\n3,2026-02-03,Cy,jam,1,30\n4,2026-02-04,Bob,tea,1,40\n`,
});
afterAll(() => bench.close());

/** Truth: what the selects of the folder give, made of orders; what stands is theirs. */
it('the tables of a model that the project does not have are made once, without rows, and kept until it has', async () => {
  const ours = await readSql(join(packageRoot, 'sql'), 'ours');
  const models = new Map(ours.flatMap(({ table, model }) => (model ? [[table, model] as const] : [])));
  expect(new Set(models.values())).toEqual(new Set(['basket', 'churn', 'segment']));
  const toldOf = async (model: string) => {
    const { tables } = await bench.run();
    return tables.filter(({ name }) => models.get(name) === model);
  };
  const madeOf = (all: { rows: number; status: string }[]) => [
    ...new Set(all.map(({ rows, status }) => `${status} ${rows > 0}`)),
  ];
  const { tables } = await bench.run();
  const own = tables.filter(({ name }) => models.has(name));
  expect([own.length, madeOf(own)]).toEqual([models.size, ['built false']]);
  bench.write('lines2.csv', `${header}5,2026-02-05,Ann,tea,1,10\n`);
  expect(madeOf(await toldOf('churn'))).toEqual(['kept false']);
  bench.write('custometry.yaml', project('churn: { by: purchase }'));
  const on = await toldOf('churn');
  expect(on.find(({ name }) => name === 'feature.churn')).toMatchObject({ status: 'built', rows: 3 });
  bench.write('custometry.yaml', project());
  expect(madeOf(await toldOf('churn'))).toEqual(['built false']);
});
