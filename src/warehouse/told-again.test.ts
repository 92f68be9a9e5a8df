import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeOnce } from '../../fixtures/made-once.js';
import { starBench } from '../../fixtures/star-bench.js';
import { type Workbench, workbench } from '../../fixtures/workbench.js';

const project = (told: string) => `
sources:
  orders: { files: 'orders-*.csv', system: shop }
  bills: { files: bills.csv, system: shop }
entities:
  order_line:
    - source: orders
      told_again: ${told}
      columns: { order_id: id, line_number: nr, ordered_at: day, customer_id: who, product_id: what, quantity: n, unit_price: price }
  customer: [{ source: orders, columns: { customer_id: who, name: name } }]
  payment: [{ source: bills, columns: { payment_id: id, order_id: order, paid_at: day, amount: amount } }]
limits: { quarantine: { share: 1 } }
`;

const csv = (...lines: string[]) => `${['id,nr,day,who,name,what,n,price', ...lines].join('\n')}\n`;
const first = csv(
  'A,1,2026-01-05,1,Ann,tea,2,5',
  'A,2,2026-01-05,1,Ann,mug,1,10',
  'B,1,2026-01-31,2,Bob,tea,1,5',
  'C,1,2026-02-01,3,Cy,tea,1,5',
);
/** The mug is sent back before it was paid; the tea of Bob was bought by Cy. */
const second = csv('A,1,2026-01-05,1,Ann,tea,1,5', 'B,1,2026-02-01,3,Cy,tea,3,5', 'D,1,2026-02-02,3,Cy,tea,x,5');
const bills = 'id,order,day,amount\np1,A,2026-01-06,20\n';

const at = (day: number) => ({ now: () => new Date(Date.UTC(2026, 2, day, 3)) });
const lines =
  'select order_id, line_number, product_id, quantity, _file from stage.order_line order by order_id, line_number';
const word = { by: 'ada', why: 'looked at' };

type Files = Record<string, string>;

/** What a select finds after nights that each deliver more files, as far as a table. */
async function afterNights(file: string, table: string, nights: Files[], select: string) {
  const bench = workbench(file, { 'bills.csv': bills });
  const star = await starBench(bench.dir, [table, 'conform.version_key']);
  for (const [index, files] of nights.entries()) {
    for (const [name, text] of Object.entries(files)) bench.write(name, text);
    await star.night(at(index + 1).now());
  }
  bench.close();
  return star.rows(select);
}

it('a record that is refused again in a new version of its file stands in the quarantine as it is now', async () => {
  const nights = ['x', 'y'].map(n => ({ 'orders-1.csv': csv(`A,1,2026-01-05,1,Ann,tea,${n},5`) }));
  const alone = project('add').replace(/ {2}customer: .*\n/, '');
  const rows = await afterNights(alone, 'stage.quarantine', nights, 'select value from stage.quarantine');
  expect(rows).toEqual([{ value: 'y' }]);
});

const firstNight = madeOnce(async () => {
  const bench = workbench(project('replace_order'), { 'orders-1.csv': first, 'bills.csv': bills });
  await bench.run(at(1));
  return bench;
});

describe('an order that a later file tells again', () => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = await firstNight();
    bench.write('orders-2.csv', second);
    await bench.run(at(2));
  });
  afterAll(() => bench.close());

  it('is what the later file tells, whole; the others stand, and so does what was paid', async () => {
    expect((await bench.rows(lines)).map(row => Object.values(row))).toEqual([
      ['A', 1, 'tea', 1, 'orders-2.csv'],
      ['B', 1, 'tea', 3, 'orders-2.csv'],
      ['C', 1, 'tea', 1, 'orders-1.csv'],
    ]);
    expect(await bench.rows('select payment_id, amount from dw.fact_payment')).toMatchObject([{ payment_id: 'p1' }]);
    const days = await bench.rows('select full_date, revenue from report.day where revenue <> 0 order by 1');
    expect(days.map(({ revenue }) => Number(revenue))).toEqual([5, 20]);
  });

  it('takes with it the product that nothing else names, but not the customer whom the same file described', async () => {
    const named = await bench.rows('select product_id from dw.dim_product where product_key > 0');
    expect(named).toEqual([{ product_id: 'tea' }]);
    const known = await bench.rows('select customer_id from dw.dim_customer where customer_key > 0 order by 1');
    expect(known.map(row => row.customer_id)).toEqual(['1', '2', '3']);
  });

  it('is accepted and, of that, replaced, in the account of the batch that told it first', async () => {
    const account = await bench.rows(
      "select batch, landed, accepted, quarantined, replaced from stage.account where entity = 'order_line' order by batch",
    );
    expect(account.map(row => Object.values(row))).toEqual([
      ['000001', 4, 4, 0, 3],
      ['000002', 3, 2, 1, 0],
    ]);
  });

  it('is counted on the page', () => {
    const page = readFileSync(join(bench.dir, 'reports', '000002', 'report.html'), 'utf8');
    const [row = ''] =
      /<tr>(?:(?!<\/tr>).)*order_line.*?<\/tr>/s.exec(page.slice(page.indexOf('What became of the records'))) ?? [];
    expect(
      row
        .replaceAll(/<[^>]*>/g, ' ')
        .trim()
        .split(/\s+/),
    ).toEqual(['orders', 'order_line', '7', '6', '1', '14.29', '%', '0', '0', '0', '3']);
  });

  it('is what it was for those who ask what was known before', async () => {
    const known = await bench.rows('select count(*) as n from dw.fact_order_line', { knownAt: '2026-03-01' });
    expect(known).toEqual([{ n: 4 }]);
  });

  it('leads from a number to the records that stand', async () => {
    const warehouse = await bench.open();
    const explained = await warehouse.explainNumber('report.day.revenue', { where: { full_date: '2026-01-05' } });
    expect(explained.notes).toEqual([]);
    expect(explained.files.map(one => [one.file, ...one.rows])).toEqual([['orders-2.csv', 1]]);
  });

  it('is the same when everything is made again, and when both files came in one night', async () => {
    const grown = await bench.contents({ tables: /^meta\./ });
    const again = bench.copy();
    await again.run({ rebuild: true, ...at(2) });
    expect(Object.fromEntries(await again.contents({ tables: /^meta\./ }))).toEqual(Object.fromEntries(grown));
    again.close();
    const both = [{ 'orders-1.csv': first, 'orders-2.csv': second }];
    const together = await afterNights(project('replace_order'), 'dw.fact_order_line', both, lines);
    expect(together).toEqual(await bench.rows(lines));
  });
});

describe('refused lines of it', () => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = workbench(project('replace_order'), {
      'orders-1.csv': csv(
        'A,1,2026-01-05,1,Ann,tea,1,5',
        'A,2,2026-01-05,1,Ann,mug,x,5',
        'B,1,2026-01-05,1,Ann,tea,1,5',
        'B,2,2026-01-05,1,Ann,mug,2,5',
        'Y,1,2026-01-05,77001,Bea,tea,2,5',
        'Z,1,2026-01-06,77001,Bea,tea,1,5',
      ),
      'bills.csv': bills,
    });
    await bench.run(at(1));
    bench.write(
      'orders-2.csv',
      csv('A,1,2026-01-05,1,Ann,tea,3,5', 'B,1,2026-01-05,1,Ann,tea,x,5', 'Y,1,2026-01-05,,,tea,1,5'),
    );
    await bench.run(at(2));
  });
  afterAll(() => bench.close());

  /** Mends the quantity x of refused records: it was 7. */
  async function mend(): Promise<void> {
    const warehouse = await bench.open();
    const path = join(bench.dir, 'refused.json');
    await warehouse.exportQuarantine(path, 'json');
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('\\"n\\":\\"x\\"', '\\"n\\":\\"7\\"'));
    expect(await warehouse.retryQuarantine(path, word)).toMatchObject({ decided: { length: 2 } });
    await bench.run(at(3));
  }

  it('tell nothing until they are mended, then as lines of the file that they were refused from', async () => {
    const said = async () =>
      (await bench.rows(lines)).map(({ order_id, line_number, quantity }) =>
        [order_id, line_number, Number(quantity)].join(' '),
      );
    expect(await said()).toEqual(['A 1 3', 'B 1 1', 'B 2 2', 'Y 1 1', 'Z 1 1']);
    await mend();
    expect(await said()).toEqual(['A 1 3', 'B 1 7', 'Y 1 1', 'Z 1 1']);
  });

  it('and replaced ones are found of a customer who is forgotten, and so are orders of theirs that a later file tells of nobody', async () => {
    await (await bench.open(at(3))).forget('77001', { ...word, isMeant: true });
    const left = await bench.rows("select order_id, _file from stage.order_line_record where order_id > 'C'");
    expect(left).toEqual([]);
    const orders = await bench.rows('select distinct order_id from stage.order_line order by 1');
    expect(orders.map(row => row.order_id)).toEqual(['A', 'B']);
  });
});

describe('a line that a later file tells again', () => {
  it('takes the place of the line of its number only', async () => {
    const nights: Files[] = [{ 'orders-1.csv': first }, { 'orders-2.csv': second }];
    const found = await afterNights(project('replace_line'), 'dw.fact_order_line', nights, lines);
    expect(found.map(row => Object.values(row))).toEqual([
      ['A', 1, 'tea', 1, 'orders-2.csv'],
      ['A', 2, 'mug', 1, 'orders-1.csv'],
      ['B', 1, 'tea', 3, 'orders-2.csv'],
      ['C', 1, 'tea', 1, 'orders-1.csv'],
    ]);
  });
});

describe('a file that comes again under another name', () => {
  it('counts once, and nobody is warned that it counts twice', async () => {
    const bench = workbench(project('replace_order'), {
      'orders-1.csv': first,
      'orders-1 (1).csv': first,
      'bills.csv': bills,
    });
    const { warnings } = await bench.run(at(1));
    expect(warnings.filter(warning => warning.includes('count twice'))).toEqual([]);
    expect(await bench.rows('select count(*) as n, count(distinct _file) as files from stage.order_line')).toEqual([
      { n: 4, files: 1 },
    ]);
    bench.close();
  });
});

describe('a cancelled order', () => {
  it('comes as an adjustment of nothing, and counts as no order', async () => {
    const cancelling = project('replace_order').replace(
      'unit_price: price }',
      "unit_price: price, kind: \"case when n = '0' then 'adjustment' end\" }",
    );
    const none = csv('A,1,2026-01-05,1,Ann,tea,0,5', 'A,2,2026-01-05,1,Ann,mug,0,10');
    const nights: Files[] = [{ 'orders-1.csv': first }, { 'orders-2.csv': none }];
    const sums = 'select cast(sum(orders) as bigint) as orders, sum(revenue) as revenue from report.day';
    const counted = await afterNights(cancelling, 'report.day', nights, sums);
    expect(counted).toMatchObject([{ orders: 2 }]);
    expect(Number(counted[0]?.revenue)).toBe(10);
  });
});

describe('where lines add up', () => {
  it('a line told again fails the run, which names both files and how a mapping lets the later one stand', async () => {
    const bench = await firstNight();
    bench.write('custometry.yaml', project('add'));
    bench.write('orders-2.csv', second);
    await expect(bench.run(at(2))).rejects.toMatchObject({
      message: expect.stringMatching(/"first_file":"orders-1.csv","last_file":"orders-2.csv"/),
      hint: expect.stringMatching(
        /told_again: replace_order .* where: _file <> 'copy.csv' \(taking it away does not unsay it\)/,
      ),
    });
    bench.write('custometry.yaml', project('replace_order'));
    expect(await bench.run(at(2))).toMatchObject({ published: true });
    bench.close();
  });
});
