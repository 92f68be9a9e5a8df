import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { projectJsonSchema } from '../src/project/json-schema.js';
import { loadProject } from '../src/project/load.js';
import { stepsOf } from './page.js';

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

/** Names of properties anywhere in a JSON Schema; the values of an open record have names that are the user's. */
function keysOf(schema: unknown): Set<string> {
  if (typeof schema !== 'object' || schema === null) return new Set();
  const { properties = {} } = schema as { properties?: object };
  const own = isEntityRecord(properties) ? [] : Object.keys(properties);
  return new Set([...own, ...Object.values(schema).flatMap(value => [...keysOf(value)])]);
}

/** The names of the entities are listed elsewhere. */
const isEntityRecord = (properties: object) => 'order_line' in properties;
