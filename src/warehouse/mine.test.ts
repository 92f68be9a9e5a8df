import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../engine/duckdb.js';
import { exitCode } from '../errors.js';
import { styleSheet } from '../report/style.js';
import { rowsOf, type Table } from '../table.js';
import { minable } from './mine/minable.js';
import { type MineRequest, mine } from './mine.js';

const dir = mkdtempSync(join(tmpdir(), 'custometry-mine-test-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const put = (name: string, text: string): string => {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};
const columns = { customer: 'who', date: 'day', amount: 'money' };
const fixture = 'fixtures/orders/orders.csv';
const ask = (more: Partial<MineRequest> = {}) =>
  mine({
    model: 'rfm',
    file: fixture,
    columns,
    choices: { segments: 'octant' },
    asOf: '2026-01-31',
    withScores: true,
    ...more,
  });

const none: Table = { rows: 0, columns: [] };

describe('rfm on a small file', () => {
  it('scores every customer by hand arithmetic: days to the last order, orders, money', async () => {
    const { records, refused, scores = none, answer, warnings } = await ask();
    expect([records, refused.map(({ record }) => record)]).toEqual([8, [7]]);
    expect(rowsOf(scores).map(row => [row.customer_id, row.recency_days, row.frequency, row.monetary])).toEqual([
      ['Ann', 0, 2, 30.5],
      ['Bob', 10, 2, 25],
      ['Cy', 20, 1, 0],
      ['Dan', 1, 1, 40],
    ]);
    // Of 0, 1 and 10 days the median is 1; of 2, 2 and 1 orders 2; of 30.5, 25 and 40 it is 30.5. Cy has no value.
    expect(answer.bounds).toEqual({ recency: [1], frequency: [2], monetary: [30.5] });
    expect(answer.segments).toEqual(
      [
        { segment: 'General to develop', customers: 1, orders: 2, revenue: 30.5 },
        { segment: 'General to win back', customers: 1, orders: 2, revenue: 25 },
        { segment: 'Key to develop', customers: 1, orders: 1, revenue: 40 },
        { segment: 'No value', customers: 1, orders: 1, revenue: 0 },
      ].toSorted((a, b) => (a.segment < b.segment ? -1 : 1)),
    );
    expect(warnings).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^1 record could not be read and does not count: record 7 /),
        '1 record is left out: it has no who: row 6',
        '1 record after 2026-01-31 does not count',
      ]),
    );
  });

  it('looks back from the last date where none is given, never from today', async () => {
    const { as_of: asOf, scores = none } = await ask({ asOf: undefined });
    expect([asOf, scores.rows]).toEqual(['2026-02-01', 5]);
  });

  it('takes the records of one order for one where a column says so', async () => {
    const file = put('lines.csv', 'who,day,money,no\nAnn,2026-01-01,1,A\nAnn,2026-01-01,2,A\nAnn,2026-01-02,3,B\n');
    const { scores = none } = await ask({ file, columns: { ...columns, order: 'no' } });
    expect(rowsOf(scores)).toMatchObject([{ frequency: 2, monetary: 6 }]);
  });

  it('knows a customer by their name without the blanks around it, and nobody by blanks alone', async () => {
    const names = ['Ann', ' Ann', 'Ann ', '\tAnn\t', 'Ann\v', 'Ann B', '!', 'É ', '\u0001', '\u0001 ', ' ', ' \t ', ''];
    const file = put('blanks.csv', ['who,day,money', ...names.map(name => `"${name}",2026-01-01,1`)].join('\n'));
    const { scores = none, warnings } = await ask({ file });
    expect(rowsOf(scores).map(row => [row.customer_id, row.frequency])).toEqual([
      ['\u0001', 2],
      ['!', 1],
      ['Ann', 5],
      ['Ann B', 1],
      ['É', 1],
    ]);
    expect(warnings).toContain('3 records are left out: they have no who: rows 11, 12, 13');
  });

  it('names the file once in what reading it warns of, as it was given', async () => {
    const file = put("cut $& paste's.csv", 'who,day,money,\nAnn,2026-01-01,1,\n');
    const { warnings } = await ask({ file });
    expect(warnings).toContain(`${file}: column 4 has no name and is landed as "column_4"`);
  });

  it('reads the same of every format, with columns by number and without a header', async () => {
    const engine = await openDuckDb();
    const rows = [
      ['Ann', '2026-01-01', '1.50'],
      ['Bob', '2026-01-02', '2'],
    ];
    const parquet = join(dir, 'a.parquet');
    await engine.query(
      `copy (select who, cast(day as date) as day, cast(money as double) as money
        from (values ('Ann', '2026-01-01', '1.50'), ('Bob', '2026-01-02', '2')) as t (who, day, money)) to '${parquet}' (format parquet)`,
    );
    await engine.close();
    const join_ = (by: string) => rows.map(row => `${row.join(by)}\n`).join('');
    const named = { customer: '1', date: '2', amount: '3' };
    const answers = [
      await ask({ file: parquet }),
      await ask({ file: put('a.tsv', `who\tday\tmoney\n${join_('\t')}`) }),
      await ask({ file: put('a.csv', join_(';')), columns: named, read: { header: false, delimiter: ';' } }),
      await ask({
        file: put(
          'a.ndjson',
          rows.map(([who, day, money]) => `${JSON.stringify({ who, day, money: Number(money) })}\n`).join(''),
        ),
      }),
      await ask({
        file: put('a.log', join_(' ')),
        read: { format: 'lines', pattern: '(?<who>\\w+) (?<day>[-\\d]+) (?<money>[.\\d]+)' },
      }),
    ];
    expect(answers[0]?.scores?.rows).toBe(2);
    for (const { scores } of answers) expect(scores).toEqual(answers[0]?.scores);
  });

  it('writes the scores, a page without a network, and the select that gives the same scores', async () => {
    const write = { parquet: join(dir, 's.parquet'), html: join(dir, 's.html'), sql: join(dir, 's.sql') };
    const { written, scores = none } = await ask({ write });
    expect(written).toEqual(Object.values(write));
    const engine = await openDuckDb();
    expect(rowsOf(await engine.query(`select * from '${write.parquet}'`))).toEqual(rowsOf(scores));
    await engine.replace(
      'feature.rfm',
      `select customer_id, as_of, recency_days, frequency, monetary from '${write.parquet}'`,
    );
    const scored = await engine.query(`select * from (${readFileSync(write.sql, 'utf8')}) order by customer_id`);
    await engine.close();
    expect(rowsOf(scored)).toEqual(rowsOf(scores));
    expect(readFileSync(write.sql, 'utf8')).toContain('custometry sql --preamble');
    const page = readFileSync(write.html, 'utf8');
    expect(page).toContain('Key to develop');
    expect(page).toContain(`<style>${styleSheet()}</style>`);
    expect(page).not.toMatch(/https?:/);
  });

  it.each([
    ['one record', 'who,day,money\nAnn,2026-01-01,5\n', ['Ann']],
    ['equal records', 'who,day,money\nAnn,2026-01-01,5\nBob,2026-01-01,5\n', ['Ann', 'Bob']],
  ])('has an answer for a file of %s', async (_, text, who) => {
    const { scores = none, warnings } = await ask({ file: put('few.csv', text) });
    expect(rowsOf(scores).map(row => row.customer_id)).toEqual(who);
    expect(warnings.length).toBeGreaterThan(0);
  });
});

describe('what cannot be', () => {
  it.each<[string, Partial<MineRequest>, number, string, string]>([
    ['an unknown model', { model: 'rmf' }, exitCode.usage, 'there is no model rmf', 'did you mean rfm?'],
    ['a folder', { file: 'src' }, exitCode.usage, 'src is a folder', 'name a file in it'],
    ['no file', { file: 'nowhere.csv' }, exitCode.source, 'nowhere.csv is not there', 'check the path'],
    [
      'a header and nothing below it',
      { file: put('header.csv', 'who,day,money\n') },
      exitCode.source,
      'header.csv has no records',
      'its columns are all there is in it',
    ],
    [
      'a file of which nothing can be read',
      { file: put('bad.csv', 'who,day,money\nAnn\nBob\n') },
      exitCode.source,
      'bad.csv: none of its 2 records can be read: record 1 has 1 field, expected 3',
      'mend the file',
    ],
    [
      'a line break in the name of a column',
      { file: put('broken.csv', 'who,"the\nday"\nAnn,2026-01-01\n') },
      exitCode.usage,
      'broken.csv has no column day',
      'its columns are 1 who, 2 the␊day',
    ],
    ['no format', { file: 'package.jsn5' }, exitCode.source, 'package.jsn5 is not there', ''],
    [
      'a column that is not there',
      { columns: { ...columns, amount: 'mony' } },
      exitCode.usage,
      `${fixture} has no column mony`,
      'did you mean money? its columns are 1 who, 2 day, 3 money',
    ],
    [
      'a number beyond',
      { columns: { ...columns, amount: '4' } },
      exitCode.usage,
      `${fixture} has no column 4: it has 3`,
      '',
    ],
    [
      'a range backwards',
      { columns: { ...columns, amount: '3-1' } },
      exitCode.usage,
      '3-1 is a range backwards',
      'write 1-3',
    ],
    [
      'several for one',
      { columns: { ...columns, amount: '1-2' } },
      exitCode.usage,
      '--amount is one column, not 1-2',
      '',
    ],
    [
      'a missing role',
      { columns: { customer: 'who' } },
      exitCode.usage,
      'mine rfm needs --date COLUMN --amount COLUMN',
      'who, day, money',
    ],
    [
      'contradicting choices',
      { choices: { method: 'ntile', bound: 'package' } },
      exitCode.usage,
      'bound package is a reading of quantiles, not of ntile',
      '',
    ],
    ['too many bins', { choices: { bins: 11 } }, exitCode.usage, 'rfm has 2 to 10 bins, not 11', ''],
    [
      'text where numbers are',
      { columns: { ...columns, amount: 'who' } },
      exitCode.source,
      `${fixture}: 7 values of who are not an amount of money: row 1 has "Ann"`,
      '--number-format',
    ],
    [
      'numbers where dates are',
      { columns: { ...columns, date: 'money' } },
      exitCode.source,
      'values of money are not a date',
      '--date-format',
    ],
    [
      'a pattern without groups',
      { read: { format: 'lines', pattern: 'x' } },
      exitCode.usage,
      '--pattern names no groups',
      '',
    ],
  ])('%s is said in words', async (_, more, code, message, hint) => {
    await expect(ask(more)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
  });

  it('unreadable and missing dates are told with their rows, five of them and how many more', async () => {
    const days = ['', '31.01.2026', 'x', 'x', 'x', 'x', 'x', 'x'].map(day => `Ann,${day},1\n`).join('');
    await expect(ask({ file: put('bad.csv', `who,day,money\n${days}`) })).rejects.toMatchObject({
      message: expect.stringMatching(
        /7 values of day are not a date: row 2 has "31.01.2026", row 3 .* and 2 more\n.*1 record has no day: row 1/,
      ),
    });
  });

  it('rows are counted as the file has them, with those that were refused', async () => {
    const file = put('both.csv', 'who,day,money\nAnn,2026-01-01,1\nAnn,2,3,4\nAnn,2026-01-01,x\n');
    await expect(ask({ file })).rejects.toMatchObject({ message: expect.stringContaining('row 3 has "x"') });
  });

  it('another spelling of dates, numbers and nothing is read where it is named', async () => {
    const file = put('de.csv', 'who;day;money\nAnn;31.01.2026;1.234,50\nNA;31.01.2026;5,00\n');
    const formats = { date: 'DD.MM.YYYY', number: '1.234,50', nullWords: ['NA'] };
    const { scores = none } = await ask({ file, read: { delimiter: ';' }, formats });
    expect(rowsOf(scores)).toMatchObject([{ customer_id: 'Ann', monetary: 1234.5 }]);
  });
});

const data = '../shared/data/rfm/rfm_data_orders.csv';
it.skipIf(!existsSync(data))('gives the ten rows of the R package rfm (skipped without ../shared/data)', async () => {
  const { answer } = await mine({
    model: 'rfm',
    file: data,
    columns: { customer: 'customer_id', date: 'order_date', amount: 'revenue' },
    choices: { bound: 'package' },
    asOf: '2006-12-31',
  });
  const rows = (answer.segments as Record<string, unknown>[]).map(row => Object.values(row).join('/'));
  expect(rows).toEqual([
    'About To Sleep/102/283/23449',
    'At Risk/28/216/22227',
    "Can't Lose Them/47/274/32446",
    'Champions/35/316/31646',
    'Lost/148/393/35324',
    'Loyal Customers/170/799/76562',
    'Need Attention/10/57/4562',
    'New Customers/104/329/28837',
    'Potential Loyalist/342/2211/204856',
    'Promising/9/28/4249',
  ]);
});

it('every model says what it asks for', () => {
  for (const { sentence, columns: asked } of minable()) {
    expect(sentence.length).toBeGreaterThan(10);
    expect(Object.keys(asked).length).toBeGreaterThan(0);
  }
});

it('names every column at once that is called as one of the model is', async () => {
  const file = put('taken.csv', 'As_Of,customer_id,_target,size,kind\n1,2,3,4,a\n1,2,3,5,b\n');
  await expect(mine({ model: 'tree', file, columns: { target: 'kind' }, choices: {} })).rejects.toMatchObject({
    message: 'a column to predict by cannot be called As_Of or customer_id or _target: the model has one of that name',
    hint: 'leave out with --exclude: As_Of,customer_id,_target',
  });
  await expect(mine({ model: 'segment', file, columns: { columns: '1,2,4' }, choices: {} })).rejects.toMatchObject({
    message: 'segments cannot be made of a column called As_Of or customer_id: the model has one of that name',
  });
});
