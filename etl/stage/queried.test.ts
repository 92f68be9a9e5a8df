import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { starBench } from '../../fixtures/star-bench.js';
import { stageBench, workbench } from '../../fixtures/workbench.js';

const sources = `
sources:
  orders: { files: orders-*.csv }
  returns: { files: returns-*.csv }
limits: { quarantine: { share: 1 } }
entities:`;
const day = '{ from: day, formats: [D/M/YYYY, YYYY-M-D] }';
/** Each looks at records of its own source, or at those of the mapping after it. */
const looking = `${sources}
  order_line:
    - source: orders
      columns: { order_id: id, ordered_at: ${day}, net_amount: amount }
      rules: [{ sql: "(select count(*) from raw.orders as o where o.id = order_id) = 1" }]
  contact:
    - source: orders
      columns: { customer_id: id, contacted_at: ${day} }
      rules: [{ sql: customer_id not in (select id from raw.returns), action: warn }]
    - { source: returns, columns: { contacted_at: ${day} } }
  interaction:
    - source: orders
      where: id not in (select id from raw.returns)
      columns: { customer_id: id, occurred_at: ${day} }
    - { source: returns, columns: { occurred_at: ${day} } }
  survey:
    - source: orders
      columns: { answered_at: ${day}, question: (from raw.returns as r select count(*) where r.id = orders.id) }
    - { source: returns, columns: { answered_at: ${day} } }
  page_view:
    - { source: orders, columns: { viewed_at: ${day}, page: "row_number() over (partition by id order by _file)" } }`;

const csv = (...lines: string[]) => `${['id,day,amount', ...lines].join('\n')}\n`;
const nights: Record<string, string>[] = [
  { 'orders-1.csv': csv('1,2024-1-1,5', '2,2024-1-1,6', '3,2024-1-1,7'), 'returns-1.csv': csv('9,2024-1-1,-1') },
  { 'orders-2.csv': csv('3,2024-1-2,8') },
  { 'returns-2.csv': csv('1,2024-1-2,-5') },
];

/** Truth: a night built on the nights before equals one built from nothing. */
it('what an expression looks into touches every record, those of earlier nights too', async () => {
  const bench = workbench(looking);
  const records = ['order_line', 'contact', 'interaction', 'survey', 'page_view'].map(name => `stage.${name}_record`);
  const star = await starBench(bench.dir, [...records, 'stage.account', 'stage.format', 'conform.version_key']);
  for (const [index, files] of nights.entries()) {
    for (const [name, text] of Object.entries(files)) bench.write(name, text);
    await star.night(new Date(Date.UTC(2024, 0, 1 + index)));
  }
  const grown = await star.contents();
  await star.clear();
  await star.night(new Date(Date.UTC(2024, 0, 4)));
  expect(Object.fromEntries(grown)).toEqual(Object.fromEntries(await star.contents()));
  bench.close();
});

it('a query in an expression reads what landed: nothing else is there when records are judged', async () => {
  const text = `${sources.replace('returns:', 'tests: { files: tests.csv, optional: true }\n  returns:')}
  order_line:
    - source: orders
      where: id in (select order_id from dw.fact_order) and id not in (select id from raw.tests)
      columns: { order_id: id, ordered_at: day, net_amount: amount }
      rules: [{ sql: order_id in (from stage.product select product_id) }, { sql: order_id in (from raw.order select id) }]`;
  const fault = await stageBench(text, nights[0] ?? {}).then(
    () => undefined,
    error => error,
  );
  expect(fault).toMatchObject({ name: 'CliError', code: 3, hint: expect.stringContaining('references:') });
  expect(fault.message.split('\n').map((line: string) => line.replace(/^.*?yaml:/, ''))).toEqual([
    '10:14  entities.order_line.where: reads dw.fact_order; a query in an expression reads what landed, raw.NAME of a source',
    '10:14  entities.order_line.where: reads raw.tests; the source tests has not delivered anything yet',
    '12:22  entities.order_line.rules.0.sql: reads stage.product; a query in an expression reads what landed, raw.NAME of a source',
    '12:83  entities.order_line.rules.1.sql: reads raw.order; there is no source order; did you mean raw.orders?',
  ]);
});

it('a misspelt source in a query is told with the one that was meant, and with no word of what rules look up', async () => {
  const text = `${sources}
  order_line:
    - source: orders
      where: id not in (select id from raw.retruns) and id not in (from retruns select id) and id in (select id from row.orders)
      columns: { order_id: id, ordered_at: day, net_amount: "(select max(amount) from raw.prices)" }`;
  const fault = await stageBench(text, nights[0] ?? {}).then(
    () => undefined,
    error => error,
  );
  expect(fault.message.split('\n').map((line: string) => line.replace(/^.*: reads/, 'reads'))).toEqual([
    'reads raw.retruns; there is no source retruns; did you mean raw.returns?',
    'reads retruns; a query in an expression reads what landed, raw.NAME of a source; did you mean raw.returns?',
    'reads row.orders; a query in an expression reads what landed, raw.NAME of a source; did you mean raw.orders?',
    'reads raw.prices; there is no source prices, there are orders, returns',
  ]);
  expect(fault.hint).toBeUndefined();
});

/** Truth: by hand, 2 × 11.90 less 19 %, 10.70 less 7 %; costs 2 × 4 in January and 5 in February; C has become B, B F and F A, D has not after all. */
it('what the page says of tax, of costs by month and of merged customers does so as it stands there', async () => {
  const page = readFileSync('docs/project-file.md', 'utf8');
  const said = (column: string, word: string) =>
    [...page.matchAll(new RegExp(`\`${column}: ([^\`]*${word}[^\`]*)\``, 'g'))].map(([, sql]) => sql);
  const [net, cost] = [...said('net_amount', 'vat'), ...said('cost_amount', 'raw.prices')];
  const merged = page
    .match(/```yaml\ncustomer_id: (>-\n[^`]*merged_into[^`]*)```/)?.[1]
    ?.replaceAll(/^(?=.)/gm, '        ');
  const text = `
sources:
  orders: { files: orders.csv, delimiter: ; }
  accounts: { files: 'accounts-*.csv' }
  prices: { files: prices.csv }
entities:
  order_line:
    - source: orders
      columns:
        order_id: id
        ordered_at: day
        net_amount: ${net}
        cost_amount: ${cost}
        customer_id: ${merged?.trimStart()}`;
  const bench = await stageBench(text, {
    'orders.csv': `id;day;account;sku;price;pieces;vat\n1;2025-01-10;A;X;11,90;2;19\n2;2025-02-10;B;X;10,70;1;7
3;2025-02-10;C;X;10,70;1;7\n4;2025-02-10;D;X;10,70;1;7\n5;2025-02-10;E;X;10,70;1;7\n`,
    'accounts-1.csv': 'id,merged_into\nA,\nB,F\nC,B\nD,A\nF,A\n',
    'accounts-2.csv': 'id,merged_into\nD,\n',
    'prices.csv': 'month,sku,cost\n2025-01,X,4\n2025-02,X,5\n',
  });
  const rows = await bench.rows('select customer_id, net_amount, cost_amount from stage.order_line order by order_id');
  expect(rows.map(row => Object.values(row).map(String))).toEqual([
    ['A', '20', '8'],
    ['A', '10', '5'],
    ['A', '10', '5'],
    ['D', '10', '5'],
    ['E', '10', '5'],
  ]);
  bench.close();
});
