import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWarehouse, type RunResult, type Warehouse } from '../src/index.js';
import { unportable } from '../src/plan/words.js';
import { type Cell, rowsOf } from '../src/table.js';

const folder = mkdtempSync(join(tmpdir(), 'custometry-stage-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lines = [
  'order;day;who;what;n;price;paid;kind;note',
  '1;1/31/2024;17.0;A;2;$1,234.50;1.234,50;sale;fine',
  '1;2/1/2024;17.0;B;1;$2.00;2,00;sale;fine',
  '2;31.01.2024;18;A;1;$3.00;3,00;sale;second format',
  '3;epoch;18;A;1;$3.00;3,00;sale;no date',
  '4;1/5/2024;18;A;1_000;$3.00;3,00;sale;no number',
  '5;1/5/2024;-;A;1;$3.00;3,00;sale;nobody',
  '6;1/5/2024;18;A;1;3 dollars;x;gift;three faults, "quotes" and \\ too',
  '7;1/5/2024;18;A;500;$3.00;3,00;sale;many',
  'skip;1/5/2024;18;A;1;$3.00;3,00;sale;skipped',
  '1;2/1/2024;17.0;B;1;$2.00;2,00;sale;fine',
];

const project = `
currency: EUR
sources:
  orders: { files: orders.csv, delimiter: ';', null_words: ['-'], duplicates: drop }
entities:
  order_line:
    - source: orders
      where: '"order" <> ''skip'''
      columns:
        order_id: order
        ordered_at: { from: day, formats: [M/D/YYYY, DD.MM.YYYY] }
        customer_id: { from: who, formats: '17850.0' }
        product_id: what
        quantity: n
        unit_price: { from: price, formats: '$1,234.50' }
        cost_amount: { from: paid, formats: '1.234,50' }
        kind: kind
      rules:
        - { column: quantity, between: [1, 100], action: 'null' }
        - { column: customer_id, required: true, action: warn }
  customer: [{ source: orders, where: '"order" = ''2''', columns: { customer_id: who } }]
limits: { quarantine: { share: 0.9 } }
`;

describe('the stage', () => {
  let warehouse: Warehouse;
  let result: RunResult;
  beforeAll(async () => {
    warehouse = await openProject('mixed', project, lines);
    result = await warehouse.run();
  });
  afterAll(() => warehouse.close());

  const rows = async (sql: string): Promise<Record<string, Cell>[]> => rowsOf(await warehouse.query(sql));

  it('accounts for every record: 10 landed, 5 accepted, 3 refused, 1 repeat, 1 skipped', () => {
    expect(result).toMatchObject({ landed: 10, accepted: 5, quarantined: 3, repeats: 1, skipped: 1, published: true });
  });

  it('reads numbers, dates and identifiers by their declared formats', async () => {
    const read = await rows(
      'select order_id, cast(ordered_at as date) as day, customer_id, quantity, unit_price, cost_amount, _flags from stage.order_line order by _row',
    );
    expect(read.slice(0, 3)).toEqual([
      {
        order_id: '1',
        day: '2024-01-31',
        customer_id: '17',
        quantity: 2,
        unit_price: 1234.5,
        cost_amount: 1234.5,
        _flags: null,
      },
      { order_id: '1', day: '2024-02-01', customer_id: '17', quantity: 1, unit_price: 2, cost_amount: 2, _flags: null },
      { order_id: '2', day: '2024-01-31', customer_id: '18', quantity: 1, unit_price: 3, cost_amount: 3, _flags: null },
    ]);
  });

  it('mends what a rule says and flags it', async () => {
    const flagged = await rows(
      'select order_id, customer_id, quantity, _flags from stage.order_line where _flags is not null order by order_id',
    );
    expect(flagged).toEqual([
      { order_id: '5', customer_id: null, quantity: 1, _flags: 'required_customer_id' },
      { order_id: '7', customer_id: '18', quantity: null, _flags: 'between_quantity' },
    ]);
  });

  it('refuses what it cannot read, with every fault and the whole record', async () => {
    const refused = await rows(
      'select rule, column_name, value, failures, record from stage.quarantine order by "row"',
    );
    expect(refused.map(({ rule, column_name, value }) => [rule, column_name, value])).toEqual([
      ['type_ordered_at', 'ordered_at', 'epoch'],
      ['type_quantity', 'quantity', '1_000'],
      ['type_unit_price', 'unit_price', '3 dollars'],
    ]);
    const failures = JSON.parse(String(refused[2]?.failures)) as { rule: string }[];
    expect(failures.map(({ rule }) => rule)).toEqual(['type_unit_price', 'type_cost_amount', 'in_kind']);
    expect(JSON.parse(String(refused[2]?.record))).toMatchObject({
      order: '6',
      note: 'three faults, "quotes" and \\ too',
    });
  });

  it('tells how many values of the judged records each format read', async () => {
    expect(
      await rows("select format, values_read from stage.format where column_name = 'ordered_at' order by position"),
    ).toEqual([
      { format: 'M/D/YYYY', values_read: 6 },
      { format: 'DD.MM.YYYY', values_read: 1 },
    ]);
  });

  it('keeps to the words that both engines share', async () => {
    const names = (await warehouse.tables()).map(table => table.name).filter(name => /^dw\.dim_/.test(name));
    expect(names.length).toBe(5);
    for (const name of names)
      expect({ name, words: unportable(await warehouse.sql(name)) }).toEqual({ name, words: [] });
  });

  it('stores flags only of entities with rules that an accepted record may break', async () => {
    const stored =
      "select table_name from information_schema.columns where column_name = '_flags' and table_name like '%\\_record' escape '\\'";
    expect((await rows(stored)).map(row => row.table_name)).toEqual(['order_line_record']);
    expect(await rows('select customer_id, _flags from stage.customer')).toEqual([{ customer_id: '18', _flags: null }]);
  });

  it('changes nothing when nothing is new', async () => {
    expect(await warehouse.run()).toMatchObject({ published: false, landed: 0, generation: result.generation });
  });
});

it('publishes nothing when more is refused than the limit allows', async () => {
  const strict = await openProject('strict', project.replace('share: 0.9', 'count: 2'), lines);
  await expect(strict.run()).rejects.toMatchObject({
    code: 1,
    message: expect.stringContaining('limit of refused records'),
  });
  await expect(strict.query('select 1')).rejects.toThrow('there is no warehouse yet');
});

function openProject(name: string, text: string, records: string[]): Promise<Warehouse> {
  const project = join(folder, name);
  mkdirSync(project);
  writeFileSync(join(project, 'custometry.yaml'), text);
  writeFileSync(join(project, 'orders.csv'), `${records.join('\n')}\n`);
  return openWarehouse({ project });
}
