import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoNights } from '../../fixtures/demo/index.js';
import { type Workbench, workbench, workbenchAt } from '../../fixtures/workbench.js';

const folder = mkdtempSync(join(tmpdir(), 'custometry-known-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Who made it is another run; published scores are those of all runs. */
const meta = { tables: /^meta\.|^score\.history$|movement$/ };

describe('a company of two nights', () => {
  let bench: Workbench;
  const after: Map<string, string[]>[] = [];

  beforeAll(async () => {
    bench = workbenchAt(join(folder, 'company'));
    for await (const _ of demoNights(bench.dir, { customers: 150 })) {
      const now = () => new Date(Date.UTC(2026, 0, 10 + after.length, 3));
      await bench.run({ now });
      after.push(await bench.contents(meta));
      if (after.length === 2) break;
    }
  });

  it.each([1, 2])('at the end of night %i knew what stood after it, row for row, keys included', async night => {
    const known = await bench.contents(meta, { knownAt: `2026-01-${9 + night}` });
    const wanted = after[night - 1] as Map<string, string[]>;
    expect([...known.keys()]).toEqual([...wanted.keys()]);
    for (const [table, rows] of wanted) expect({ table, rows: known.get(table) }).toEqual({ table, rows });
  });

  it('is looked at from any day: the last one before it counts, and what was made is kept', async () => {
    const made = readdirSync(join(bench.dir, 'known'));
    const later = await bench.rows('select count(*) as n from dw.fact_order_line', { knownAt: '2026-12-31' });
    expect(later).toEqual(await bench.rows('select count(*) as n from dw.fact_order_line'));
    expect(readdirSync(join(bench.dir, 'known'))).toEqual(made);
  });

  it('knew nothing before the first night', async () => {
    await expect(bench.open({ knownAt: '2026-01-09' })).rejects.toMatchObject({
      code: 2,
      message: 'nothing had been landed by the end of 2026-01-09',
      hint: 'the first batch was landed at 2026-01-10T03:00:00.000Z',
    });
    await expect(bench.open({ knownAt: '2026-02-30' })).rejects.toThrow('--known-at 2026-02-30 is no date');
  });

  it('has a report of its own, and the latest stays the latest', async () => {
    const [page = ''] = await (await bench.open({ knownAt: '2026-01-10' })).buildReport();
    expect(page).toContain(join('reports', 'known-2026-01-10'));
    expect(existsSync(page)).toBe(true);
    expect((await bench.open()).reports().find(({ current }) => current)?.generation).toBe('000002');
  });

  it('leads from a number then to its records then', async () => {
    const warehouse = await bench.open({ knownAt: '2026-01-10' });
    const explained = await warehouse.explainNumber('report.headline.current_value', { where: { figure: 'revenue' } });
    expect(explained.notes).toEqual([]);
    expect(explained.files.length).toBeGreaterThan(0);
  });

  it('cannot be changed in the past', async () => {
    const pointer = () => readFileSync(join(bench.dir, 'current.json'), 'utf8');
    const before = pointer();
    await expect(bench.run({ knownAt: '2026-01-10' })).rejects.toMatchObject({
      code: 2,
      message: 'what was known at 2026-01-10 can only be read, not changed by run',
    });
    const then = await bench.open({ knownAt: '2026-01-10' });
    const word = { why: 'then it was right' };
    const changes = {
      rollback: () => then.rollback('000001'),
      'runs gc': () => then.collect(1),
      'quarantine waive': () => then.settleQuarantine('waive', {}, word),
      'quarantine revoke': () => then.settleQuarantine('revoke', {}, word),
    };
    for (const [command, change] of Object.entries(changes))
      await expect(change()).rejects.toThrow(`can only be read, not changed by ${command}`);
    expect(pointer()).toBe(before);
  });

  it('is cleared away with other garbage', async () => {
    const [removed] = await (await bench.open()).collect(3);
    expect(removed).toMatchObject({ what: 'what was known', path: 'known' });
    expect(existsSync(join(bench.dir, 'known'))).toBe(false);
    await bench.open({ knownAt: '2026-01-10' });
  });

  it('is made again where it was damaged, and says so where it was cleared away meanwhile', async () => {
    const known = join(bench.dir, 'known');
    const [made] = readdirSync(known) as [string];
    const before = await bench.contents(meta, { knownAt: '2026-01-10' });
    for (const name of ['warehouse.duckdb', 'run.json']) {
      truncateSync(join(known, made, name), 4096);
      expect(await bench.contents(meta, { knownAt: '2026-01-10' })).toEqual(before);
    }
    const progress = () => rmSync(known, { recursive: true, force: true });
    progress();
    await expect(bench.open({ knownAt: '2026-01-10', progress })).rejects.toMatchObject({ code: 5, hint: 'ask again' });
  });

  it('loses what was known when somebody is forgotten', async () => {
    const [row] = await bench.rows('select min(customer_id) as id from mart.customer where revenue > 0');
    await (await bench.open()).forget(String(row?.id), { why: 'asked', isMeant: true });
    expect(existsSync(join(bench.dir, 'known'))).toBe(false);
    expect(readdirSync(join(bench.dir, 'reports')).filter(name => name.startsWith('known'))).toEqual([]);
  });
});

it('knew nothing yet of a column that came later and the project of today maps', async () => {
  const bench = workbench(
    `sources: { people: { files: 'people*.csv' }, lines: { files: lines.csv } }
entities:
  customer: [{ source: people, columns: { customer_id: id, tier: tier } }]
  order_line: [{ source: lines, columns: { order_id: id, ordered_at: day, customer_id: id, net_amount: id } }]
`,
    { 'people1.csv': 'id,tier\n1,gold\n', 'lines.csv': 'id,day\n1,2026-01-09\n' },
  );
  await bench.run({ now: () => new Date('2026-01-10') });
  bench.write('people2.csv', 'id,tier,pet\n1,gold,cat\n');
  const file = readFileSync(join(bench.dir, 'custometry.yaml'), 'utf8');
  bench.write('custometry.yaml', file.replace('tier: tier', `tier: tier, pet: "coalesce(pet, 'none')"`));
  await bench.run({ now: () => new Date('2026-01-11') });
  const pets = 'select tier, pet from dw.dim_customer where customer_key > 0';
  expect(await bench.rows(pets)).toEqual([{ tier: 'gold', pet: 'cat' }]);
  // What a record does not speak of is not null made 'none', but not known at all.
  expect(await bench.rows(pets, { knownAt: '2026-01-10' })).toEqual([{ tier: 'gold', pet: null }]);
  bench.close();
});
