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
basket: {}
`;
const header = 'id,day,who,what,n,price\n';
const four = ['Ann', 'Bob', 'Cy', 'Dan']
  .map((who, at) => `${at},2026-02-0${at + 1},${who},tea,1,${at + 1}0\n`)
  .join('');

describe('a model that is asked', () => {
  let bench: Workbench;
  let warehouse: Warehouse;
  beforeAll(async () => {
    bench = workbench(project, { 'lines.csv': header + four });
    await expect((await bench.open()).explain('rfm')).rejects.toMatchObject({ message: 'rfm has not been fitted yet' });
    await bench.run();
    warehouse = await bench.open();
  });
  afterAll(() => bench.close());

  it('fits the features that stand, and publishes nothing', async () => {
    const fit = await warehouse.fit('rfm');
    expect(fit).toMatchObject({
      asOf: '2026-03-01',
      refit: 'every_run',
      metrics: { customers: 4, distinct_monetary: 4 },
      published: { generation: '000001', drift: 0 },
      fitted: { axes: { monetary: { upper: ['25.0000'], customers: [2, 2] } } },
    });
    expect(fit.reasons.map(({ text }) => text)).toContain(
      'monetary in 2 bins, customers in brackets: up to 25 (2), above (2)',
    );
    expect((await warehouse.fit('rfm')).published?.generation).toBe('000001');
  });

  it('says who scored what, and how many there are', async () => {
    const { rows, columns, customers } = await warehouse.scores('rfm', 2);
    expect(rows.map(row => [row.customer_id, row.m])).toEqual([
      ['Ann', 1],
      ['Bob', 1],
    ]);
    expect([columns[0], customers, (await warehouse.scores('rfm')).rows.length]).toEqual(['customer_id', 4, 4]);
  });

  it('explains itself and one customer in words', async () => {
    expect((await warehouse.explain('rfm')).definitions[0]).toMatch(/^Window: /);
    const { reasons } = await warehouse.explain('rfm', 'Dan');
    expect(reasons.map(({ text }) => text)).toEqual([
      'last order 25 days before 2026-03-01: recency score 2 of 2 (up to 26.5)',
      expect.stringMatching(/^1 order: frequency score 1 of 2/),
      'net revenue 40: monetary score 2 of 2 (above 25)',
      expect.stringMatching(/^so the segment is /),
    ]);
  });

  it('names the nearest where there is no such model or customer', async () => {
    await expect(warehouse.fit('rmf')).rejects.toMatchObject({ code: exitCode.usage, hint: 'did you mean rfm?' });
    await expect(warehouse.explain('rfm', 'Zoe')).rejects.toMatchObject({
      code: exitCode.usage,
      message: 'rfm knows no customer Zoe',
    });
  });

  it('stands beside the others in score.customer, one row per customer, and in score.standing', async () => {
    const [ann, ...others] = await bench.rows('select * from score.customer order by customer_id');
    expect([ann?.rfm_segment, others.length]).toEqual([expect.any(String), 3]);
    const standing = await bench.rows(
      "select score, class from score.standing where customer_id = 'Ann' and model = 'rfm'",
    );
    expect(standing).toEqual([{ score: `${ann?.rfm_r}-${ann?.rfm_f}-${ann?.rfm_m}`, class: ann?.rfm_segment }]);
  });

  it('answers though the fit of another is of another version, and that one says so', async () => {
    const folder = join(bench.dir, 'decisions', 'model');
    const [file = ''] = readdirSync(folder);
    const text = readFileSync(join(folder, file), 'utf8');
    writeFileSync(join(folder, file), text.replace(/"model":"basket","version":\d+/, '"model":"basket","version":0'));
    const asked = await bench.open();
    expect((await asked.explain('rfm', 'Dan')).reasons).toHaveLength(4);
    await expect(asked.explain('basket')).rejects.toMatchObject({
      code: exitCode.usage,
      message: expect.stringContaining('saved basket has version 0'),
    });
  });
});
