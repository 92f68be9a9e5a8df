import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('the warehouse of the bench of segments has the columns that their selects read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-bench-'));
  const node = (...words: string[]) => execFileSync(process.execPath, words, { encoding: 'utf8' });
  try {
    node('bench/segments-data.mjs', join(folder, 'warehouse.duckdb'), '400');
    expect(JSON.parse(node('bench/segments-ours.mjs', join(folder, 'warehouse.duckdb')))).toMatchObject({
      customers: 400,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
