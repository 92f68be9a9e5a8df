import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Workbench, workbench } from '../../fixtures/workbench.js';
import { exitCode } from '../errors.js';
import type { Warehouse } from '../warehouse.js';

const project = `
as_of: 2026-03-01
sources:
  lines: { files: 'lines*.csv' }
entities:
  order_line:
    - { source: lines, columns: { order_id: id, ordered_at: day, customer_id: who, product_id: what, quantity: n, unit_price: price } }
rfm: { bins: 2, segments: octant }
segment: {}
basket: {}
churn: {}
`;
const lines = ['Ann', 'Bob', 'Cy', 'Dan'].map((who, at) => `${at},2026-02-0${at + 1},${who},tea,1,${at + 1}0\n`);
const names = ['rfm', 'segment', 'basket', 'churn'];

describe('while the fits that stand are of another version of the program', () => {
  let bench: Workbench;
  let warehouse: Warehouse;
  const told: string[] = [];
  beforeAll(async () => {
    bench = workbench(project, { 'lines.csv': `id,day,who,what,n,price\n${lines.join('')}` });
    await bench.run();
    const folder = join(bench.dir, 'decisions', 'model');
    for (const file of readdirSync(folder)) {
      const text = readFileSync(join(folder, file), 'utf8');
      writeFileSync(join(folder, file), text.replace(/"version":\d+/g, '"version":0'));
    }
    warehouse = await bench.open({ tell: text => told.push(text) });
  });
  afterAll(() => bench.close());

  it('what only reads does without them, and says so once of each', async () => {
    expect((await warehouse.check()).map(({ name }) => name)).toContain('key of score.churn');
    const { tables } = await warehouse.plan();
    expect(tables.find(({ name }) => name === 'score.churn')).toMatchObject({ action: 'build' });
    expect(await warehouse.fit('rfm')).toMatchObject({
      published: null,
      unread: expect.stringMatching(/^saved rfm has version 0, this program knows \d+$/),
    });
    expect(await warehouse.sql('mart.customer')).toContain('select');
    expect((await warehouse.lineage('score.churn')).inputs).toContain('feature.churn');
    const unread = names.map(name => expect.stringMatching(`^saved ${name} has version 0, .*${name} counts as not`));
    expect(told).toEqual(unread);
  });

  it('a report that is built again says whose definitions are left out', async () => {
    await warehouse.buildReport();
    const page = readFileSync(join(bench.dir, 'reports', 'latest', 'report.html'), 'utf8');
    expect(page).toContain(
      'the definitions of Churn are left out, though its scores are shown: saved churn has version 0',
    );
  });

  it.each(names)('no select is shown in place of that of score.%s, nor evaluated', async name => {
    const refusal = { code: exitCode.usage, message: expect.stringContaining(`saved ${name} has version 0`) };
    await expect(warehouse.sql(`score.${name}`)).rejects.toMatchObject(refusal);
  });

  it('a score is explained by no other select', async () => {
    const asked = warehouse.explainNumber('score.rfm.m', { where: { customer_id: 'Ann' } });
    await expect(asked).rejects.toMatchObject({ message: expect.stringContaining('saved rfm has version 0') });
  });

  it('a refusal is all that is said of it', async () => {
    const said: string[] = [];
    const asked = await bench.open({ tell: text => said.push(text) });
    await expect(asked.sql('score.churn')).rejects.toThrow('saved churn has version 0');
    await expect(asked.explainNumber('score.rfm.m', { where: { customer_id: 'Ann' } })).rejects.toThrow('saved rfm');
    expect(said).toEqual([]);
  });

  it('any column of the features may have made a score, and each leads to where it is shown', async () => {
    const { feeds } = await warehouse.columnLineage('score.churn.score');
    expect(feeds).toContainEqual({ table: 'feature.churn', column: '*' });
    expect((await warehouse.columnLineage('feature.churn.recency_days')).shownIn).toContain('report: Who may leave');
  });

  it('a run keeps none of them, and says what fits them anew where it was to keep one', async () => {
    await expect(warehouse.run({ freeze: true })).rejects.toMatchObject({
      code: exitCode.usage,
      message: expect.stringMatching(/^rfm cannot be frozen: saved rfm has version 0, this program knows \d+$/),
      hint: 'fit it anew: custometry run --no-freeze',
    });
    bench.write('custometry.yaml', project.replace('churn: {}', 'churn: { refit: never }'));
    const said: string[] = [];
    const { warnings } = await (await bench.open({ tell: text => said.push(text) })).plan();
    expect(warnings).toEqual([
      expect.stringMatching(
        /^a run would end at once: churn cannot be frozen: saved churn has version 0, .*; fit it anew: .* --no-freeze$/,
      ),
    ]);
    expect(said.map(text => text.split(' ')[1])).toEqual(['rfm', 'segment', 'basket']);
    await expect((await bench.open()).run()).rejects.toMatchObject({ hint: expect.stringContaining('--no-freeze') });
    expect(await (await bench.open()).run({ freeze: false })).toMatchObject({ published: true });
  });
});
