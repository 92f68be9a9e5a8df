import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exitCode, messageOf } from '../errors.js';
import { overlay, type Planned, readSql } from './read-sql.js';

describe('the sql folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'custometry-sql-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function put(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  it('is read as text with what each header says, sorted', async () => {
    put(
      'mart/customer.sql',
      '-- One row per customer: all of it.\n-- key: customer_key, month_start\n-- by: month_start\n-- part: dw.a on f(x, y)\n-- via: dw.b on changed.x = line.x\n-- by: customer_key, month_start\n-- part: dw.c on d, e\n-- model: churn\n-- for: segment, basket\nselect 1\n',
    );
    put('dw/dim_x.sql', '-- One row per x.\r\n-- key: x\r\nselect 1');
    put('report/x.sql', '-- One row per x.\n-- key: x\n-- kind: view\nselect 1');
    put('cube/sales.yaml', 'measures: []');
    expect(await readSql(folder, 'ours')).toEqual([
      {
        table: 'dw.dim_x',
        select: '-- One row per x.\r\n-- key: x\r\nselect 1',
        origin: 'ours',
        file: join(folder, 'dw/dim_x.sql'),
        sentence: 'One row per x.',
        key: ['x'],
      },
      expect.objectContaining({
        table: 'mart.customer',
        sentence: 'One row per customer: all of it.',
        key: ['customer_key', 'month_start'],
        by: ['month_start'],
        parts: [
          { input: 'dw.a', on: ['f(x, y)'], via: [{ input: 'dw.b', condition: 'changed.x = line.x' }] },
          { input: 'dw.c', on: ['d', 'e'], via: [], by: ['customer_key', 'month_start'] },
        ],
        model: 'churn',
        for: ['segment', 'basket'],
      }),
      expect.objectContaining({ table: 'report.x', key: ['x'], kind: 'view' }),
    ]);
  });

  it('holds tables that grow with their inputs', async () => {
    put('dw/a.sql', '-- One row per a.\n-- key: a\n-- grows: with each row of its inputs\nselect 1');
    expect(await readSql(folder, 'ours')).toMatchObject([{ table: 'dw.a', key: ['a'], grows: true }]);
  });

  it('holds checks, which need no key and are errors unless they say otherwise', async () => {
    put('check/a.sql', '-- Lines without an amount.\nselect 1');
    put('check/b.sql', '-- Lines without a customer.\n-- severity: warn\nselect 1');
    const checks = await readSql(folder, 'ours');
    expect(checks.map(({ table, severity, key }) => [table, severity, key])).toEqual([
      ['check.a', 'error', []],
      ['check.b', 'warn', []],
    ]);
  });

  it('may have a folder of selects that lies elsewhere and is linked', async () => {
    put('elsewhere/mine.sql', '-- One row per x.\n-- key: x\nselect 1');
    mkdirSync(join(folder, 'sql'));
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'sql', 'mart'));
    expect(await readSql(join(folder, 'sql'), 'project')).toMatchObject([{ table: 'mart.mine' }]);
  });

  it('may be missing', async () => {
    expect(await readSql(join(folder, 'none'), 'project')).toEqual([]);
  });

  it('names every fault with file and line at once', async () => {
    put('dw/a.sql', 'select 1');
    put('dw/b.sql', '-- One row per b.\n-- by: Month Start\nselect 1\n-- key: late');
    put('dw/c.sql', '-- One row per c.\n-- key: c\n-- grows: slowly\nselect 1');
    put(
      'dw/e.sql',
      '-- One row per e.\n-- key: e\n-- by: e\n-- part: dw.b on e\n-- by: E, f\n-- part: dw.b on e\nselect 1',
    );
    put('check/c.sql', '-- Bad ones.\n-- severity: loud\nselect 1');
    put('dw/k.sql', '-- One row per k.\n-- key: k\n-- kind: table\nselect 1');
    put('dw/l.sql', '-- One row per l.\n-- key: l\n-- part: dw.b on l\n-- via: dw.b on l\n-- part: dw.b\nselect 1');
    put('dw/m.sql', '-- One row per m.\n-- key: m\n-- kind: view\n-- by: m\n-- part: dw.b2 on m\nselect 1');
    put(
      'dw/n.sql',
      '-- One row per n.\n-- key: n\n-- kinds: view\n-- Model: churn\n-- model:\n-- for: ,\n-- see: the docs\nselect 1',
    );
    put('check/o.sql', '-- Bad ones.\n-- model: churn\n-- severety: warn\nselect 1');
    put('marts/d.sql', '-- One row per d.\n-- key: d\nselect 1');
    const error = await readSql(folder, 'project').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'CliError', code: exitCode.project });
    const at = (path: string) => join(folder, path);
    expect(messageOf(error).split('\n')).toEqual([
      `${at('check/c.sql')}:2: severity is error or warn, not loud`,
      `${at('check/o.sql')}:3: severety: says nothing; did you mean severity:?`,
      `${at('check/o.sql')}:2: a check has no model`,
      `${at('dw/a.sql')}:1: expected -- One row per …`,
      `${at('dw/a.sql')}:2: expected -- key: column, column`,
      `${at('dw/b.sql')}:2: expected -- key: column, column`,
      `${at('dw/b.sql')}:2: Month Start is no column name`,
      `${at('dw/c.sql')}:3: expected grows: with each row of its inputs`,
      `${at('dw/e.sql')}:5: E is no column name`,
      `${at('dw/e.sql')}:6: expected 2 expressions, one for each column of by:`,
      `${at('dw/k.sql')}:3: kind is view, of a table, or left out: not table`,
      `${at('dw/l.sql')}:3: expected by: before part:`,
      `${at('dw/l.sql')}:4: expected via: schema.table on condition, after a part:`,
      `${at('dw/l.sql')}:5: expected part: schema.table on expression, …`,
      `${at('dw/m.sql')}:3: a view has no rows of its own to make in parts, or to grow by`,
      `${at('dw/n.sql')}:5: expected model: and its name`,
      `${at('dw/n.sql')}:6: expected for: and the models that read it`,
      `${at('dw/n.sql')}:3: kinds: says nothing; did you mean kind:?`,
      `${at('dw/n.sql')}:4: Model: says nothing; did you mean model:?`,
      expect.stringMatching(/marts: not a schema of the warehouse; sql may hold stage, conform, dw, /),
    ]);
  });

  it('says of files that would not be read, or be taken for another table, where they are to stand', async () => {
    const table = '-- One row per x.\n-- key: x\nselect 1 as x';
    const paths = [
      'x.sql',
      'mart/deep/x.sql',
      'mart/Customer.sql',
      'mart/y.SQL',
      'mart/my-x.sql',
      'cube/a.yml',
      'b.yaml',
      'cubes/c.yaml',
    ];
    for (const path of [...paths, 'mart/x_1.sql', 'cube/my-sales.yaml', 'mart/notes.txt', '.x.sql']) put(path, table);
    const error = await readSql(folder, 'project').catch((thrown: unknown) => thrown);
    const [place, name] = [
      'a select stands in the folder of its schema, such as mart/NAME.sql',
      'expected lower case letters, digits and _ as the name of a table, and .sql behind it',
    ];
    expect(messageOf(error).replaceAll(join(folder, '/'), '').split('\n')).toEqual([
      'b.yaml: a cube stands in cube/NAME.yaml',
      'cube/a.yml: a cube stands in cube/NAME.yaml',
      'cubes/c.yaml: a cube stands in cube/NAME.yaml',
      `mart/Customer.sql: ${name}`,
      `mart/deep/x.sql: ${place}`,
      `mart/my-x.sql: ${name}`,
      `mart/y.SQL: ${name}`,
      `x.sql: ${place}`,
    ]);
    expect((await readSql(folder, 'ours')).length).toBeGreaterThan(0);
  });

  it('of a project takes the place of ours by name, and joins otherwise', () => {
    const of = (table: string, origin: 'ours' | 'project'): Planned => ({
      table,
      origin,
      select: '',
      sentence: '',
      key: [],
    });
    const merged = overlay([of('dw.a', 'ours'), of('dw.b', 'ours')], [of('dw.b', 'project'), of('dw.c', 'project')]);
    expect(merged.map(({ table, origin, replaces }) => [table, origin, replaces])).toEqual([
      ['dw.a', 'ours', undefined],
      ['dw.b', 'project', true],
      ['dw.c', 'project', undefined],
    ]);
  });
});
