import { afterAll, expect, it } from 'vitest';
import { workbench } from '../../fixtures/workbench.js';
import { exitCode } from '../../src/errors.js';

const project = `
sources: { lines: { files: lines.csv } }
entities:
  order_line:
    - source: lines
      where: id <> '1'
      columns:
        order_id: id
        ordered_at: day
        net_amount: cast(price as decimal(18, 2)) * 2
        quantity: cast(n as integer) * 1000000
`;
const bench = workbench(project, {
  'lines.csv': 'id,day,price,n\n1,2024-01-01,none,1\n2,2024-01-01,5,1\n3,2024-01-01,free,9999\n',
});
afterAll(() => bench.close());

it('an expression that fails of a record that counts is told with its line and that record, all of them at once', async () => {
  const error = await bench.run().catch((thrown: unknown) => thrown);
  const begin = (place: string) =>
    expect.stringMatching(new RegExp(`custometry.yaml:${place}: .*; lines.csv, record 3$`));
  expect(error).toMatchObject({ code: exitCode.project, hint: expect.stringMatching(/try_cast.*try_strptime/) });
  expect((error as Error).message.split('\n').sort()).toEqual([
    begin('10:21  entities.order_line.columns.net_amount'),
    begin('11:19  entities.order_line.columns.quantity'),
  ]);
});
