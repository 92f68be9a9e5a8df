import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rounds } from '../../fixtures/rounds.js';
import { starBench } from '../../fixtures/star-bench.js';
import { type Workbench, workbench } from '../../fixtures/workbench.js';

const project = `
sources:
  heads: { files: 'heads-*.csv', system: shop }
  items: { files: 'items-*.csv', system: shop }
entities:
  order_header:
    - source: heads
      columns:
        order_id: id
        ordered_at: day
        shipped_at: sent
        customer_id: who
        currency: currency
        kind: kind
        cancelled: { from: "state = 'cancelled'" }
  order_line:
    - source: items
      columns: { order_id: order, line_number: nr, product_id: what, quantity: n, unit_price: price, customer_id: buyer }
limits: { quarantine: { share: 1 } }
`;

const heads = (...lines: string[]) => `${['id,day,sent,who,currency,kind,state', ...lines].join('\n')}\n`;
const items = (...lines: string[]) => `${['order,nr,what,n,price,buyer', ...lines].join('\n')}\n`;
const at = (day: number) => ({ now: () => new Date(Date.UTC(2026, 1, day, 3)) });

const facts = `select line.order_id, line.line_number, cast(line.ordered_at as date) as day, line.kind, customer.customer_id, line.net_amount
  from dw.fact_order_line as line join dw.dim_customer as customer on customer.customer_key = line.customer_key
  order by 1, 2`;

async function told(bench: Workbench): Promise<string[]> {
  const rows = await bench.rows(facts);
  return rows.map(row => Object.values({ ...row, net_amount: Number(row.net_amount) }).join(' '));
}

describe('lines of orders that headers tell of', () => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = workbench(project, {
      'heads-1.csv': heads(
        'A,2026-01-05,,C-111,,,paid',
        'B,2026-01-06,,C-222,,,cancelled',
        'R,2026-01-08,,C-111,,return,',
        'D,2026-01-08,,C-111,,,paid',
        'E,2026-01-08,,C-111,,,cancelled',
      ),
      'items-1.csv': items('A,1,tea,2,5,', 'A,2,mug,1,10,C-333', 'B,1,tea,1,5,', 'C,1,tea,1,5,', 'R,1,tea,2,5,'),
    });
  });
  afterAll(() => bench.close());

  it('have its date, its customer and its kind, where they say nothing themselves', async () => {
    const { checks } = await bench.run(at(1));
    expect(checks.failed).toBe(0);
    expect(await told(bench)).toEqual([
      'A 1 2026-01-05 sale C-111 10',
      'A 2 2026-01-05 sale C-333 10',
      'R 1 2026-01-08 return C-111 10',
    ]);
  });

  it('wait for the header that is not there yet, as a header does for its lines, of which checks tell; those of a cancelled order are in no figure', async () => {
    const found = await bench.rows(
      "select check_name, offenders from meta.check_result where severity = 'warn' and not passed order by 1",
    );
    expect(found.map(row => [row.check_name, Number(row.offenders)])).toEqual([
      ['header_without_line', 1],
      ['order_without_header', 1],
    ]);
    const account = await bench.rows("select landed, accepted from stage.account where entity = 'order_line'");
    expect(account.map(row => Object.values(row))).toEqual([[5, 5]]);
  });

  it('follow the header when it comes, and when a later file tells it otherwise', async () => {
    bench.write(
      'heads-2.csv',
      heads('C,2026-01-07,,C-222,,,paid', 'A,2026-01-05,2026-01-09,C-222,,,sent', 'B,2026-01-06,,C-222,,,paid'),
    );
    await bench.run(at(2));
    expect(await told(bench)).toEqual([
      'A 1 2026-01-05 sale C-222 10',
      'A 2 2026-01-05 sale C-333 10',
      'B 1 2026-01-06 sale C-222 5',
      'C 1 2026-01-07 sale C-222 5',
      'R 1 2026-01-08 return C-111 10',
    ]);
    const shipped = await bench.rows("select cast(shipped_at as date) as day from dw.fact_order where order_id = 'A'");
    expect(shipped).toEqual([{ day: '2026-01-09' }]);
  });

  it('are as they were before for those who ask what was known', async () => {
    const known = await bench.rows('select count(*) as n from dw.fact_order_line', { knownAt: '2026-02-01' });
    expect(known).toEqual([{ n: 3 }]);
  });

  it('are what a number of the report leads to', async () => {
    const warehouse = await bench.open();
    const explained = await warehouse.explainNumber('report.day.revenue', { where: { full_date: '2026-01-07' } });
    expect(explained.files.map(one => [one.file, ...one.rows])).toContainEqual(['items-1.csv', 4]);
  });

  it('go with the customer whom their header names, when that one is forgotten', async () => {
    await (await bench.open(at(3))).forget('C-222', { by: 'ada', why: 'asked', isMeant: true });
    const left = await bench.rows(
      'select order_id from stage.order_line union all select order_id from stage.order_header',
    );
    expect(left.map(row => row.order_id).sort()).toEqual(['A', 'A', 'D', 'E', 'R', 'R']);
  });
});

it('of several sources that tell of one order, the one mapped last says how it is, however often the others are delivered', async () => {
  const bench = workbench(
    `
sources:
  heads: { files: 'heads-*.csv', system: shop }
  calls: { files: 'calls-*.csv', system: shop, optional: true }
  items: { files: 'items-*.csv', system: shop }
entities:
  order_header:
    - { source: heads, columns: { order_id: id, ordered_at: day, customer_id: who } }
    - { source: calls, columns: { order_id: id, ordered_at: day, cancelled: { default: true } } }
  order_line: [{ source: items, columns: { order_id: order, quantity: n, unit_price: price } }]
`,
    {
      'heads-1.csv': heads('A,2026-01-05,,C-111,,,', 'B,2026-01-05,,C-111,,,'),
      'items-1.csv': items('A,1,tea,2,5,', 'B,1,tea,2,5,'),
    },
  );
  const star = await starBench(bench.dir, ['dw.fact_order']);
  await star.night(at(1).now());
  bench.write('heads-2.csv', heads('A,2026-01-06,,C-222,,,', 'B,2026-01-06,,C-222,,,'));
  await star.night(at(2).now());
  bench.write('calls-1.csv', 'id,day\nA,2026-01-06\n');
  await star.night(at(3).now());
  expect(await star.rows('select order_id from dw.fact_order')).toEqual([{ order_id: 'B' }]);
  bench.close();
});

it('an order of which only the postage came is one without its lines, and one that was brought back is not', async () => {
  const posted = project.replace(
    'limits:',
    '    - { source: heads, columns: { order_id: id, kind: { default: shipping }, net_amount: sent } }\nlimits:',
  );
  const bench = workbench(posted.replace('        shipped_at: sent\n', ''), {
    'heads-1.csv': heads('A,2026-01-05,5,C-1,,,', 'B,2026-01-05,5,C-1,,,', 'C,2026-01-05,5,C-1,,return,'),
    'items-1.csv': items('A,1,tea,1,5,', 'C,1,tea,-1,5,'),
  });
  await bench.run(at(1));
  const found = await bench.rows(
    "select check_name, offenders from meta.check_result where check_name = 'header_without_line'",
  );
  expect(found.map(row => Number(row.offenders))).toEqual([1]);
  bench.close();
});

it('a payment that names nobody is of the customer of its header, where no line of its order counts', async () => {
  const payments = `  payment:
    - { source: bank, columns: { payment_id: id, order_id: order, paid_at: day, amount: amount } }
limits:`;
  const bench = workbench(
    project.replace('limits:', payments).replace('sources:', "sources:\n  bank: { files: 'bank.csv', system: shop }"),
    {
      'heads-1.csv': heads('A,2026-01-05,,C-111,,,', 'B,2026-01-06,,C-222,,,cancelled', 'D,2026-01-06,,C-111,,,'),
      'items-1.csv': items('A,1,tea,2,5,C-333', 'B,1,tea,1,5,'),
      'bank.csv': 'id,order,day,amount\n1,A,2026-01-06,10\n2,B,2026-01-06,5\n3,D,2026-01-06,5\n4,X,2026-01-06,5\n',
    },
  );
  const star = await starBench(bench.dir, ['dw.fact_payment', 'dw.fact_order', 'dw.dim_customer']);
  await star.night(at(1).now());
  const owners = `select payment_id, customer_id from dw.fact_payment join dw.dim_customer using (customer_key) order by 1`;
  const owned = async () => (await star.rows(owners)).map(row => Object.values(row).join(' '));
  expect(await owned()).toEqual(['1 C-333', '2 C-222', '3 C-111', '4 (unknown)']);
  const orphan = readFileSync(join('sql', 'check', 'orphan_payment.sql'), 'utf8');
  expect(await star.rows(orphan)).toMatchObject([{ payment_id: '4' }]);
  bench.write('heads-2.csv', heads('D,2026-01-06,,C-222,,,'));
  await star.night(at(2).now());
  expect(await owned()).toEqual(['1 C-333', '2 C-222', '3 C-222', '4 (unknown)']);
  bench.close();
});

it('an order that was once told as of a forgotten customer stays with the one whom its header names now', async () => {
  const bench = workbench(project, {
    'heads-1.csv': heads('A,2026-01-05,,C-222,,,', 'B,2026-01-05,,C-222,,,', 'D,2026-01-05,,C-111,,,'),
    'heads-2.csv': heads('A,2026-01-06,,C-111,,,', 'B,2026-01-06,,,,,', 'D,2026-01-06,,C-222,,,'),
    'items-1.csv': items('A,1,tea,2,5,', 'B,1,tea,2,5,', 'D,1,tea,2,5,'),
  });
  await bench.run(at(1));
  await (await bench.open(at(2))).forget('C-222', { by: 'ada', why: 'asked', isMeant: true });
  expect(await told(bench)).toEqual(['A 1 2026-01-06 sale C-111 10']);
  bench.close();
});

const order = fc.constantFrom('1', '2', '3');
const day = fc.constantFrom('2026-01-05', '2026-01-06', '2026-01-07');
const who = fc.constantFrom('', 'C-111', 'C-222');
const header = fc.record({ order, day, who, state: fc.constantFrom('', '', 'cancelled') });
const line = fc.record({ order, buyer: who, price: fc.integer({ min: 1, max: 9 }) });
const night = fc.record({ heads: fc.array(header, { maxLength: 3 }), items: fc.array(line, { maxLength: 4 }) });

type Night = typeof night extends fc.Arbitrary<infer T> ? T : never;

/** What a loop over all that was told finds: of each order the header told last, of each line that or what it says itself. */
function expected(nights: Night[]): string[] {
  const last = new Map(nights.flatMap(({ heads }) => heads).map(one => [one.order, one]));
  const lines = nights.flatMap(({ items }) => items);
  return lines
    .flatMap(({ order, buyer, price }) => {
      const head = last.get(order);
      return head && head.state !== 'cancelled'
        ? [[order, head.day, buyer || head.who || '(unknown)', price].join(' ')]
        : [];
    })
    .sort();
}

it('random orders told by headers and lines are what a loop over both makes of them, night by night', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(night, { minLength: 1, maxLength: 3 }), async nights => {
      const bench = workbench(project.replaceAll(/files: '\w+-\*.csv'/g, found => `${found}, expect: { min_rows: 0 }`));
      const star = await starBench(bench.dir, ['dw.fact_order_line', 'dw.dim_customer']);
      for (const [index, one] of nights.entries()) {
        // Batches count, not the names of their files.
        bench.write(
          `heads-${9 - index}.csv`,
          heads(...one.heads.map(head => [head.order, head.day, '', head.who, '', '', head.state].join())),
        );
        bench.write(
          `items-${index}.csv`,
          items(...one.items.map(item => [item.order, '', 'tea', 1, item.price, item.buyer].join())),
        );
        await star.night(at(index + 1).now());
        const rows = await star.rows(facts);
        const found = rows.map(row => [row.order_id, row.day, row.customer_id, Number(row.net_amount)].join(' '));
        expect(found.sort()).toEqual(expected(nights.slice(0, index + 1)));
      }
      bench.close();
    }),
    { seed: Number(process.env.CUSTOMETRY_SEED ?? 7), numRuns: rounds(3) },
  );
});
