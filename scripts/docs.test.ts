import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectJsonSchema } from '../src/project/json-schema.js';
import { loadProject } from '../src/project/load.js';
import { call, stepsOf } from './page.js';

describe('docs/project-file.md', () => {
  const page = readFileSync('docs/project-file.md', 'utf8');
  const folder = mkdtempSync(join(tmpdir(), 'custometry-docs-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has an example that loads, its references filled from the environment', async () => {
    for (const { step } of stepsOf('docs/project-file.md', folder)) await step();
    const { config } = await loadProject(join(folder, 'shop'), { env: { EXTRACTS: '/srv' } });
    expect(config.sources.orders?.files[0]).toBe('/srv/orders-*.csv');
    expect(config.sources.orders?.files).toHaveLength(2);
  });

  it('speaks of every key that the schema has', () => {
    const missing = [...keysOf(projectJsonSchema())].filter(key => !new RegExp(`\`(\\w+\\.)?${key}[\`:.]`).test(page));
    expect(missing).toEqual([]);
  });
});

describe('docs/tables.md, docs/features.md, docs/lineage.md and docs/cube.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-docs-'));
  beforeAll(async () => void (await call('demo company --quiet', folder)), 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
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

/** Names of properties anywhere in a JSON Schema; the values of an open record have names that are the user's. */
function keysOf(schema: unknown): Set<string> {
  if (typeof schema !== 'object' || schema === null) return new Set();
  const { properties = {} } = schema as { properties?: object };
  const own = isEntityRecord(properties) ? [] : Object.keys(properties);
  return new Set([...own, ...Object.values(schema).flatMap(value => [...keysOf(value)])]);
}

/** The names of the entities are listed elsewhere. */
const isEntityRecord = (properties: object) => 'order_line' in properties;

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
