import { afterAll, expect, it } from 'vitest';
import { openDuckDb } from '../engine/duckdb.js';
import type { Aside } from '../engine/engine.js';
import { rowsOf } from '../table.js';
import type { Ordered } from './order.js';
import { PartInputs } from './part-inputs.js';

const engine = await openDuckDb();
afterAll(() => engine.close());

const line = { input: 'dw.line', on: ['customer'], via: [] };
const made = (table: string, ...parts: Ordered['parts'] & object): Ordered => {
  return { table, select: '', origin: 'project', sentence: '', key: [], inputs: [], by: ['customer'], parts };
};
const select = 'select 1 as customer';

it('sets rows of an input aside once for all tables of which parts follow from them, until the last one is made', async () => {
  const inputs = new PartInputs([made('mart.one', line), made('mart.two', line)]);
  const aside = (await inputs.rows(engine, line, select)) as Aside;
  expect(rowsOf(await engine.query(`select * from ${aside.name}`))).toEqual([{ customer: 1 }]);
  await inputs.release(engine, 'mart.one');
  expect(await inputs.rows(engine, line, select)).toBe(aside);
  await inputs.release(engine, 'mart.two');
  await expect(engine.query(`select * from ${aside.name}`)).rejects.toThrow('does not exist');
});

it('leaves them a select where one table alone follows from them, or others by other columns', async () => {
  const inputs = new PartInputs([made('mart.one', line), made('mart.two', { ...line, on: ['day'] })]);
  expect(await inputs.rows(engine, line, select)).toBe(select);
});
