import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Workbench, workbench } from '../../fixtures/workbench.js';

const lines = 'id,day,who,what,price\n1,2026-01-05,Ann,tea,3\n';
const word = { by: 'ada', why: 'typing errors' };

/** Mends what was refused and lands it. */
async function mend(bench: Workbench, wrong: RegExp, right: string, when = {}): Promise<number> {
  const warehouse = await bench.open(when);
  const path = join(bench.dir, 'refused.json');
  await warehouse.exportQuarantine(path, 'json');
  bench.write('refused.json', readFileSync(path, 'utf8').replaceAll(wrong, right));
  const { decided } = await warehouse.retryQuarantine(path, word);
  await bench.run(when);
  return decided.length;
}

const numbers = `
sources:
  lines: { files: lines.csv }
  bank: { files: '*-pay-*.csv' }
  plans: { files: '*-plan-*.csv' }
  rates: { files: '*-rate-*.csv' }
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
    - { source: rates, columns: { rate_date: day, currency: code, rate: amount } }
`;

/** Numbers told twice: in the first file, and in the second, where they can be read only in one of them. Files of `retry/` are named between a and z. */
const told = (first: string, amounts: string[], code: string) =>
  Object.fromEntries(
    amounts.flatMap((amount, at) => [
      [`${first}-pay-${at}.csv`, `id,day,amount\n${first},2026-01-05,${amount}\n`],
      [`${first}-plan-${at}.csv`, `id,who,day,amount\n${first},Ann,2026-01-01,${amount}\n`],
      [`${first}-rate-${at}.csv`, `day,code,amount\n2026-01-01,${code},${amount}\n`],
    ]),
  );

/** Truth: docs/tables.md and docs/project-file.md, the last record told counts, by file, then row; and docs/decisions.md, a mended record is one of its file. */
it('a mended record counts as one of its file, whether the first or the last was refused', async () => {
  const files = { ...told('z', ['5', '7x'], 'USD'), ...told('a', ['5x', '7'], 'GBP') };
  const bench = workbench(numbers, { 'lines.csv': lines, ...files });
  await bench.run();
  expect(await mend(bench, /([57])x/g, '$1')).toBe(6);
  const counts = await bench.rows(`
    select 'payment of ' || payment_id as what, cast(amount as integer) as counts from dw.fact_payment
    union all
    select 'subscription of ' || subscription_id, cast(monthly_amount as integer) from dw.fact_subscription
    union all
    select 'rate of ' || currency, cast(rate as integer) from conform.exchange_rate where currency <> 'EUR' order by 1`);
  bench.close();
  expect(counts.map(({ what, counts: of }) => `${what}: ${of}`)).toEqual([
    'payment of a: 7',
    'payment of z: 7',
    'rate of GBP: 7',
    'rate of USD: 7',
    'subscription of a: 7',
    'subscription of z: 7',
  ]);
});

const members = `
sources:
  lines: { files: lines.csv }
  people: { files: 'a-*.csv' }
  goods: { files: 'b-*.csv', optional: true }
limits: { quarantine: { share: 1 } }
dimensions: { customer: { history: { level: 2 } }, product: { history: { level: 1 } } }
entities:
  order_line:
    - source: lines
      columns: { order_id: id, ordered_at: day, customer_id: who, product_id: what, net_amount: price }
  customer: [{ source: people, columns: { customer_id: id, updated_at: day, level: { from: level, type: integer } } }]
  product: [{ source: goods, columns: { product_id: id, updated_at: day, level: { from: level, type: integer } } }]
`;

/** Truth: docs/project-file.md, records of one effective time are in order of file, then row; and docs/decisions.md, a mended record is one of its file. */
it('what is mended of a member, once and again, is told by its own file: of type 1 and of type 2', async () => {
  const [refused, good] = ['id,day,level\nAnn,2026-01-05,2x\n', 'id,day,level\nAnn,2026-01-05,1\n'];
  const people = { 'a-1.csv': refused, 'a-2.csv': good };
  const goods = { 'b-1.csv': refused.replace('Ann', 'tea'), 'b-2.csv': good.replace('Ann', 'tea') };
  const bench = workbench(members, { 'lines.csv': lines, ...people, ...goods });
  await bench.run();
  const levels = [];
  for (const [wrong, right] of [
    [/2x/g, '2y'],
    [/2y/g, '2'],
  ] as const) {
    await mend(bench, wrong, right);
    levels.push(
      ...(await bench.rows(`select customer.level as customer, product.level as product
        from dw.dim_customer as customer join dw.dim_product as product on product.product_id = 'tea' and product.is_current
        where customer_id = 'Ann' and customer.is_current`)),
    );
  }
  const files = await bench.rows("select distinct path from meta.file where path like 'retry/%' order by path");
  bench.close();
  expect(levels).toEqual(Array(2).fill({ customer: 1, product: 1 }));
  expect(files.map(file => String(file.path).replace(/-[0-9a-f]+$/, ''))).toEqual(
    ['a-1', 'a-1', 'b-1', 'b-1'].map(name => `retry/${name}.csv#000001`),
  );
});

const on = (day: number) => ({ now: () => new Date(Date.UTC(2026, 0, day, 3)) });

/** Truth: docs/project-file.md, a record without `updated_at` counts from the day of its batch; and docs/decisions.md, a mended one is of the batch that it was refused in. */
it('a mended record of a member without a time is of its own night: of type 1 and of type 2', async () => {
  const untimed = members.replaceAll('updated_at: day, ', '');
  const bench = workbench(untimed, { 'lines.csv': lines });
  for (const [at, level] of ['1', '2x', '3'].entries()) {
    bench.write(`a-${at + 1}.csv`, `id,level\nAnn,${level}\n`);
    bench.write(`b-${at + 1}.csv`, `id,level\ntea,${level}\n`);
    await bench.run(on(at + 6));
  }
  expect(await mend(bench, /2x/g, '2', on(10))).toBe(2);
  const versions = `select level, cast(cast(described_from as date) as varchar) as since from dw.dim_customer where customer_id = 'Ann'
    union all select level, cast(cast(described_from as date) as varchar) from dw.dim_product where product_id = 'tea' order by since, level`;
  const grown = await bench.rows(versions);
  await bench.run({ ...on(11), rebuild: true });
  const rebuilt = await bench.rows(versions);
  bench.close();
  const told = [1, 3, 2, 3].map((level, at) => ({ level, since: `2026-01-0${[6, 6, 7, 8][at]}` }));
  expect(grown).toEqual(told);
  expect(rebuilt).toEqual(told);
});

/** Truth: docs/project-file.md, one that reappears in a complete extract opens a version from that day on; and docs/decisions.md, a mended record is of the batch that it was refused in. */
it('a mended record of a member who was gone is back from the night of its own extract', async () => {
  const complete = members
    .replace("'a-*.csv'", 'people.csv, complete: { key: id }')
    .replace('level: 2 }', 'level: 2 }, deletes: close');
  const bench = workbench(complete, { 'lines.csv': lines });
  for (const [at, ann] of ['Ann,2026-01-05,1\n', '', 'Ann,2026-01-05,2x\n'].entries()) {
    bench.write('people.csv', `id,day,level\nBob,2026-01-05,1\n${ann}`);
    await bench.run(on(at + 6));
  }
  expect(await mend(bench, /2x/g, '2', on(10))).toBe(1);
  const versions = await bench.rows(`select level, cast(cast(valid_from as date) as varchar) as since, is_current
    from dw.dim_customer where customer_id = 'Ann' order by since`);
  bench.close();
  expect(versions).toEqual([
    { level: 1, since: '1800-01-01', is_current: false },
    { level: 2, since: '2026-01-08', is_current: true },
  ]);
});

/** Truth: docs/decisions.md, what differs from what was refused is landed; only the same file again lands nothing. */
it('what is mended back and forth is landed each time', async () => {
  const bench = workbench(members, {
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

const counting = `
sources: { lines: { files: 'lines*.csv' } }
entities:
  order_line:
    - { source: lines, columns: { order_id: id, ordered_at: day, customer_id: who, net_amount: price } }
limits: { quarantine: { share: 1 } }
`;

/** Truth: docs/decisions.md, what was mended and accepted can be mended again; amounts and counts by hand. */
it('what was mended wrongly and accepted is mended again, and once more before a run: it counts once, by the last word', async () => {
  const bench = workbench(counting, {
    'lines.csv':
      'id,day,who,price\n1,2026-01-05,Ann,3\n2,2026-01-06,Ann,5x\n3,2026-01-07,Bob,7x\n4,2026-01-08,Bob,9x,\n',
  });
  await bench.run();
  expect(await mend(bench, /([579])x,?/g, '$10')).toBe(3);
  const warehouse = await bench.open();
  const path = join(bench.dir, 'mended.csv');
  const again = async (wrong: RegExp, right: string) => {
    await warehouse.exportQuarantine(path, 'csv', 'mended');
    bench.write('mended.csv', readFileSync(path, 'utf8').replaceAll(wrong, right));
    const { decided, unchanged } = await warehouse.retryQuarantine(path, word);
    return [decided.length, unchanged];
  };
  expect(await again(/50/g, '51')).toEqual([1, 2]);
  expect((await warehouse.retryQuarantine(path, word)).already).toBe(1);
  expect(await again(/51|90/g, '6')).toEqual([2, 1]);
  await bench.run();
  const amounts = await bench.rows(
    'select cast(net_amount as integer) as amount from dw.fact_order_line order by order_id',
  );
  const account = await bench.rows('select landed, accepted, quarantined from stage.account order by batch');
  const open = await bench.rows("select * from stage.quarantine where status <> 'retried'");
  const grown = await bench.contents({ tables: /^meta/ });
  await bench.run({ rebuild: true });
  const rebuilt = await bench.contents({ tables: /^meta/ });
  bench.write('custometry.yaml', counting.replaceAll('lines:', 'sales:').replace('source: lines', 'source: sales'));
  const renamed = await (await bench.open()).exportQuarantine(path, 'csv', 'mended');
  bench.close();
  expect(renamed.rows).toBe(0);
  expect(amounts.map(({ amount }) => amount)).toEqual([3, 6, 70, 6]);
  expect(account.map(row => Object.values(row).map(Number).join(' '))).toEqual([
    '4 1 3',
    '2 1 1',
    '1 0 1',
    '1 0 1',
    '1 1 0',
    '1 1 0',
  ]);
  expect(open).toEqual([]);
  expect([...rebuilt]).toEqual([...grown]);
});
