import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { call, stepsOf } from './page.js';

const folder = mkdtempSync(join(tmpdir(), 'custometry-readme-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/* The user's first hour, walked as it is written. */
describe('the README', () => {
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

/* They go on with the demo company that the README has made. */
describe('docs/tables.md, docs/features.md, docs/lineage.md and docs/cube.md', () => {
  const steps = ['docs/tables.md', 'docs/features.md', 'docs/lineage.md', 'docs/cube.md'].flatMap(page =>
    stepsOf(page, folder),
  );

  it('have steps', () => expect(steps.length).toBeGreaterThan(5));

  it.each(steps)('$name', ({ step }) => step());

  it('show exactly the columns that the tables have, with their types', async () => {
    const shown = ['docs/tables.md', 'docs/features.md'].flatMap(page => shownColumns(readFileSync(page, 'utf8')));
    const names = [...new Set(shown.map(line => line.split(' ')[0] ?? ''))];
    expect(names.length).toBeGreaterThan(12);
    const real = (await realColumns(folder)).filter(line => names.includes(line.split(' ')[0] ?? ''));
    expect(shown.toSorted()).toEqual(real.toSorted());
  });
});

/** `table column type` for each line of a table below a heading that names one. */
function shownColumns(page: string): string[] {
  return page
    .split(/^### /m)
    .slice(1)
    .flatMap(part => {
      const table = part.slice(0, part.indexOf('\n'));
      const rows = [...part.matchAll(/^\| (\w+) \| ([a-z]+(?:\(\d+, \d\))?) \|/gm)];
      return rows.filter(([, name]) => name !== 'column').map(([, name, type]) => `${table} ${name} ${type}`);
    });
}

async function realColumns(folder: string): Promise<string[]> {
  const select =
    "select table_schema || '.' || table_name || ' ' || column_name as name, data_type from information_schema.columns";
  const rows = JSON.parse(await call(`query -p company --json "${select}"`, folder)) as {
    name: string;
    data_type: string;
  }[];
  return rows.map(row => {
    const type = row.data_type.toLowerCase().replace('varchar', 'text').replace(',', ', ');
    return `${row.name} ${type}`;
  });
}
