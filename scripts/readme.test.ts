import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { call, stepsOf } from './page.js';

/* The user's first hour, walked as it is written. */
describe('the README', () => {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-readme-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const steps = stepsOf('README.md', folder);

  it('has steps', () => expect(steps.length).toBeGreaterThan(10));

  it.each(steps)('$name', ({ step }) => step());

  it('leads to the figures that can be added up by hand', async () => {
    const said = await call(
      'query -p mine --csv "select customer_id, orders, revenue from mart.customer order by customer_id"',
      folder,
    );
    const cells = said
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map(row => row.split(',').map(Number));
    expect(cells).toEqual([
      [17, 2, 35.5],
      [18, 2, 8],
      [19, 1, 11],
    ]);
  });

  it('shows the answer that the program gives', async () => {
    const said = await call(
      'query -p mine "select customer_id, orders, revenue from mart.customer order by customer_id"',
      folder,
    );
    expect(readFileSync('README.md', 'utf8')).toContain(said.trimEnd());
  });
});
