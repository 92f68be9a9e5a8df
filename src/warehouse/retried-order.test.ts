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

const members = (kind: string) => `
sources:
  lines: { files: lines.csv }
  people: { files: 'a-*.csv' }
limits: { quarantine: { share: 1 } }
dimensions: { customer: { history: { level: ${kind} } } }
entities:
  order_line:
    - source: lines
      columns: { order_id: id, ordered_at: day, customer_id: who, product_id: what, net_amount: price }
  customer:
    - source: people
      columns: { customer_id: id, updated_at: day, level: { from: level, type: integer } }
`;

/** Truth: docs/project-file.md, records of one effective time are in order of file, then row; and docs/decisions.md, a mended record is one of its file. */
it.each(['1', '2'])('what is mended of a member, once and again, is told by its own file: type %s', async kind => {
  const bench = workbench(members(kind), {
    'lines.csv': 'id,day,who,what,price\n1,2026-01-05,Ann,tea,3\n',
    'a-1.csv': 'id,day,level\nAnn,2026-01-05,2x\n',
    'a-2.csv': 'id,day,level\nAnn,2026-01-05,1\n',
  });
  const levels = [];
  for (const [wrong, right] of [
    ['2x', '2y'],
    ['2y', '2'],
  ] as const) {
    await bench.run();
    const warehouse = await bench.open();
    const path = join(bench.dir, 'refused.json');
    await warehouse.exportQuarantine(path, 'json');
    bench.write('refused.json', readFileSync(path, 'utf8').replaceAll(wrong, right));
    await warehouse.retryQuarantine(path, { by: 'ada', why: 'typing errors' });
    await bench.run();
    levels.push(...(await bench.rows("select level from dw.dim_customer where customer_id = 'Ann' and is_current")));
  }
  const files = await bench.rows("select distinct path from meta.file where path like 'retry/%' order by path");
  bench.close();
  expect(levels).toEqual([{ level: 1 }, { level: 1 }]);
  expect(files.map(file => String(file.path).replace(/-[0-9a-f]+$/, ''))).toEqual(
    Array(2).fill('retry/a-1.csv#000001'),
  );
});

const on = (day: number) => ({ now: () => new Date(Date.UTC(2026, 0, day, 3)) });

/** Truth: docs/project-file.md, a record without `updated_at` counts from the day of its batch; and docs/decisions.md, a mended one is of the batch that it was refused in. */
it.each([
  { kind: '1', levels: [{ level: 3, since: '2026-01-06' }] },
  { kind: '2', levels: [1, 2, 3].map(level => ({ level, since: `2026-01-0${5 + level}` })) },
])('a mended record of a member without a time is of its own night: type $kind', async ({ kind, levels }) => {
  const untimed = members(kind).replace('updated_at: day, ', '');
  const bench = workbench(untimed, { 'lines.csv': 'id,day,who,what,price\n1,2026-01-05,Ann,tea,3\n' });
  for (const [at, level] of ['1', '2x', '3'].entries()) {
    bench.write(`a-${at + 1}.csv`, `id,level\nAnn,${level}\n`);
    await bench.run(on(at + 6));
  }
  const warehouse = await bench.open(on(9));
  const path = join(bench.dir, 'refused.json');
  await warehouse.exportQuarantine(path, 'json');
  bench.write('refused.json', readFileSync(path, 'utf8').replaceAll('2x', '2'));
  await warehouse.retryQuarantine(path, { by: 'ada', why: 'typing errors' });
  const versions = `select level, cast(cast(described_from as date) as varchar) as since
    from dw.dim_customer where customer_id = 'Ann' order by valid_from`;
  await bench.run(on(10));
  const grown = await bench.rows(versions);
  await bench.run({ ...on(11), rebuild: true });
  const rebuilt = await bench.rows(versions);
  bench.close();
  expect(grown).toEqual(levels);
  expect(rebuilt).toEqual(levels);
});

/** Truth: docs/decisions.md, what differs from what was refused is landed; only the same file again lands nothing. */
it('what is mended back and forth is landed each time', async () => {
  const bench = workbench(members('2'), {
    'lines.csv': 'id,day,who,what,price\n1,2026-01-05,Ann,tea,3\n',
    'a-1.csv': 'id,day,level\nAnn,2026-01-05,1x\n',
  });
  const path = join(bench.dir, 'refused.json');
  const decided = [];
  for (const [wrong, right] of ['1x 1y', '1y 1z', '1z 1y', '1y 1z', '1z 4'].map(
    pair => pair.split(' ') as [string, string],
  )) {
    await bench.run();
    const warehouse = await bench.open();
    await warehouse.exportQuarantine(path, 'json');
    bench.write('refused.json', readFileSync(path, 'utf8').replaceAll(wrong, right));
    decided.push((await warehouse.retryQuarantine(path, { by: 'ada', why: 'back and forth' })).decided.length);
  }
  await bench.run();
  const files = await bench.rows("select path from meta.file where path like 'retry/%'");
  const level = await bench.rows("select level from dw.dim_customer where customer_id = 'Ann' and is_current");
  bench.close();
  expect(decided).toEqual([1, 1, 1, 1, 1]);
  expect(files).toHaveLength(5);
  expect(level).toEqual([{ level: 4 }]);
});
