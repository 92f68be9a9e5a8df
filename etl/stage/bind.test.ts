import { describe, expect, it } from 'vitest';
import { stageBench } from '../../fixtures/workbench.js';

const project = (columns: string, rest = '') => `
sources: { lines: { files: lines.csv } }
entities:
  order_line:
    - source: lines
      columns: { order_id: id, ordered_at: day, net_amount: amount${columns} }${rest}
`;
const files = { 'lines.csv': 'id,day,amount\n1,2024-01-01,5\n' };

/** What is said of expressions that cannot be read: line:column and path. */
async function said(text: string): Promise<string[]> {
  const fault: Error & { code?: number } = await stageBench(text, files).then(
    of => {
      of.close();
      throw new Error('everything could be read');
    },
    error => error,
  );
  expect(fault).toMatchObject({ name: 'CliError', code: 3, hint: expect.stringContaining('double quotes') });
  return fault.message
    .split('\n')
    .map(line => /^.*?:(\d+:\d+ {2}[^:]*): (?:\w+ Error|.*has no column)/.exec(line)?.[1] ?? line);
}

describe('expressions of the project file', () => {
  it('are pointed at where the engine cannot read them: columns, conditions and rules, all at once', async () => {
    const rules = `
      where: nowhere = 1
      rules:
        - sql: select from
        - { column: net_amount, between: [0, 9] }
        - { sql: amount > 3 }
        - { sql: net_amount > 3; drop table x }`;
    expect(await said(project(', kind: nokind, quantity: case when', rules))).toEqual([
      '6:75  entities.order_line.columns.kind',
      '6:93  entities.order_line.columns.quantity',
      '7:14  entities.order_line.where',
      '9:16  entities.order_line.rules.0.sql',
      '11:18  entities.order_line.rules.2.sql',
      '12:18  entities.order_line.rules.3.sql',
    ]);
  });

  it('make one value of one record: an aggregate and an unnested list are answered in our words', async () => {
    const columns = ', kind: max(day), product_id: "unnest([id, day])", store_id: "unnest([nowhere])"';
    expect(await said(project(columns))).toEqual([
      '6:128  entities.order_line.columns.store_id',
      expect.stringMatching(/:6:75 {2}entities.order_line.columns.kind: an aggregate is of many records/),
      expect.stringMatching(/:6:97 {2}entities.order_line.columns.product_id: unnest makes several records of one/),
    ]);
    const chosen = ', product_id: "(select max(one) from unnest([id, day]) as t (one))"';
    (await stageBench(project(chosen), files)).close();
  });

  it('are of one column: where one stands for several it is told, not what falls over it', async () => {
    const columns =
      ', kind: "*", product_id: "lines.* exclude (id)", store_id: columns(\'a|d\'), channel_id: "(select 1, 2)"';
    const several = (place: string, name: string) =>
      expect.stringContaining(`:6:${place}  entities.order_line.columns.${name}: several columns, and a value is one`);
    expect(await said(project(columns))).toEqual([
      several('154', 'channel_id'),
      several('92', 'product_id'),
      several('126', 'store_id'),
      several('75', 'kind'),
    ]);
    const one = project(', quantity: "(select count(*) from raw.lines)", product_id: "columns(\'id\')"');
    (await stageBench(one, files)).close();
  });

  it('of rules name the mapped columns: one that a source calls otherwise is answered with what was meant', async () => {
    const rules = `
      rules: [{ sql: net_amont > 3 }, { sql: zzz is null }]`;
    const fault: Error = await stageBench(project('', rules), files).then(
      () => new Error(),
      error => error,
    );
    const judged = 'rules judge what columns are mapped to, and order_line has no column';
    expect(fault.message.split('\n').map(line => line.replace(/^.*?:/, ''))).toEqual([
      expect.stringContaining(
        `7:22  entities.order_line.rules.0.sql: ${judged} "net_amont"; did you mean "net_amount"?`,
      ),
      expect.stringMatching(
        new RegExp(`^7:46 {2}entities.order_line.rules.1.sql: ${judged} "zzz"; it has order_id, .*$`),
      ),
    ]);
  });

  it('of a file that is read by another delimiter say by which it seems to be written', async () => {
    const parted = { 'lines.csv': 'id|day|amount\n1|2024-01-01|5\n' };
    await expect(stageBench(project(''), parted)).rejects.toThrow(
      'lines has no column "id"; it has id|day|amount, one column that looks like several: delimiter: "|"',
    );
  });

  it('are conditions where these are wanted: the engine would take a text for true or false record by record', async () => {
    const rules = `
      where: id
      rules: [{ sql: net_amount }, { sql: net_amount > 3 }]`;
    const fault: Error & { code?: number } = await stageBench(project('', rules), files).then(
      () => new Error(),
      error => error,
    );
    expect(fault).toMatchObject({ name: 'CliError', code: 3, hint: expect.stringContaining('is not null') });
    expect(fault.message.split('\n').map(line => line.replace(/^.*?:/, ''))).toEqual([
      '7:14  entities.order_line.where: expected what is true or false, found VARCHAR',
      expect.stringMatching(/^8:22 {2}entities.order_line.rules.0.sql: expected what is true or false, found DECIMAL/),
    ]);
  });

  it('read landed columns, not what other columns are mapped to, and one record at a time', async () => {
    expect(await said(project(', customer_id: upper(order_id)'))).toEqual([
      expect.stringContaining('columns.customer_id'),
    ]);
    expect(await said(project(', quantity: count(*)'))).toEqual([expect.stringContaining('columns.quantity')]);
  });

  it('say which columns a source has where one is not there, and which was meant', async () => {
    const fault: Error = await stageBench(project(', quantity: amont'), files).then(
      () => new Error(),
      error => error,
    );
    expect(fault.message).toContain('lines has no column "amont"; did you mean "amount"?; it has id, day, amount');
  });

  it('stay in their line where the name of a column has a line break', async () => {
    const broken = { 'lines.csv': 'id,day,amount,"a\nnote"\n1,2024-01-01,5,x\n' };
    const fault: Error = await stageBench(project(', quantity: amont'), broken).then(
      () => new Error(),
      error => error,
    );
    expect(fault.message).toMatch(/it has id, day, amount, a␊note$/);
  });

  it('say how a number is made of a text, and how the engine is asked where it cannot choose: what is said helps', async () => {
    const fault = (expression: string) =>
      stageBench(project(`, quantity: "${expression}"`), files).then(
        () => '',
        (error: Error) => error.message,
      );
    expect(await fault('amount / 1.19')).toContain('cast(quantity as decimal(18, 4)) is its number');
    const outer = (word: string) =>
      `(select max(id) from raw.lines as other where ${word}('month', cast(lines.day as date)) is not null)`;
    expect(await fault(outer('date_trunc'))).toContain('write system.main.date_trunc(…)');
    expect([await fault('cast(amount as int) / 1.19'), await fault(outer('system.main.date_trunc'))]).toEqual(['', '']);
  });

  it('say how a key of JSON is taken where a text is asked for a field', async () => {
    const fault: Error = await stageBench(project(', customer_id: day.id'), files).then(
      () => new Error(),
      error => error,
    );
    expect(fault.message).toContain("day has no fields; where it is a text that holds JSON, day->>'id' is its id");
  });

  it.each([
    [`concat(${Array(11).fill('id').join(', ')})`, 'It takes 2 to 10 arguments.'],
    [`greatest(${Array(7).fill('id').join(', ')})`, 'It takes 2 to 6 arguments.'],
    ['truncate(1, 2, 3)', 'Candidate macros: truncate(x), truncate(x, n)'],
  ])('say which arguments a function takes: %s', async (call, words) => {
    const fault: Error = await stageBench(project(`, customer_id: "${call}"`), files).then(
      () => new Error(),
      error => error,
    );
    expect(fault.message).toContain(words);
  });

  it('put many texts together and compare many values, of which none may be missing', async () => {
    const texts = `concat(${Array(5).fill("id, '-'").join(', ')})`;
    const values = Array.from({ length: 5 }, (_, at) => `${at}`).join(', ');
    const columns = `, customer_id: "${texts}", quantity: "greatest(${values}, 9) - least(9, ${values})", product_id: "greatest(${values}, null)"`;
    const of = await stageBench(project(columns), files);
    expect(
      await of.rows('select customer_id, product_id, cast(quantity as double) as quantity from stage.order_line'),
    ).toEqual([{ customer_id: '1-'.repeat(5), product_id: null, quantity: 9 }]);
    of.close();
  });

  it('are judged in every mapping before any is refused', async () => {
    const second = '\n    - { source: lines, columns: { order_id: nope, ordered_at: day, net_amount: amount } }';
    expect(await said(project(', kind: nokind', second))).toHaveLength(2);
  });

  it('of rules see every mapped column and where the record came from', async () => {
    const of = await stageBench(
      project('', '\n      rules: [{ sql: net_amount > 3 and quantity is null and _row = 1 }]'),
      files,
    );
    expect(await of.rows('select order_id from stage.order_line')).toEqual([{ order_id: '1' }]);
    of.close();
  });
});
