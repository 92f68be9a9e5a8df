import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Workbench, workbench, workbenchAt } from '../../fixtures/workbench.js';
import { current } from '../run/generations.js';
import { spillFolder } from '../run/spill.js';
import { openState } from '../run/state.js';

let bench: Workbench;
afterEach(() => bench.close());

const header = 'id,at,who,sku,n,price\n';
const days = [1, 2, 3].map(day => `${header}${day},2024-01-0${day},M,tea,${day},10\n`);
const project = (more = '') => `
sources: { lines: { files: 'lines*.csv' } }
entities:
  order_line:
    - source: lines
      columns: { order_id: id, ordered_at: at, customer_id: who, product_id: sku, quantity: n, unit_price: price }
${more}`;

const after: string[] = [];

/** Three nights, each kept as it was when it had ended. */
beforeAll(async () => {
  const made = workbench(project());
  for (const [night, day] of days.entries()) {
    made.write(`lines${night + 1}.csv`, day);
    await made.run();
    after.push(copied(made.dir));
  }
  made.close();
});

afterAll(() => {
  for (const dir of after) rmSync(dir, { recursive: true });
});

async function nights(count: number): Promise<void> {
  bench = workbenchAt(copied(after[count - 1] as string));
}

function copied(dir: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'custometry-rollback-'));
  cpSync(dir, copy, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  return copy;
}
const lines = async () => Number((await bench.rows('select count(*) as n from dw.fact_order_line'))[0]?.n);
const latest = () => readlinkSync(join(bench.dir, 'reports', 'latest'));

describe('a rollback', () => {
  it('makes the generation before stand again, its report too, and is told in the ledger', async () => {
    await nights(3);
    const warehouse = await bench.open();
    expect(await warehouse.rollback()).toMatchObject({ generation: '000002', from: '000003', asOf: '2024-01-02' });
    expect([await lines(), latest()]).toEqual([2, '000002']);
    expect(warehouse.runs().at(-1)).toMatchObject({ command: 'rollback', status: 'rolled back', generation: '000002' });
    expect(await warehouse.rollback()).toMatchObject({ generation: '000001', from: '000002' });
    // What the first turned away from is what a run would make.
    expect(await bench.run()).toMatchObject({
      ...{ published: false, generation: '000001' },
      warnings: [expect.stringContaining('held since the rollback from 000003')],
    });
    await expect(warehouse.rollback()).rejects.toMatchObject({ code: 2, hint: 'kept are 000003, 000002' });
    await expect(warehouse.rollback('1')).rejects.toMatchObject({
      code: 2,
      message: 'generation 000001 stands already',
    });
    await expect(warehouse.rollback('9')).rejects.toMatchObject({ code: 2, message: 'generation 000009 is not kept' });
    expect(await warehouse.rollback('3')).toMatchObject({ generation: '000003' });
    expect(current(openState(bench.dir))?.held).toBeUndefined();
    expect(await bench.run()).toMatchObject({ published: false, generation: '000003', warnings: [] });
  });

  it('waits for nobody who writes the report of the standing generation again: one of them is refused', async () => {
    await nights(3);
    const [reporting, turning] = [await bench.open(), await bench.open()];
    const report = reporting.buildReport();
    await expect(turning.rollback()).rejects.toMatchObject({ code: 5 });
    expect((await report)[0]).toContain(join('reports', '000003'));
    const turned = turning.rollback();
    await expect(reporting.buildReport()).rejects.toMatchObject({ code: 5 });
    expect(await turned).toMatchObject({ generation: '000002' });
    expect(latest()).toBe('000002');
  });

  it('goes to none that is damaged, or does not say what it was made from', async () => {
    await nights(3);
    const warehouse = await bench.open();
    const [file, pointer] = ['warehouse.duckdb', 'pointer.json'].map(name =>
      join(bench.dir, 'generations', '000002', name),
    ) as [string, string];
    truncateSync(file, 4096);
    const hint = expect.stringContaining('name another one');
    const damaged = { code: 6, message: `${file} is damaged: it is not the file that was published`, hint };
    await expect(warehouse.rollback()).rejects.toMatchObject(damaged);
    for (const text of ['', '{}', 'null', readFileSync(join(bench.dir, 'current.json'), 'utf8')]) {
      writeFileSync(pointer, text);
      const message = expect.stringContaining(`${pointer} is damaged or missing`);
      await expect(warehouse.rollback()).rejects.toMatchObject({ code: 2, message, hint });
    }
    expect(await bench.run()).toMatchObject({ published: false, generation: '000003', warnings: [] });
    expect(await warehouse.rollback('1')).toMatchObject({ generation: '000001', from: '000003' });
  });

  it('goes to one that is kept where somebody has removed the one that stands', async () => {
    await nights(3);
    const warehouse = await bench.open();
    rmSync(join(bench.dir, 'generations', '000003'), { recursive: true });
    await expect(warehouse.rollback('3')).rejects.toMatchObject({
      message: 'generation 000003 is not kept',
      hint: 'kept are 000002, 000001',
    });
    expect(await warehouse.rollback()).toMatchObject({ generation: '000002', from: '000003' });
    expect([await lines(), latest()]).toEqual([2, '000002']);
    expect(await bench.run()).toMatchObject({ published: false, generation: '000002' });
    expect(await bench.run({ force: true })).toMatchObject({ published: true });
    expect(await lines()).toBe(3);
  });

  it('holds: a run that would only make the same again stays and says so, until it is forced', async () => {
    await nights(2);
    await (await bench.open()).rollback();
    const { tables, warnings } = await (await bench.open()).plan();
    expect([...new Set(tables.map(({ action }) => action))]).toEqual(['keep']);
    const stays = await bench.run();
    expect(stays.warnings).toEqual(warnings);
    expect(stays).toMatchObject({ published: false, generation: '000001' });
    expect(stays.warnings).toEqual([expect.stringContaining('held since the rollback from 000002')]);
    expect(await lines()).toBe(1);
    const forced = await (await bench.open()).run({ force: true });
    expect(forced).toMatchObject({ published: true, generation: '000003' });
    expect([await lines(), latest()]).toEqual([2, '000003']);
    expect(await bench.run()).toMatchObject({ published: false, warnings: [] });
  });

  it('ends with the next new file, and what was turned away from is in it as well', async () => {
    await nights(2);
    await (await bench.open()).rollback();
    bench.write('lines3.csv', days[2] ?? '');
    expect(await bench.run()).toMatchObject({ published: true, generation: '000003', landed: 2 });
    const grown = await bench.contents({ tables: /^meta\./ });
    await bench.run({ rebuild: true });
    expect(await bench.contents({ tables: /^meta\./ })).toEqual(grown);
  });
});

describe('runs', () => {
  it('are shown: what was landed, built, kept and checked, step by step', async () => {
    await nights(1);
    bench.write('lines2.csv', `${header}2,2024-01-01,M,tea,2,10\n`);
    await bench.run();
    const warehouse = await bench.open();
    const shown = warehouse.showRun('2');
    expect(shown).toEqual(warehouse.showRun());
    expect(shown.run).toMatchObject({ status: 'published', generation: '000002', landed: 1 });
    expect(shown.landed).toEqual([{ source: 'lines', batch: '000002', files: 1, rows: 1, refused: 0 }]);
    expect(shown.steps.map(({ step }) => step)).toEqual(['land', 'verify', 'make', 'report']);
    expect(shown.tables.find(({ name }) => name === 'dw.fact_order_line')).toMatchObject({ rows: 2, status: 'built' });
    expect(shown.tables.find(({ name }) => name === 'stage.survey')).toMatchObject({
      status: 'kept',
      reason: 'nothing it follows from has changed',
    });
    expect(shown.tables.find(({ name }) => name === 'conform.as_of')).toMatchObject({
      status: 'kept',
      reason: 'what it follows from came out the same',
    });
    expect(shown.checks).toMatchObject({ failed: 0 });
    expect(() => warehouse.showRun('7')).toThrow(expect.objectContaining({ code: 2 }));
    expect(() => warehouse.showRun('r1')).toThrow('there is no run r1');
  });

  it('are compared: files, options, SQL, rows and sums, also when their generations are gone', async () => {
    await nights(1);
    bench.write('lines2.csv', days[1] ?? '');
    bench.write('lines1.csv', `${header}1,2024-01-01,M,tea,5,10\n`);
    bench.write('custometry.yaml', project(`currency: USD\nname: \${SHOP}\n`));
    bench.write(
      'sql/mart/mine.sql',
      '-- One row per line.\n-- key: order_id\nselect order_id from dw.fact_order_line\n',
    );
    await bench.run({ set: { SHOP: 'secret' } });
    const warehouse = await bench.open({ set: { SHOP: 'secret' } });
    await warehouse.collect(1);
    const found = warehouse.diffRuns('1', '2');
    expect([found.before.generation, found.after.asOf]).toEqual(['000001', '2024-01-02']);
    expect(found.inputs).toMatchObject([
      {
        source: 'lines',
        batch: '000002',
        change: 'added',
        files: [
          { path: 'lines1.csv', rows: 1, change: 'new version' },
          { path: 'lines2.csv', rows: 1, change: 'new' },
        ],
      },
    ]);
    expect(found.options).toEqual([
      { option: 'currency', before: '"EUR"', after: '"USD"' },
      { option: 'name', before: '"custometry"', after: expect.stringMatching(/^from outside #[0-9a-f]{4}$/) },
    ]);
    const fact = found.tables.find(({ name }) => name === 'dw.fact_order_line');
    expect(fact).toMatchObject({ sql: 'same', rows_before: 1, rows_after: 2, status: 'built' });
    expect(fact?.sums).toContainEqual({ column: 'quantity', before: '1.0000', after: '7.0000' });
    expect(found.tables.find(({ name }) => name === 'mart.mine')).toMatchObject({ sql: 'new', rows_before: null });
    const back = warehouse.diffRuns('2', '1');
    expect(back.inputs.map(({ change }) => change)).toEqual(['removed']);
    expect(back.tables.at(-1)).toMatchObject({ name: 'mart.mine', sql: 'gone', rows_after: null });
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  it('leave the same sums in meta, those of kept tables too', async () => {
    await nights(3);
    const sums =
      "select total from meta.table_sum where table_name = 'dw.fact_order_line' and column_name = 'quantity'";
    expect(await bench.rows(sums)).toEqual([{ total: '6.0000' }]);
    await (await bench.open()).run({ force: true });
    expect(await bench.rows(sums)).toEqual([{ total: '6.0000' }]);
    expect(await bench.rows("select value from meta.option where option = 'currency'")).toEqual([{ value: '"EUR"' }]);
  });
});

describe('clearing away', () => {
  it('removes old generations with their reports and what killed runs left, and says how much it was', async () => {
    await nights(3);
    bench.write('generations/000009.building/warehouse.duckdb', 'x'.repeat(1000));
    const spills = spillFolder(openState(bench.dir))
      .replace(/-\d+-\d+$/, '')
      .slice(bench.dir.length + 1);
    bench.write(`${spills}-1073741824-1/spilled`, 'x'.repeat(100));
    bench.write(`${spills}-${process.pid}-1/spilled`, 'x');
    bench.write('landing/lines/.incoming/batch/data.parquet', 'x'.repeat(10));
    const removed = await (await bench.open()).collect(2);
    expect(removed.map(({ what, path }) => `${what} ${path}`)).toEqual([
      'generation generations/000001',
      'report reports/000001',
      'unfinished build generations/000009.building',
      `spilled data ${spills}-1073741824-1`,
      'half landed batch landing/lines/.incoming',
    ]);
    expect(removed.slice(2).map(({ bytes }) => bytes)).toEqual([1000, 100, 10]);
    expect(removed[0]?.bytes).toBeGreaterThan(100_000);
    expect(readdirSync(join(bench.dir, 'generations')).sort()).toEqual(['.tmp', '000002', '000003']);
    expect(existsSync(join(bench.dir, `${spills}-${process.pid}-1/spilled`))).toBe(true);
    expect(await lines()).toBe(3);
    expect(await (await bench.open()).collect(2)).toEqual([]);
  });
});
