import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { madeOnce } from '../../fixtures/made-once.js';
import { starBench } from '../../fixtures/star-bench.js';
import { type Workbench, workbench } from '../../fixtures/workbench.js';
import type { Progress } from './session.js';

let bench: Workbench;
afterEach(() => bench.close());

const rows = async (sql: string) => (await bench.rows(sql)).map(row => Object.values(row));
const header = 'id,at,who,sku,n,price\n';

/** One source of order lines; `more` follows its files, `rest` the mapping. */
function project(more = '', rest = ''): string {
  return `
sources:
  lines: { files: 'lines*.csv'${more} }
entities:
  order_line:
    - source: lines
      columns: { order_id: id, ordered_at: at, customer_id: who, product_id: sku, quantity: n, unit_price: price }
${rest}`;
}

const monday = `${header}1,2024-01-01,M,tea,1,10\n2,2024-01-01,C,mug,2,5\n`;
const tuesday = `${header}3,2024-01-02,A,tea,1,10\n4,2024-01-02,M,pot,1,20\n`;

const clock = new Date('2024-03-01T02:00:00Z');

/** What a kill in that run would have left, when its tables were made. */
let cut: Workbench | undefined;
afterAll(() => cut?.close());

const afterMonday = madeOnce(async () => {
  const made = workbench(project(), { 'lines1.csv': monday });
  const progress = ({ step }: Progress) => {
    if (step === 'check') cut ??= made.copy();
  };
  await made.run({ now: () => clock, progress });
  return made;
});

const afterTuesday = madeOnce(async () => {
  const made = await afterMonday();
  made.write('lines2.csv', tuesday);
  await made.run();
  return made;
});

describe('keys', () => {
  const members = 'select customer_key, customer_id from dw.dim_customer where customer_key > 0 order by 1';

  it('stay as they were issued: new ones come after, in natural order; one whose member is gone is not given again', async () => {
    bench = await afterTuesday();
    expect(await rows(members)).toEqual([
      [1, 'C'],
      [2, 'M'],
      [3, 'A'],
    ]);
    bench.write('lines1.csv', `${header}1,2024-01-01,Z,tea,1,10\n2,2024-01-01,M,mug,2,5\n`);
    expect(await bench.run()).toMatchObject({ published: true, landed: 2, accepted: 2 });
    const wanted = [
      [2, 'M'],
      [3, 'A'],
      [4, 'Z'],
    ];
    expect(await rows(members)).toEqual(wanted);
    await bench.run({ rebuild: true });
    expect(await rows(members)).toEqual(wanted);
    expect(readdirSync(join(bench.dir, 'decisions', 'key')).sort()).toEqual([
      '000001-000001.ndjson',
      '000002-000002.ndjson',
      '000003-000003.ndjson',
    ]);
  });
});

describe('line numbers', () => {
  const numbered = project().replace('order_id: id', 'order_id: id, line_number: line');
  const head = 'id,at,who,sku,n,price,line\n';

  it('follow time, file and row, late lines too; those that are given stay, repeats of them come after', async () => {
    const derived = '1,2024-01-01 08:00,A,p1,1,1,\n1,2024-01-01 08:00,A,p2,1,1,\n';
    const given = '2,2024-01-01,A,p1,1,1,7\n2,2024-01-01,A,p2,1,1,\n2,2024-01-01,A,p1,1,1,7\n2,2024-01-01,A,p3,1,1,2\n';
    const apart = '3,2024-01-01,A,p2,1,1,\n4,2024-01-01,A,p3,1,1,\n3,2024-01-01,A,p1,1,1,\n';
    bench = workbench(numbered, { 'lines1.csv': `${head}${derived}${given}${apart}` });
    const star = await starBench(bench.dir, ['dw.fact_order_line', 'dw.dim_product', 'stage.account']);
    await star.night(clock);
    expect(await star.rows('select landed, accepted, repeats from stage.account')).toMatchObject([
      { landed: 9, accepted: 9, repeats: 0 },
    ]);
    bench.write('lines2.csv', `${head}1,2024-01-01 07:00,A,p3,1,1,\n1,2024-01-01 09:00,A,p4,1,1,\n`);
    await star.night(clock);
    const numbers =
      'select order_id, line_number, product_id from dw.fact_order_line join dw.dim_product using (product_key)';
    const found = await star.rows(`${numbers} order by 1, 2`);
    expect(found.map(row => Object.values(row))).toEqual([
      ['1', 1, 'p3'],
      ['1', 2, 'p1'],
      ['1', 3, 'p2'],
      ['1', 4, 'p4'],
      ['2', 2, 'p3'],
      ['2', 7, 'p1'],
      ['2', 8, 'p2'],
      ['2', 9, 'p1'],
      ['3', 1, 'p2'],
      ['3', 2, 'p1'],
      ['4', 1, 'p3'],
    ]);
  });

  it('given twice, for lines of another product or another day of shipping, fail the run, which names the key', async () => {
    const shipped = numbered.replace('line_number: line', 'line_number: line, shipped_at: sent');
    const [line, sent] = ['2024-01-01,A', '2024-01-04'];
    const products = `1,${line},p1,1,1,1,${sent}\n1,${line},p2,1,1,1,${sent}\n`;
    const days = `2,${line},p1,1,1,1,${sent}\n2,${line},p1,1,1,1,2024-01-05\n`;
    bench = workbench(shipped, { 'lines1.csv': head.replace('line', 'line,sent') + products + days });
    await expect(bench.run()).rejects.toMatchObject({
      code: 1,
      message: expect.stringContaining('key of dw.fact_order_line: 2 offenders'),
    });
  });
});

describe('a run of little', () => {
  it('keeps no log, and where it was cut short, the next makes it again', async () => {
    bench = await afterMonday();
    const killed = cut as Workbench;
    const left = readdirSync(join(killed.dir, 'generations', '000001.building'));
    expect(left).toContain('warehouse.duckdb');
    expect(left).not.toContain('warehouse.duckdb.wal');
    rmSync(join(killed.dir, 'lock'), { recursive: true });
    expect(await killed.run({ now: () => clock })).toMatchObject({ published: true, generation: '000001' });
    const without = { tables: /^meta\./ };
    expect(await killed.contents(without)).toEqual(await bench.contents(without));
  });
});

describe('a failing check', () => {
  it('publishes nothing, leaves the last generation readable, and is over when its cause is', async () => {
    bench = await afterMonday();
    mkdirSync(join(bench.dir, 'sql', 'check'), { recursive: true });
    const check = join(bench.dir, 'sql', 'check', 'no_pots.sql');
    writeFileSync(check, "-- Pots that were sold.\nselect product_id from dw.dim_product where product_id = 'pot'\n");
    bench.write('lines2.csv', tuesday);
    await expect(bench.run()).rejects.toMatchObject({
      code: 1,
      message: expect.stringMatching(/no_pots: 1 offender[\s\S]*"pot"/),
    });
    expect(await rows('select count(*) from dw.fact_order_line')).toEqual([[2]]);
    expect(readdirSync(join(bench.dir, 'generations')).filter(name => /^\d/.test(name))).toEqual(['000001']);
    expect(readdirSync(join(bench.dir, 'reports')).sort()).toEqual(['000001', 'latest']);
    expect((await bench.open()).reports().map(report => report.generation)).toEqual(['000001']);
    expect((await bench.open()).runs().map(run => run.status)).toEqual(['published', 'failed']);
    writeFileSync(check, '-- Nothing.\nselect product_id from dw.dim_product where false\n');
    expect(await bench.run()).toMatchObject({ published: true, landed: 2 });
    expect(await rows('select count(*) from dw.fact_order_line')).toEqual([[4]]);
  });
});

describe('limits', () => {
  it('a delivery whose price column was renamed fails the run, as the plan says; what the project allows is told', async () => {
    bench = await afterMonday();
    bench.write('lines2.csv', `${header}4,2024-01-03,A,tea,1,3\n`);
    bench.write('lines3.csv', `${header.replace('price', 'cost')}7,2024-01-03,A,tea,1,7\n8,2024-01-03,A,tea,1,8\n`);
    const foreseen = expect.stringMatching(
      /lines3.csv lacks price, which the amounts .* more than 50 % of the new lines have none fails \(limits.amount_missing\)/,
    );
    expect((await (await bench.open()).plan()).warnings).toContainEqual(foreseen);
    const failure = await bench.run().catch(error => error);
    expect(failure).toMatchObject({
      code: 1,
      message: foreseen,
      hint: expect.stringContaining('limits.amount_missing'),
    });
    expect(failure.message).toContain('order lines from lines without an amount: 2; allowed: 50 % of 3');
    expect(await rows('select count(*) from dw.fact_order_line')).toEqual([[2]]);
    bench.write('custometry.yaml', project('', 'limits: { amount_missing: { share: 1 } }\n'));
    expect(await bench.run()).toMatchObject({ published: true, checks: { warned: 1 } });
    const lines = 'select count(net_amount), count(*) from dw.fact_order_line';
    expect(await rows(lines)).toEqual([[3, 5]]);
    bench.write('custometry.yaml', project().replace('price }', "'coalesce(price, cost)' }"));
    expect(await bench.run()).toMatchObject({ published: true, checks: { warned: 0 } });
    expect(await rows(lines)).toEqual([[5, 5]]);
  });

  it('one line fails it where a column of an expression was lost, such as the price beside a rate of tax', async () => {
    const taxed = project().replace(
      'unit_price: price }',
      "net_amount: 'cast(price as decimal(18, 4)) * cast(n as int) / 1.19' }",
    );
    bench = workbench(taxed, { 'lines1.csv': monday });
    await bench.run();
    bench.write('lines2.csv', `${header.replace('price', 'cost')}7,2024-01-03,A,tea,1,7\n`);
    await expect(bench.run()).rejects.toMatchObject({
      code: 1,
      message: expect.stringContaining('1; allowed: 50 % of 1'),
    });
  });

  it('a share is of ten lines at least, so that few without a price are told, and where it is 0, none may be', async () => {
    const lines = (count: number) => Array.from({ length: count }, (_, index) => `${index},2024-01-01,M,tea,1,\n`);
    bench = workbench(project(), { 'lines1.csv': header + lines(5).join('') });
    expect(await bench.run()).toMatchObject({ published: true, checks: { warned: 1 } });
    bench.write('lines2.csv', header + lines(6).join('').replaceAll(',M,', ',A,').replace(/^/gm, '9'));
    await expect(bench.run()).rejects.toMatchObject({ message: expect.stringContaining('6; allowed: 50 % of 6') });
    bench.close();
    bench = workbench(project('', 'limits: { amount_missing: { share: 0 } }\n'), {
      'lines1.csv': `${monday}3,2024-01-02,A,tea,1,\n`,
    });
    await expect(bench.run()).rejects.toMatchObject({ message: expect.stringContaining('1; allowed: 0 % of 3') });
  });

  const dirty = `${header}1,2024-01-01,M,tea,1,10\n2,never,C,mug,2,5\n3,never,C,mug,20,5\n4,2024-01-01,C,mug,500,5\n`;

  const rules = `
      rules:
        - { column: ordered_at, type: true, limit: { count: 1 } }
        - { name: 'few_%_', column: quantity, between: [1, 9], action: warn, limit: { share: 0.2 } }
        - { column: customer_id, matches: '^[MC]$', limit: { count: 0 } }
`;

  it('of a run and of rules, by count and by share, fail the run before it publishes, all of them named', async () => {
    bench = workbench(project('', `${rules}limits: { quarantine: { share: 0.4, count: 2 } }`), { 'lines1.csv': dirty });
    const failure = await bench.run().catch(error => error);
    const hint = expect.stringContaining('quarantine waive, discard');
    expect(failure).toMatchObject({ code: 1, message: expect.stringContaining('3 of '), hint });
    expect(failure.message).toContain('refused records of the run: 2; allowed: 2 and 40 % of 4');
    expect(failure.message).toContain(
      '2 of order_line from lines: ordered_at is not a time, written as 2026-12-31 23:59:59',
    );
    expect(failure.message).toContain('records of order_line that break type_ordered_at: 2; allowed: 1');
    expect(failure.message).toContain('records of order_line that break few_%_: 2; allowed: 20 % of 4');
    await expect(bench.rows('select 1')).rejects.toThrow('there is no warehouse yet');
  });

  it('count a record that two mappings refuse once', async () => {
    const fees =
      '    - { source: lines, columns: { order_id: id, ordered_at: at, net_amount: price, kind: { default: fee } } }\n';
    bench = workbench(project('', `${fees}limits: { quarantine: { share: 0 } }\n`), {
      'lines1.csv': `${monday}3,never,C,mug,1,5\n`,
    });
    await expect(bench.run()).rejects.toMatchObject({
      message: expect.stringMatching(/the run: 1; allowed: 0 % of 3\n {2}1 of order_line from lines: /),
    });
  });

  it('count every record when the rules change and no record is new', async () => {
    bench = await afterMonday();
    bench.write('custometry.yaml', project('', '      rules: [{ column: customer_id, in: [Nobody] }]\n'));
    await expect(bench.run()).rejects.toMatchObject({
      code: 1,
      message: expect.stringMatching(
        /records refused now that were not before: 2; allowed: .*\n {2}2 of order_line from lines: /,
      ),
      hint: expect.stringContaining('run --preview ENTITY shows'),
    });
    expect(await rows('select count(*) from dw.fact_order_line')).toEqual([[2]]);
  });
});

describe('files', () => {
  it('with another header stop the run where the source is frozen, and are read by name where it evolves', async () => {
    bench = await afterMonday();
    bench.write('custometry.yaml', project(', drift: freeze'));
    bench.write('lines2.csv', 'colour,id,at,who,sku,n,price\nred,3,2024-01-02,A,tea,1,10\n');
    await expect(bench.run()).rejects.toMatchObject({ code: 4, message: expect.stringContaining('colour') });
    expect(await rows('select count(*) from dw.fact_order_line')).toEqual([[2]]);
    expect(readdirSync(join(bench.dir, 'landing', 'lines')).filter(name => /^\d/.test(name))).toEqual(['000001']);
    expect(readdirSync(join(bench.dir, 'generations')).filter(name => /^\d/.test(name))).toEqual(['000001']);
    bench.write('custometry.yaml', project());
    expect((await bench.run()).warnings.join('\n')).toContain('colour');
    expect(await rows('select order_id, net_amount from dw.fact_order_line order by 1')).toEqual([
      ['1', 10],
      ['2', 10],
      ['3', 10],
    ]);
  });

  it('that hold the same under two names both count, which is said; a mapping can leave one out', async () => {
    bench = await afterMonday();
    bench.write("lines1's copy.csv", monday);
    const told = "lines1's copy.csv holds what lines1.csv holds: its records count twice unless";
    const condition = "where: _file <> 'lines1''s copy.csv'";
    expect((await bench.run()).warnings.join('\n')).toMatch(new RegExp(`${told}.*${condition}`));
    expect(await rows('select sum(net_amount) from dw.fact_order_line')).toEqual([[40]]);
    bench.write('custometry.yaml', project('', `      ${condition}\n`));
    expect(await bench.run()).toMatchObject({ published: true, landed: 0 });
    expect(await rows('select sum(net_amount) from dw.fact_order_line')).toEqual([[20]]);
    bench.write('custometry.yaml', project().replace('order_id: id', 'order_id: id, line_number: n'));
    bench.write('lines2.csv', tuesday);
    bench.write('lines3.csv', tuesday);
    const failed = expect.stringMatching(/key of dw\.fact_order_line[\s\S]*lines3\.csv holds what lines2\.csv holds/);
    await expect(bench.run()).rejects.toMatchObject({ code: 1, message: failed });
  });

  it('may be listed in any order', async () => {
    const orders = ['[lines2.csv, lines1.csv]', "[lines1.csv, 'lines?.csv']"];
    const found: Map<string, string[]>[] = [];
    for (const files of orders) {
      bench = workbench(project().replace("'lines*.csv'", files), { 'lines1.csv': monday, 'lines2.csv': tuesday });
      const star = await starBench(bench.dir, ['mart.order_summary', 'mart.basket', 'stage.account']);
      await star.night(new Date(0));
      found.push(await star.contents());
      bench.close();
    }
    expect(found[0]?.get('dw.fact_order_line')).toHaveLength(4);
    expect(found[1]).toEqual(found[0]);
  });
});

describe('a small company', () => {
  it.each([
    ['nothing but refused orders', `${header}1,never,A,tea,1,1\n`, null, 0],
    ['one customer who only gave things back', `${header}1,2024-01-01,A,tea,-1,10\n`, '2024-01-01', 1],
  ])('with %s is published with a report, every check and every table', async (_name, csv, asOf, customers) => {
    bench = workbench(project('', 'limits: { quarantine: { share: 1 } }'), { 'lines1.csv': csv });
    const result = await bench.run();
    expect(result).toMatchObject({ published: true, asOf, checks: { failed: 0 } });
    expect(await rows('select count(*) from mart.customer')).toEqual([[customers]]);
    const scored = 'customer_id, as_of, recency_days, frequency, monetary, r, f, m, segment';
    expect(await bench.rows(`select ${scored} from score.rfm`)).toHaveLength(customers);
    expect(
      await bench.rows('select segment, customers, orders, revenue, revenue_share from report.rfm_segment'),
    ).toBeInstanceOf(Array);
    expect(result.reports.length).toBeGreaterThan(0);
    for (const file of result.reports) expect(statSync(file).size).toBeGreaterThan(0);
  });

  it('that makes nothing names the reports where they lie now, also when the folder was moved', async () => {
    bench = await afterMonday();
    const { published, reports } = await bench.run();
    expect(published).toBe(false);
    expect(reports.map(file => relative(bench.dir, file))).toEqual([
      'reports/000001/report.html',
      'reports/000001/customers-by-segment.csv',
      'reports/000001/segment-movement.csv',
    ]);
  });

  it('with sources that have delivered nothing yet is published, and every entity is there', async () => {
    bench = workbench(project(', optional: true'), {});
    expect(await bench.run()).toMatchObject({ published: true, landed: 0, asOf: null });
    expect(await bench.run()).toMatchObject({ published: false });
    expect(await rows('select count(*) from dw.fact_order_line')).toEqual([[0]]);
    expect(
      await rows('select customer_id, as_of, recency_days, frequency, monetary, r, f, m, segment from score.rfm'),
    ).toEqual([]);
    bench.write('lines1.csv', monday);
    expect(await bench.run()).toMatchObject({ published: true, landed: 2, asOf: '2024-01-01' });
  });
});

describe('the as-of date', () => {
  // What was published before stays published, whatever is looked back from.
  const forward = {
    tables:
      /^(meta|raw|stage|conform|dw)\.|^report\.(quality|refused|unknown_member|coverage)$|^score\.history$|_movement$/,
  };

  it('in the middle of the data hides what came after, in every table that looks back', async () => {
    bench = await afterTuesday();
    const before = await bench.contents(forward);
    bench.write('lines3.csv', `${header}5,2024-03-01 00:00,A,cup,1,1000\n`);
    expect(await bench.run()).toMatchObject({ asOf: '2024-03-01' });
    expect(await rows("select revenue from mart.customer where customer_id = 'A'")).toEqual([[1010]]);
    expect(await bench.run({ asOf: '2024-01-02' })).toMatchObject({ published: true, asOf: '2024-01-02' });
    const after = await bench.contents(forward);
    expect(after.size).toBeGreaterThan(20);
    for (const [table, lines] of before) expect([table, after.get(table)]).toEqual([table, lines]);
    expect(await bench.run({ asOf: '2024-01-02' })).toMatchObject({ published: false });
    expect(await bench.run({ asOf: '2023-12-31' })).toMatchObject({ published: true, asOf: '2023-12-31' });
    expect(await rows('select (select count(*) from mart.customer), (select count(*) from score.rfm)')).toEqual([
      [0, 0],
    ]);
    await expect(bench.open({ asOf: '2024-02-30' })).rejects.toMatchObject({ code: 2 });
  });
});

describe('the clock', () => {
  it('that is given dates the batches and the run', async () => {
    bench = await afterMonday();
    expect((await bench.open()).showRun().run.run).toMatch(/^r20240301T020000000-/);
    expect(await rows('select distinct landed_at from meta.batch')).toEqual([['2024-03-01T02:00:00.000Z']]);
  });
});

describe('state', () => {
  it('belongs to one run at a time, a second one says who has it, and to its owner: files 600, folders 700', async () => {
    bench = workbench(project(), { 'lines1.csv': monday });
    const state = join(bench.dir, 'state');
    const [first, second] = await Promise.allSettled([bench.run({ state }), bench.run({ state })]);
    const results = [first, second].filter(one => one.status === 'fulfilled');
    const busy = [first, second].find(one => one.status === 'rejected');
    expect(results).toHaveLength(1);
    expect(busy?.reason).toMatchObject({ code: 5, message: expect.stringMatching(new RegExp(`run .*${process.pid}`)) });
    expect(await bench.rows('select count(*) as n from dw.fact_order_line', { state })).toEqual([{ n: 2 }]);
    const wrong = readdirSync(state, { recursive: true, withFileTypes: true }).flatMap(entry => {
      const path = join(entry.parentPath, entry.name);
      const mode = (statSync(path).mode & 0o777).toString(8);
      return mode === (statSync(path).isDirectory() ? '700' : '600') ? [] : [`${path.slice(state.length)} ${mode}`];
    });
    expect(wrong).toEqual([]);
    expect((statSync(state).mode & 0o777).toString(8)).toBe('700');
  });
});
