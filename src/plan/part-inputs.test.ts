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

it('has one table for values that more selects give no more of than some of them do', async () => {
  const inputs = new PartInputs([]);
  const [one, other, more] = ['select 1 as n union all select 1', 'select 1 as n', 'select 2 as n'] as const;
  const { name } = await inputs.values(engine, [one], 'n > 0');
  expect((await inputs.values(engine, [one, other], 'n > 0')).name).toBe(name);
  const larger = await inputs.values(engine, [one, more], 'n > 0');
  expect([larger.name === name, larger.rows]).toEqual([false, 2]);
  // As many, but of none of the same selects: nothing says that they are the same.
  expect((await inputs.values(engine, ['select 3 as n'], 'n > 0')).name).not.toBe(name);
  expect((await inputs.values(engine, [more], 'n > 0')).name).not.toBe(larger.name);
  expect((await inputs.values(engine, [more, 'select 3 as n'], 'n > 0')).name).not.toBe(larger.name);
});
