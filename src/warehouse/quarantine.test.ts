import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { madeOnce } from '../../fixtures/made-once.js';
import { type Workbench, workbench } from '../../fixtures/workbench.js';
import { openDuckDb } from '../engine/duckdb.js';
import { exitCode } from '../errors.js';

let bench: Workbench;
afterEach(() => bench.close());

const word = { by: 'ada', why: 'a reason' };
const lines =
  'select order_id, customer_id, net_amount from dw.fact_order_line join dw.dim_customer using (customer_key)';
const rows = async (sql: string) => (await bench.rows(sql)).map(row => Object.values(row));
const account = 'select source, batch, landed, accepted, quarantined from stage.account order by source, batch';

/** Rows 3 to 6 of the orders break a rule, row 7 is cut short. */
const orders = `id,day,who,n,price,note
1,2026-01-05,A,1,10,a
2,2026-01-06,B,2,5,b
3,2026-13-07,A,1,7,c
4,2026-01-08,Z,1,8,d
5,2026-01-09,Z,1,x,e
,2026-01-10,A,1,9,f
7,2026-01-11,A
`;

const project = (limit = 1) => `
sources: { orders: { files: 'orders*.csv' } }
entities:
  order_line:
    - source: orders
      columns: { order_id: id, ordered_at: day, customer_id: who, quantity: n, unit_price: price }
      rules: [{ name: known_customer, column: customer_id, in: [A, B] }]
limits: { quarantine: { share: ${limit} } }
`;

/** The first night. */
const published = madeOnce(async () => {
  const first = workbench(project(), { 'orders.csv': orders });
  await first.run();
  return first;
});

async function settle(action: 'waive' | 'discard' | 'revoke', selection: object) {
  return (await bench.open()).settleQuarantine(action, selection, word);
}

const list = async () =>
  (await (await bench.open()).quarantine()).byRule.map(({ status, rule, records }) => [status, rule, Number(records)]);

it('a decision whose action is unknown stops the run, rather than to be passed over', async () => {
  bench = await published();
  await settle('discard', { rule: 'known_customer' });
  const [name] = readdirSync(join(bench.dir, 'decisions', 'quarantine'));
  const file = join(bench.dir, 'decisions', 'quarantine', String(name));
  writeFileSync(file, readFileSync(file, 'utf8').replace('"discard"', '"discrad"'));
  await expect(bench.run()).rejects.toMatchObject({
    message: expect.stringMatching(/decisions.quarantine the action "discrad" \(ada, .*Z\) is not known$/),
    hint: expect.stringContaining('waive, revoke, discard, retry'),
  });
});

it('the list of a rule or a source that there is not is refused; of one that refused nothing it is empty', async () => {
  bench = await published();
  const warehouse = await bench.open();
  await expect(warehouse.quarantine({ rule: 'known_custmer' })).rejects.toMatchObject({
    code: exitCode.usage,
    message: 'there is no rule known_custmer',
    hint: 'did you mean known_customer?',
  });
  await expect(warehouse.quarantine({ source: 'nope' })).rejects.toMatchObject({ message: 'there is no source nope' });
  expect(await warehouse.quarantine({ rule: 'type_quantity' })).toMatchObject({ total: 0 });
});

it('what two mappings refuse of one record is listed and told in their order, however it lies in the table', async () => {
  bench = await published();
  const engine = await openDuckDb({ path: join(bench.dir, 'generations', '000001', 'warehouse.duckdb') });
  const both = 'select * replace (1 as mapping) from stage.quarantine union all select * from stage.quarantine';
  await engine.run(`create or replace table stage.quarantine as ${both}`);
  await engine.close();
  const warehouse = await bench.open();
  const { records } = await warehouse.quarantine({ rule: 'type_ordered_at' });
  const told = await warehouse.quarantineRecord('orders.csv', 3);
  for (const found of [records, told])
    expect(found.map(({ row, mapping }) => [row, mapping])).toEqual([
      [3, 0],
      [3, 1],
    ]);
  const path = join(bench.dir, 'refused.json');
  await warehouse.exportQuarantine(path, 'json');
  const exported = JSON.parse(readFileSync(path, 'utf8')) as { row: number; mapping: number }[];
  expect(exported.filter(({ row }) => row === 3).map(({ mapping }) => mapping)).toEqual([0, 1]);
});

it.each(['waive', 'discard'] as const)(
  'to %s what a rule refused that there is not names the rule that was meant',
  async action => {
    bench = await published();
    await expect(settle(action, { rule: 'known_custmer' })).rejects.toMatchObject({
      code: exitCode.usage,
      message: 'there is no rule known_custmer',
      hint: 'did you mean known_customer?',
    });
    await expect(settle(action, { rule: 'zzz' })).rejects.toMatchObject({
      message: 'there is no rule zzz',
      hint: 'custometry quarantine list has every rule that refused a record',
    });
    await expect(settle(action, { rule: 'quantity' })).rejects.toMatchObject({
      hint: expect.stringMatching(/^did you mean type_quantity(, \w+)*\? custometry quarantine list/),
    });
    await expect(settle(action, { rule: 'type_quantity' })).rejects.toThrow('no refused record of rule type_quantity');
  },
);

describe('a waiver', () => {
  it('of a rule stands for records to come too, with the value as far as it could be read; a rebuild follows from it', async () => {
    bench = await published();
    await settle('waive', { rule: 'known_customer' });
    await settle('waive', { rule: 'type_unit_price', source: 'orders', file: 'orders.csv' });
    const unknown = settle('waive', { file: 'nowhere.csv', row: 1 });
    await expect(unknown).rejects.toThrow('no refused record of file nowhere.csv, row 1');
    await settle('discard', { rule: 'type_ordered_at' });
    bench.write('orders2.csv', 'id,day,who,n,price,note\n8,2026-02-01,Y,1,1,g\n9,2026-02-01,A,1,x,h\n');
    expect(await bench.run()).toMatchObject({ landed: 2, accepted: 1, quarantined: 1 });
    expect(await rows(`${lines} where order_id in ('4', '5', '8', '9') order by 1`)).toEqual([
      ['4', 'Z', 8],
      ['5', 'Z', null],
      ['8', 'Y', 1],
    ]);
    expect(await rows("select _flags from stage.order_line where order_id = '5'")).toEqual([
      ['waived_type_unit_price,waived_known_customer'],
    ]);
    const kept = await bench.contents({ tables: /^meta/ });
    await bench.run({ rebuild: true });
    expect(await bench.contents({ tables: /^meta/ })).toEqual(kept);
    // One of another file says nothing of this.
    const other = await settle('waive', { rule: 'type_unit_price', file: 'orders2.csv' });
    expect(other).toMatchObject({ decided: { length: 1 }, already: 0 });
  });

  it('is refused where the record could not stand: unreadable text, a missing key', async () => {
    bench = await published();
    for (const selection of [{ rule: 'structure' }, { row: 6, file: 'orders.csv' }, { rule: 'type_ordered_at' }])
      await expect(settle('waive', selection)).rejects.toMatchObject({
        code: exitCode.usage,
        message: expect.stringContaining('cannot be waived'),
      });
    await expect(settle('waive', { rule: 'nothing' })).rejects.toMatchObject({ code: exitCode.usage });
    expect(readdirSync(join(bench.dir, 'decisions'))).not.toContain('quarantine');
  });
});

describe('a waiver that was revoked', () => {
  const contents = () => bench.contents({ tables: /^(?!stage|mart)/ });

  it('of a rule refuses the records again, those to come too, as if it had never been given; twice changes nothing, and before a run it can be given again', async () => {
    bench = await published();
    const before = await contents();
    await settle('waive', { rule: 'known_customer' });
    await settle('waive', { file: 'orders.csv', row: 5 });
    const revoked = await settle('revoke', { rule: 'known_customer', source: 'orders' });
    expect(revoked).toMatchObject({
      action: 'revoke',
      already: 0,
      decided: [{ row: null, by: 'ada', why: 'a reason' }],
    });
    expect(await settle('revoke', { rule: 'known_customer' })).toMatchObject({ decided: [], already: 1 });
    const given = { rule: 'known_customer', source: 'orders', batch: null, file: null, row: null };
    expect(await settle('waive', { rule: 'known_customer' })).toMatchObject({ decided: [given], already: 0 });
    expect(await settle('waive', { rule: 'known_customer' })).toMatchObject({ decided: [], already: 1 });
    expect(await bench.run()).toMatchObject({ published: true });
    expect(await rows('select count(*) from stage.quarantine')).toEqual([[3]]);
    await expect(settle('discard', { rule: 'known_customer' })).rejects.toMatchObject({
      message: 'no refused record of rule known_customer',
      hint: expect.stringContaining('a waiver stands for them: custometry quarantine revoke'),
    });
    await settle('revoke', { rule: 'known_customer' });
    await expect(settle('waive', { row: 4 })).rejects.toThrow('no refused record of row 4');
    expect(await settle('revoke', { file: 'orders.csv', row: 5 })).toMatchObject({
      decided: [{ rule: 'type_unit_price', row: 5 }],
    });
    expect(await bench.run()).toMatchObject({ published: true });
    expect(await contents()).toEqual(before);
    await bench.run({ rebuild: true });
    expect(await contents()).toEqual(before);
  });

  it('can be given again, and what was waived for one record only, accepted and flagged in the next run, holds for no other', async () => {
    bench = await published();
    const waived = await settle('waive', { file: 'orders.csv', row: 4 });
    expect(waived.decided).toMatchObject([{ rule: 'known_customer', row: 4, by: 'ada', why: 'a reason' }]);
    expect(await list()).toContainEqual(['waived', 'known_customer', 1]);
    expect(await settle('waive', { file: 'orders.csv', row: 4 })).toMatchObject({ decided: [], already: 1 });
    await settle('waive', { file: 'orders.csv', row: 5, rule: 'known_customer' });
    await settle('revoke', { file: 'orders.csv', row: 4 });
    expect(await list()).toContainEqual(['open', 'known_customer', 1]);
    await bench.run();
    expect(await rows('select "row", rule from stage.quarantine where "row" in (4, 5) order by 1')).toEqual([
      [4, 'known_customer'],
      [5, 'type_unit_price'],
    ]);
    expect(await settle('waive', { file: 'orders.csv', row: 4 })).toMatchObject({ decided: { length: 1 } });
    expect(await list()).toContainEqual(['waived', 'known_customer', 1]);
    expect(await bench.run()).toMatchObject({ published: true });
    expect(await rows('select order_id, _flags from stage.order_line where _flags is not null')).toEqual([
      ['4', 'waived_known_customer'],
    ]);
    expect(await rows(account)).toEqual([['orders', '000001', 7, 3, 4]]);
    expect(await list()).not.toContainEqual(['waived', 'known_customer', 1]);
    expect(await settle('waive', { file: 'orders.csv', row: 4 })).toMatchObject({ decided: [] });
    expect(await bench.run()).toMatchObject({ published: false });
  });

  it('needs a waiver: of a record that a rule-wide one covers, and of nothing, there is none', async () => {
    bench = await published();
    await settle('waive', { rule: 'known_customer' });
    await expect(settle('revoke', { file: 'orders.csv', row: 4 })).rejects.toMatchObject({
      code: exitCode.usage,
      message: 'no waiver of file orders.csv, row 4',
    });
    await expect(settle('revoke', { rule: 'known_custmer' })).rejects.toThrow('there is no rule known_custmer');
  });

  it('of a file, beside one of a record, leaves what other files tell refused', async () => {
    bench = await published();
    await settle('waive', { file: 'orders.csv', row: 4 });
    await settle('waive', { file: 'orders.csv', rule: 'known_customer' });
    bench.write('orders2.csv', 'id,day,who,n,price,note\n8,2026-01-12,Z,1,4,h\n');
    await bench.run();
    expect(await rows('select file, "row" from stage.quarantine where rule = \'known_customer\'')).toEqual([
      ['orders2.csv', 1],
    ]);
  });

  it('lets a night through that failed at a check ever since', async () => {
    const rated = project()
      .replace('unit_price: price', 'unit_price: price, currency: note')
      .replace(
        '[{ name: known_customer, column: customer_id, in: [A, B] }]',
        '[{ name: in_currency, column: currency, in: [EUR] }]',
      );
    bench = workbench(rated, {
      'orders.csv': 'id,day,who,n,price,note\n1,2026-01-05,A,1,10,EUR\n2,2026-01-06,B,2,5,XXX\n',
    });
    await bench.run();
    await settle('waive', { rule: 'in_currency', source: 'orders' });
    await expect(bench.run()).rejects.toMatchObject({ message: expect.stringContaining('missing_rate') });
    await settle('revoke', { rule: 'in_currency', source: 'orders' });
    await bench.run();
    expect(await rows('select rule from stage.quarantine')).toEqual([['in_currency']]);
    expect(await settle('discard', { rule: 'in_currency' })).toMatchObject({ decided: { length: 1 } });
  });
});

describe('a discarded record', () => {
  it('stays refused but counts no more: a night that failed at its limit passes, without a generation to look at', async () => {
    bench = workbench(project(0.5), { 'orders.csv': orders });
    await expect(bench.run()).rejects.toMatchObject({
      code: exitCode.checkFailed,
      message: expect.stringContaining('refused records of the run: 5; allowed: 50 % of 7'),
    });
    expect(await list()).toHaveLength(5);
    expect(await settle('discard', { rule: 'structure' })).toMatchObject({ decided: [{ action: 'discard' }] });
    await settle('discard', { file: 'orders.csv', row: 3 });
    expect(await bench.run()).toMatchObject({ published: true, quarantined: 5 });
    expect(await rows("select rule, status from stage.quarantine where status <> 'open' order by 1")).toEqual([
      ['structure', 'discarded'],
      ['type_ordered_at', 'discarded'],
    ]);
    expect(await settle('discard', { source: 'orders' })).toMatchObject({ decided: { length: 3 }, already: 2 });
  });
});

describe('a retry', () => {
  async function retried(mend: (record: Record<string, unknown>, rule: string) => object | undefined) {
    const warehouse = await bench.open();
    const path = join(bench.dir, 'refused.json');
    await warehouse.exportQuarantine(path, 'json');
    const all = JSON.parse(readFileSync(path, 'utf8'));
    const mended = all.map((one: { record: string; rule: string }) => ({
      ...one,
      record: JSON.stringify(mend(JSON.parse(one.record), one.rule) ?? JSON.parse(one.record)),
    }));
    writeFileSync(path, JSON.stringify(mended));
    return { path, result: await warehouse.retryQuarantine(path, word) };
  }

  const mend = (record: Record<string, unknown>, rule: string) => {
    if (rule === 'structure') return { _raw: '7,2026-01-11,A,1,11,"g, h"' };
    return rule === 'type_ordered_at' ? { ...record, day: '2026-01-07', note: '' } : undefined;
  };

  it('of what the parser refused takes the place of no record that was read, though it has its number', async () => {
    const read = ['1,2026-01-05,A,1,10,a', '3,2026-01-07,B,1,7,c', '5,2026-01-09,Z,1,7,e', '6,2026-01-10,Z,1,7,f'];
    const cut = [
      'id,day,who,n,price,note',
      read[0],
      '2,2026-01-06',
      read[1],
      '4,2026-01-08',
      read[2],
      read[3],
      '',
    ].join('\n');
    bench = workbench(project(), { 'orders.csv': cut });
    await bench.run();
    const { result } = await retried(({ _raw }) => (_raw === '2,2026-01-06' ? { _raw: `${_raw},B,2,5,b` } : undefined));
    expect(result).toMatchObject({ decided: [{ row: 2, rule: 'structure' }] });
    expect(await bench.run()).toMatchObject({ landed: 1, accepted: 1, quarantined: 0 });
    expect(await rows('select order_id from dw.fact_order_line order by 1')).toEqual([['1'], ['2'], ['3']]);
    expect(await settle('discard', { rule: 'structure' })).toMatchObject({ decided: [{ row: 4 }], already: 1 });
    expect(await settle('discard', { rule: 'known_customer' })).toMatchObject({ decided: [{ row: 3 }, { row: 4 }] });
  });

  it('lands what was mended as records of their source, and settles what they replace, also what was discarded; twice lands nothing twice; a new version of the file takes their place', async () => {
    bench = await published();
    await settle('discard', { rule: 'type_ordered_at' });
    const { path, result } = await retried(mend);
    expect(result).toMatchObject({ decided: { length: 2 }, already: 0, unchanged: 3 });
    const again = await (await bench.open()).retryQuarantine(path, word);
    expect(again).toMatchObject({ decided: [], already: 2, unchanged: 3 });
    expect(await bench.run()).toMatchObject({ published: true, landed: 2, accepted: 2, quarantined: 0 });
    expect(await rows(`${lines} order by 1`)).toEqual([
      ['1', 'A', 10],
      ['2', 'B', 10],
      ['3', 'A', 7],
      ['7', 'A', 11],
    ]);
    expect(await rows("select rule, status from stage.quarantine where status <> 'open' order by 1")).toEqual([
      ['structure', 'retried'],
      ['type_ordered_at', 'retried'],
    ]);
    const files = await rows("select distinct path from meta.file where path like 'retry/%'");
    expect(files).toHaveLength(2);
    expect(String(files[0])).toMatch(/^retry\/orders\.csv#000001-[0-9a-f]{12}$/);
    bench.write('orders.csv', orders.replace('2026-13-07', '2026-01-07'));
    expect(await bench.run()).toMatchObject({
      landed: 7,
      accepted: 3,
      warnings: expect.not.arrayContaining([expect.stringContaining('header')]),
    });
    expect(await rows(`${lines} order by 1`)).toEqual([
      ['1', 'A', 10],
      ['2', 'B', 10],
      ['3', 'A', 7],
    ]);
  });

  it('takes the place of a record for every mapping of its source, also once no rule refuses that any more', async () => {
    const postage = `    - source: orders
      columns: { order_id: id, ordered_at: day, customer_id: who, net_amount: price, kind: { default: shipping } }
limits:`;
    bench = workbench(project().replace('limits:', postage), { 'orders.csv': orders });
    await bench.run();
    const { path } = await retried((record, rule) => (rule === 'known_customer' ? { ...record, who: 'A' } : undefined));
    await settle('waive', { rule: 'known_customer' });
    await bench.run();
    const fourth =
      "select customer_id, _mapping, _file like 'retry/%' as again from stage.order_line where order_id = '4'";
    expect(await rows(`${fourth} order by 2`)).toEqual([
      ['A', 0, true],
      ['A', 1, true],
    ]);
    expect(await rows('select rule, status from stage.quarantine where "row" = 4 order by 1')).toEqual([
      ['retried', 'retried'],
      ['retried', 'retried'],
    ]);
    await expect(settle('waive', { file: 'orders.csv', row: 4 })).rejects.toThrow('no refused record');
    expect(await (await bench.open()).retryQuarantine(path, word)).toMatchObject({ decided: [], already: 1 });
  });

  it('leaves what a waiver lets through by now, and lands the rest', async () => {
    bench = await published();
    await settle('waive', { file: 'orders.csv', row: 4 });
    const path = join(bench.dir, 'refused.csv');
    await (await bench.open()).exportQuarantine(path, 'csv');
    await bench.run();
    bench.write('refused.csv', readFileSync(path, 'utf8').replaceAll('2026-13-07', '2026-01-07'));
    expect(await (await bench.open()).retryQuarantine(path, word)).toMatchObject({
      decided: [{ row: 3 }],
      already: 0,
      unchanged: 3,
      waived: [{ source: 'orders', batch: '000001', file: 'orders.csv', row: 4 }],
    });
  });

  it.each([
    ['gone.json', undefined, /no file .*gone.json$/, /^check the path$/],
    [
      'bare.json',
      '[{"order": 1}]',
      /bare.json is no export of the quarantine: a record has no source$/,
      /columns source/,
    ],
    ['saved.csv', 'source;batch;file;row;rule;record\n', /saved.csv is no export of the quarantine: /, /with commas/],
  ])('of %s, which is no export, says what one looks like', async (name, content, message, hint) => {
    bench = await published();
    if (content) bench.write(name, content);
    const path = join(bench.dir, name);
    await expect((await bench.open()).retryQuarantine(path, word)).rejects.toMatchObject({
      code: exitCode.usage,
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });

  it('reads one file by its name, whatever is in it', async () => {
    bench = await published();
    const path = join(bench.dir, 'refused [1].csv');
    await (await bench.open()).exportQuarantine(path, 'csv');
    expect(await (await bench.open()).retryQuarantine(path, word)).toMatchObject({ decided: [], unchanged: 5 });
  });

  it('keeps the types of a Parquet source and says which value does not fit', async () => {
    bench = workbench(project().replace("files: 'orders*.csv'", "files: 'orders*.parquet'"));
    const { openDuckDb } = await import('../engine/duckdb.js');
    const engine = await openDuckDb();
    const select =
      "select '1' as id, date '2026-01-05' as day, w as who, 2 as n, 1.50 as price from (values ('A'), ('Z')) as t (w)";
    await engine.query(`copy (${select}) to '${join(bench.dir, 'orders.parquet')}' (format parquet)`);
    await engine.close();
    await bench.run();
    await expect(retried(record => ({ ...record, day: 'soon' }))).rejects.toMatchObject({
      message: expect.stringContaining('does not fit'),
    });
    await expect(retried(record => ({ ...record, colour: 'red' }))).rejects.toMatchObject({
      message: expect.stringContaining('no column colour'),
    });
    await retried(record => ({ ...record, who: 'B' }));
    await bench.run();
    expect(await rows(`${lines} order by 2`)).toEqual([
      ['1', 'A', 3],
      ['1', 'B', 3],
    ]);
  });
});
