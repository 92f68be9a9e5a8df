import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoNights } from '../../fixtures/demo/index.js';
import { type Workbench, workbenchAt } from '../../fixtures/workbench.js';
import type { RunResult } from './result.js';

const folder = mkdtempSync(join(tmpdir(), 'custometry-rebuild-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The night's own account: when and in which batch a record came, what the night found, and what earlier nights had published. */
const nightsOwn =
  /^meta\.|^stage\.(account|quarantine|batch|format)$|^report\.(quality|refused)$|^score\.history$|_movement$/;
const keysAndBatches = /^_batch$|(^|_)key$|^item$|^(item|bought)_list$/;
const now = () => new Date(Date.UTC(2026, 0, 2, 3));
const company = { customers: 150 };

describe('a company of two systems, landed in five nights', () => {
  let nightly: Workbench;
  const results: RunResult[] = [];

  beforeAll(async () => {
    const dir = join(folder, 'nightly');
    nightly = workbenchAt(dir);
    for await (const _ of demoNights(dir, company)) results.push(await nightly.run({ now }));
  });

  it('published every night', () => {
    expect(results.map(({ published, generation }) => [published, generation])).toEqual([
      [true, '000001'],
      [true, '000002'],
      [true, '000003'],
      [true, '000004'],
      [true, '000005'],
    ]);
  });

  it('changes nothing when run again', async () => {
    const before = readFileSync(join(nightly.dir, 'current.json'), 'utf8');
    const again = await nightly.run();
    expect(again).toMatchObject({ published: false, generation: '000005', landed: 0, accepted: 0 });
    expect(new Set(again.tables.map(table => table.status))).toEqual(new Set(['kept']));
    expect(readFileSync(join(nightly.dir, 'current.json'), 'utf8')).toBe(before);
  });

  it.each([1, 4])('is bit for bit the same when everything is made again with %i threads', async threads => {
    const grown = await nightly.contents({ tables: /^meta\./ });
    const again = workbenchAt(join(folder, `again-${threads}`));
    cpSync(nightly.dir, again.dir, { recursive: true });
    const rebuilt = await withThreads(again, threads).run({ rebuild: true });
    expect(rebuilt).toMatchObject({ published: true, generation: '000006', landed: 0 });
    expect(rebuilt.tables.every(table => table.status === 'built')).toBe(true);
    same(await again.contents({ tables: /^meta\./ }), grown);
  });

  it('is the same in a project that sees all files at once, but for keys, batches and the night itself', async () => {
    const fresh = workbenchAt(join(folder, 'fresh'));
    for await (const _ of demoNights(fresh.dir, company));
    await withThreads(fresh, 4).run({ now });
    const without = { tables: nightsOwn, columns: keysAndBatches };
    same(await fresh.contents(without), await nightly.contents(without));
  });
});

function withThreads(bench: Workbench, threads: number): Workbench {
  const file = join(bench.dir, 'custometry.yaml');
  writeFileSync(file, `${readFileSync(file, 'utf8')}\nengine: { threads: ${threads} }\n`);
  return bench;
}

/** Table by table, so that a difference is small enough to read. */
function same(actual: Map<string, string[]>, wanted: Map<string, string[]>): void {
  expect([...actual.keys()].sort()).toEqual([...wanted.keys()].sort());
  expect(actual.size).toBeGreaterThan(30);
  for (const [table, rows] of wanted) {
    const found = actual.get(table) ?? [];
    const different = rows.filter((row, index) => found[index] !== row).slice(0, 3);
    expect({ table, rows: found.length, different }).toEqual({ table, rows: rows.length, different: [] });
  }
}
