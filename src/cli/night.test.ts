import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCommandLine } from './program.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

const project = `
currency: EUR
sources:
  sales: { files: sales.csv }
entities:
  order_line:
    - source: sales
      columns:
        order_id: number
        ordered_at: day
        customer_id: who
        product_id: what
        quantity: count
        unit_price: price
limits:
  quarantine: { share: 0.5 }
`;

const sales = `number,day,who,what,count,price
1,2026-01-05,山田,tea,2,10.00
2,2026-01-06,anna,mug,1,5.50
3,2026-02-06,anna,=1+1,1,4.50
,2026-02-06,anna,tea,1,10.00
`;

/** A night on the command line and the day after, on a real project. */
describe('a project of one file', () => {
  let folder: string;
  let night: { out: string; err: string; code: number };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'custometry-night-'));
    await writeFile(join(folder, 'custometry.yaml'), project);
    await writeFile(join(folder, 'sales.csv'), sales);
    night = await custometry('run', '--json');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is run to one JSON object; progress goes to standard error', () => {
    expect(night.code).toBe(0);
    const result = JSON.parse(night.out);
    expect(result).toMatchObject({
      generation: '000001',
      published: true,
      asOf: '2026-02-06',
      landed: 4,
      accepted: 3,
      quarantined: 1,
      repeats: 0,
      skipped: 0,
      checks: { failed: 0 },
    });
    expect(result.tables).toContainEqual({ name: 'dw.fact_order_line', rows: 3, status: 'built' });
    expect(result.reports.length).toBeGreaterThan(0);
    expect(night.err).toMatch(/^land {2}/m);
    expect(night.err).not.toContain('\u001b');
  });

  it('a second time says that nothing is new, and nothing at all with --quiet', async () => {
    expect((await custometry('run')).out).toMatch(/^nothing new; generation 000001 stands\n/);
    expect(await custometry('run', '--quiet')).toEqual({ code: 0, out: '', err: '' });
  });

  it('answers a select: as a table, as JSON, as CSV', async () => {
    const sql = 'select customer_id, revenue from mart.customer order by revenue desc, customer_id';
    expect((await custometry('query', sql)).out.split('\n').slice(0, 3)).toEqual([
      'customer_id  revenue',
      '───────────  ───────',
      '山田              20',
    ]);
    expect(JSON.parse((await custometry('query', sql, '--json')).out)).toEqual([
      { customer_id: '山田', revenue: 20 },
      { customer_id: 'anna', revenue: 10 },
    ]);
    expect((await custometry('query', sql, '--csv')).out).toBe('customer_id,revenue\r\n山田,20\r\nanna,10\r\n');
  });

  it('reads a statement from a file', async () => {
    const file = join(folder, 'one.sql');
    await writeFile(file, '\ufeffselect 1 as one; -- a comment');
    expect((await custometry('query', '-f', file, '--json')).out).toBe('[{"one":1}]\n');
    expect(await custometry('query', '-f', `${file}.gone`)).toMatchObject({ code: 2, out: '' });
    expect(await custometry('query', 'select 1', '-f', file)).toMatchObject({ code: 2, out: '' });
  });

  it('refuses what a select may not do, and a wrong one, with exit code 2', async () => {
    const wrong = await custometry('query', 'select nothing from nowhere', '--json');
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(JSON.parse(wrong.err).error.message).toContain('nowhere');
    expect(await custometry('query', 'drop table dw.fact_order_line')).toMatchObject({ code: 2, out: '' });
    expect(await custometry('query', "select * from read_text('/etc/hostname')")).toMatchObject({ code: 2, out: '' });
    expect(await custometry('query', 'select 1; select 2 -- two')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('one statement is expected, found 2'),
    });
    expect((await custometry('query', 'show tables', '--csv')).out).toMatch(
      /^name,rows\r\n(.*\r\n)*dw.fact_order_line,3\r\n/,
    );
    expect(await custometry('query', '; /* nothing */')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('the statement is empty'),
    });
  });

  it.each([
    ['drop table dw.fact_order_line', 'a query only reads'],
    ["copy (select 1) to 'one.csv'", 'a query reads the tables of the warehouse and no file'],
    ["attach 'other.duckdb'", 'a query reads the tables of the warehouse and no file'],
    ["select * from read_csv('sales.csv')", 'custometry mine asks one file'],
    ['install httpfs', 'nothing is loaded to it'],
    ['load httpfs', 'nothing is loaded to it'],
    ["set memory_limit = '1GB'", 'set in custometry.yaml'],
    ['selct 1', 'Parser Error: syntax error at or near "selct"'],
  ])('says what to do instead of %s', async (sql, said) => {
    const { code, out, err } = await custometry('query', sql);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
    expect(err).not.toContain('Failed to extract');
  });

  it('shows what was refused', async () => {
    const listed = (await custometry('quarantine', 'list')).out;
    expect(listed).toContain('\nall of them\n');
    // Two mappings may refuse one record by rules of one name: the list tells them apart.
    expect(listed).toMatch(/^ +status +source +file +row +entity +mapping +rule /m);
    expect(listed).toMatch(/^ +open +sales +sales.csv +4 +order_line +0 +required_order_id /m);
    const { out } = await custometry('quarantine', 'list', '--json');
    expect(JSON.parse(out)).toMatchObject({
      total: 1,
      records: [{ file: 'sales.csv', row: 4, rule: 'required_order_id' }],
    });
    expect((await custometry('quarantine', 'show', 'sales.csv', '4')).out).toContain('order_id is missing');
    expect(await custometry('quarantine', 'show', 'sales.csv', '5')).toMatchObject({ code: 2 });
    const file = join(folder, 'refused.csv');
    await custometry('quarantine', 'export', '--out', file);
    expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(2);
  });

  it('names its reports and its runs', async () => {
    expect(JSON.parse((await custometry('report', '--json')).out)).toMatchObject([
      { generation: '000001', current: true },
    ]);
    expect(JSON.parse((await custometry('runs', '--json')).out)[0]).toMatchObject({
      command: 'run',
      status: 'published',
      generation: '000001',
      landed: 4,
    });
  });

  it('needs no project to say what a DuckDB shell must be told', async () => {
    const { code, out } = await custometry('sql', '--preamble', '-p', join(folder, 'gone'));
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('create') });
    expect(await custometry('sql')).toMatchObject({ code: 2 });
    expect(await custometry('sql', 'mart.customer', '--preamble')).toMatchObject({ code: 2 });
  });

  it('tells the way of a table, its select, and the checks', async () => {
    const { upstream } = JSON.parse((await custometry('lineage', 'report.rfm_segment', '--json')).out);
    expect(upstream.map(({ table }: { table: string }) => table)).toContain('dw.fact_order_line');
    expect((await custometry('lineage', 'raw.sales.day')).out).toMatch(/^landed +as the source delivers it$/m);
    expect((await custometry('sql', 'mart.customer')).out).toMatch(/^with /m);
    expect(await custometry('sql', 'mart.custmer')).toMatchObject({
      code: 2,
      err: expect.stringContaining('mart.customer'),
    });
    expect((await custometry('check')).out).toMatch(/^\d+ of \d+ checks passed\n/);
  });

  it('shows one customer, who and what they bought', async () => {
    const { out } = await custometry('customer', '山田', '--json');
    expect(JSON.parse(out)).toMatchObject({
      customer_id: '山田',
      behaviour: { orders: 1 },
      orders: [{ order_id: '1' }],
    });
    expect(await custometry('customer', 'nobody')).toMatchObject({ code: 2, out: '' });
  });

  it('is looked over by the doctor, who also names a project file that cannot be read', async () => {
    const findings = JSON.parse((await custometry('doctor', '--json')).out);
    expect(findings.filter(({ status }: { status: string }) => status === 'bad')).toEqual([]);
    const gone = await custometry('doctor', '-p', join(folder, 'gone'));
    expect(gone).toMatchObject({ code: 3, out: expect.stringMatching(/^bad {3}/) });
    const other = join(folder, 'no-file');
    await mkdir(other);
    const lines =
      'entities: { order_line: [{ source: sales, columns: { order_id: id, ordered_at: day, net_amount: sum } }] }';
    await writeFile(join(other, 'custometry.yaml'), `sources: { sales: { files: sales.csv } }\n${lines}\n`);
    expect((await custometry('doctor', '-p', other)).out).toContain('bad   source sales: no file matches sales.csv in');
  });

  it('says of the members of a level that there are more than were asked for', async () => {
    const members = (limit: string) => custometry('cube', 'members', 'sales', 'product.id', '--limit', limit);
    const more = 'there are more: a higher --limit, or --offset, shows them\n';
    expect((await members('0')).err).toBe(`0 rows\n${more}`);
    expect((await members('1')).err).toBe(`1 row\n${more}`);
    expect((await members('100')).err).toMatch(/^\d+ rows\n$/);
  });

  it('leaves by every format, into a file or a pipe', async () => {
    for (const asked of [['--format', 'json'], ['--json']])
      expect(JSON.parse((await custometry('export', 'mart.customer', ...asked)).out)).toHaveLength(2);
    const file = join(folder, 'out.parquet');
    expect(JSON.parse((await custometry('export', 'mart.customer', '--out', file, '--json')).out)).toEqual({
      rows: 2,
      path: file,
    });
    expect((await readFile(file)).subarray(0, 4).toString()).toBe('PAR1');
    for (const command of [
      ['export', 'mart.customer'],
      ['quarantine', 'export'],
    ])
      expect(await custometry(...command, '--out', join(folder, 'out.xlsx'))).toMatchObject({
        code: 2,
        err: expect.stringContaining('no format has names that end in .xlsx'),
      });
    const refused = join(folder, 'refused.parquet');
    const exported = await custometry('quarantine', 'export', '--out', refused);
    expect(exported.out).toBe(`1 record written to ${refused}\n`);
    for (const [quiet, out] of [
      [[], `2 rows written to ${file}\n`],
      [['--quiet'], ''],
    ] as const)
      expect(await custometry('export', 'mart.customer', '--out', file, ...quiet)).toMatchObject({ code: 0, out });
    expect((await readFile(refused)).subarray(0, 4).toString()).toBe('PAR1');
    for (const name of ['out.csv', 'out.arrow']) {
      const said = await custometry('export', 'mart.customer', '--out', join(folder, 'nowhere', name));
      expect(said).toMatchObject({
        code: 2,
        err: expect.stringContaining(`${name} cannot be written: no such file or folder`),
      });
    }
  });

  it('shows what a mapping reads, and what a run would do, without doing it', async () => {
    const { out } = await custometry('run', '--preview', 'order_line');
    expect(out).toMatch(/^shown: 3 records accepted, 1 refused; 0 skipped in all\n/);
    expect(out).toContain('order_id is missing');
    expect((await custometry('run', '--plan')).out).toMatch(/^0 of 1 files would be landed/);
    await writeFile(join(folder, 'sales.csv'), sales.split('\n', 2).join('\n'));
    expect(await custometry('run', '--plan')).toMatchObject({
      code: 4,
      out: '',
      err: expect.stringContaining('sales.csv shrank from 4 to 1 records, more than 50 %'),
    });
    await writeFile(join(folder, 'sales.csv'), sales);
    expect(JSON.parse((await custometry('report', '--json')).out)).toHaveLength(1);
  });

  it('says of a column that landed where it goes, not what it is made of', async () => {
    const { out } = await custometry('lineage', 'raw.sales.price');
    expect(out).toMatch(/^column +raw[.]sales[.]price\nlanded +as the source delivers it\n\ndown\n/);
  });

  it('has its tables listed with their rows at a prompt, those about the run itself too', async () => {
    const shell = start('shell', '--csv');
    shell.stdin.end('.tables\n');
    expect(await text(shell.stdout)).toMatch(/dw\.fact_order_line,3\r\n[\s\S]*meta\.run,1\r\n/);
  });

  it('is at hand at a prompt; from a pipe, the first fault ends it', async () => {
    const shell = start('shell', '--csv');
    shell.stdin.end('.schema mart.customer_month\nselect 1 as one\n;select 2 as two; select x;select 3;');
    const [out, err, [code]] = await Promise.all([text(shell.stdout), text(shell.stderr), once(shell, 'close')]);
    expect(out).toMatch(/^name,type\r\ncustomer_key,INTEGER\r\n/);
    expect(out).toMatch(/one\r\n1\r\ntwo\r\n2\r\n$/);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('"x"') });
  });

  it('stops at Ctrl-C in less than two seconds, with exit code 130, and the generation stands', async () => {
    const run = start('run', '--rebuild');
    await once(run.stderr, 'data');
    const before = performance.now();
    run.kill('SIGINT');
    const [[code], err] = await Promise.all([once(run, 'close'), text(run.stderr)]);
    expect({ code, err }).toEqual({
      code: 130,
      err: expect.stringContaining('interrupted; nothing is left half done\n'),
    });
    expect(performance.now() - before).toBeLessThan(2000);
    expect((await custometry('query', 'select count(*) as n from dw.fact_order_line', '--json')).out).toBe(
      '[{"n":3}]\n',
    );
    expect(JSON.parse((await custometry('runs', '--json')).out).at(-1)).toMatchObject({ status: 'interrupted' });
  });

  it('goes back a generation, compares two and clears away, each in words, as JSON and as CSV', async () => {
    const shown = (await custometry('runs', 'show', '1')).out;
    expect(shown).toMatch(/^tables {6}\d+ built, 0 kept$/m);
    expect(shown).toMatch(/^ {2}sales +000001 +1 +4 +0$/m);
    expect((await custometry('run', '--force', '--quiet', '--as-of', '2026-02-28')).code).toBe(0);
    const generation = JSON.parse((await custometry('runs', '--json')).out).at(-1).generation;
    const words = (await custometry('runs', 'diff', '1', generation)).out;
    expect(words).toMatch(/^ {2}as of +2026-02-06 +2026-02-28$/m);
    expect(words).toMatch(/^ {2}conform\.setting +1 +1 +changed +built/m);
    expect(JSON.parse((await custometry('runs', 'diff', '1', generation, '--json')).out)).toMatchObject({
      before: { generation: '000001', asOf: '2026-02-06' },
      after: { generation, asOf: '2026-02-28' },
      inputs: [],
      options: [],
    });
    const csv = (await custometry('runs', 'diff', '1', generation, '--csv')).out;
    expect(csv).toContain('name,sql,rows_before,rows_after,sums,status,reason\r\n');
    expect((await custometry('rollback')).out).toMatch(/^generation 000001 stands, as of 2026-02-06; before it /);
    expect(await custometry('rollback', '77')).toMatchObject({ code: 2, err: expect.stringContaining('is not kept') });
    const removed = JSON.parse((await custometry('runs', 'gc', '--keep', '1', '--json')).out);
    expect(removed).toEqual([]);
    expect((await custometry('rollback', generation, '--json')).out).toContain(`"generation":"${generation}"`);
    expect((await custometry('runs', 'gc', '--keep', '1')).out).toMatch(
      / freed\n\nremoved\n[\s\S]*generations\/000001/,
    );
    expect((await custometry('runs', 'gc', '--csv')).out).toBe('what,path,bytes\r\n');
  });

  it('settles what was refused with who and why, and the ledger says so', async () => {
    const mended = join(folder, 'refused.csv');
    await custometry('quarantine', 'export', '--out', mended);
    const text = await readFile(mended, 'utf8');
    await writeFile(mended, text.replace('""number"":null', '""number"":""4""'));
    expect(await custometry('quarantine', 'discard', '--why', 'x')).toMatchObject({ code: 2 });
    expect(await custometry('quarantine', 'waive', 'sales.csv', '4', '--why', 'x')).toMatchObject({
      code: 2,
      err: expect.stringContaining('an order_line is nothing without order_id'),
    });
    const retried = await custometry('quarantine', 'retry', mended, '--why', 'a typing error', '--by', 'ada', '--json');
    expect(JSON.parse(retried.out)).toMatchObject({ action: 'retry', decided: [{ row: 4, by: 'ada' }], already: 0 });
    const again = await custometry('quarantine', 'retry', mended, '--why', 'x');
    expect(again.out).toMatch(/^0 decisions to retry; 1 had/);
    expect(again.err).toMatch(/^1 record mended before, left as landed then; to mend them again, export/);
    expect((await custometry('quarantine', 'retry', '--why', 'x')).err).toContain('nothing to do');
    expect((await custometry('quarantine')).out).toContain('retried');
    expect(JSON.parse((await custometry('runs', '--json')).out).at(-1)).toMatchObject({
      command: 'quarantine retry',
      status: 'decided',
    });
    expect(JSON.parse((await custometry('run', '--json')).out)).toMatchObject({ landed: 1, accepted: 1 });
  });

  it('says with --quiet, too, who could not be told: the mail of cron is all that is left then', async () => {
    const file = join(folder, 'custometry.yaml');
    const given = await readFile(file, 'utf8');
    await writeFile(file, `${given}notify: [{ webhook: { url: '\${CUSTOMETRY_NO_HOOK}' } }]\n`);
    const { code, out, err } = await custometry('run', '--quiet');
    await writeFile(file, given);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toMatch(/^warning: nobody was told by webhook: .*CUSTOMETRY_NO_HOOK.*\n$/);
  });

  it('shows whom it would forget, and forgets them when it is meant', async () => {
    const shown = await custometry('forget', '山田');
    expect(shown).toMatchObject({ code: 0, out: expect.stringContaining('landing/sales/000001') });
    expect(await custometry('forget', 'nobody', '--yes')).toMatchObject({ code: 2 });
    expect(JSON.parse((await custometry('forget', '山田', '--yes', '--json')).out)).toMatchObject({ isDone: true });
    expect(await custometry('customer', '山田')).toMatchObject({ code: 2 });
    expect((await custometry('forget', '山田', '--yes')).out).toContain('nothing is left to erase');
  });

  function start(...argv: string[]) {
    const program = ['dist/bundle/main.js', ...argv, '-p', folder];
    return spawn(process.execPath, program, { cwd: root, env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '' } });
  }

  async function custometry(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
    const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const where = argv.includes('-p') ? [] : ['-p', folder];
      const code = await runCommandLine([...argv, ...where]);
      return { code, out: said(out.mock.calls), err: said(err.mock.calls) };
    } finally {
      out.mockRestore();
      err.mockRestore();
    }
  }
});

function said(calls: unknown[][]): string {
  return calls
    .map(([piece]) => (typeof piece === 'string' ? piece : Buffer.from(piece as Uint8Array).toString()))
    .join('');
}
