import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { checkHeaderColumns } from './header-columns.js';
import type { Ordered } from './order.js';

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
  await engine.replace('mart.upper', 'select 1 as id');
  await engine.replace('mart.lower', 'select * from mart.upper');
});
afterAll(() => engine.close());

const table = (name: string, header: string, inputs: string[]): Ordered => ({
  table: `mart.${name}`,
  file: `${name}.sql`,
  origin: 'project',
  select: `-- One row.\n-- key: ${header}\nselect 1`,
  sentence: 'One row.',
  key: [header],
  inputs,
});
// The key of the lower one is no column of it: where it is looked at, it is told.
const tables = [table('upper', 'id', ['raw.given']), table('lower', 'ident', ['mart.upper'])];
const owns = (upper: string, lower: string) =>
  new Map([
    ['mart.upper', { own: upper, fingerprint: { own: upper } }],
    ['mart.lower', { own: lower, fingerprint: { own: lower } }],
  ]);
const told = (checked?: ReturnType<typeof owns>) =>
  checkHeaderColumns(engine, tables, { fingerprints: owns('u', 'l'), checked }).then(
    () => undefined,
    error => error.message,
  );
const fault = 'lower.sql:2: ident is no column of mart.lower';

it('looks at the columns of a table that was never checked', async () => {
  expect(await told()).toBe(fault);
  expect(await told(new Map())).toBe(fault);
});

it('looks again where its select is another, or that of a table that it is made of', async () => {
  expect(await told(owns('u', 'before'))).toBe(fault);
  expect(await told(owns('before', 'l'))).toBe(fault);
});

it('asks nothing where both are as they were, whatever was landed', async () => {
  expect(await told(owns('u', 'l'))).toBeUndefined();
});
