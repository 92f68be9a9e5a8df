import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workbench } from '../../fixtures/workbench.js';

const project = (first: string) => `
sources:
  lines: { files: lines.csv }
  bank: { files: '${first}-pay-*.csv' }
  plans: { files: '${first}-plan-*.csv' }
  rates: { files: '${first}-rate-*.csv' }
limits: { quarantine: { share: 1 } }
entities:
  order_line:
    - source: lines
      columns: { order_id: id, ordered_at: day, customer_id: who, product_id: what, net_amount: price }
  payment:
    - { source: bank, columns: { payment_id: id, paid_at: day, amount: amount } }
  subscription:
    - { source: plans, columns: { subscription_id: id, customer_id: who, started_on: day, monthly_amount: amount } }
  exchange_rate:
    - { source: rates, columns: { rate_date: day, currency: { default: USD }, rate: amount } }
`;

/** One number told twice: in the first file, and in the second, where it can be read only in one of them. */
const told = (of: (amount: string) => string, [one, two]: [string, string], name: string) => ({
  [`${name}-1.csv`]: of(one),
  [`${name}-2.csv`]: of(two),
});

/** Truth: docs/tables.md and docs/project-file.md, the last record told counts, by file, then row; and docs/decisions.md, a mended record is one of its file. */
it.each([
  { first: 'z', amounts: ['5', '7x'] as [string, string] },
  { first: 'a', amounts: ['5x', '7'] as [string, string] },
])('a mended record counts as one of its file: $first, $amounts', async ({ first, amounts }) => {
  const bench = workbench(project(first), {
    'lines.csv': 'id,day,who,what,price\n1,2026-01-05,Ann,tea,3\n',
    ...told(amount => `id,day,amount\np,2026-01-05,${amount}\n`, amounts, `${first}-pay`),
    ...told(amount => `id,who,day,amount\ns,Ann,2026-01-01,${amount}\n`, amounts, `${first}-plan`),
    ...told(amount => `day,amount\n2026-01-01,${amount}\n`, amounts, `${first}-rate`),
  });
  await bench.run();
  const warehouse = await bench.open();
  const path = join(bench.dir, 'refused.json');
  await warehouse.exportQuarantine(path, 'json');
  const refused = readFileSync(path, 'utf8');
  bench.write('refused.json', refused.replaceAll(/([57])x/g, '$1'));
  expect(await warehouse.retryQuarantine(path, { by: 'ada', why: 'typing errors' })).toMatchObject({
    decided: { length: 3 },
  });
  await bench.run();
  const counts = await bench.rows(`select
    (select max(amount) from dw.fact_payment) as payment, (select max(monthly_amount) from dw.fact_subscription) as subscription,
    (select max(rate) from conform.exchange_rate) as rate`);
  bench.close();
  expect(counts).toEqual([{ payment: 7, subscription: 7, rate: 7 }]);
});
