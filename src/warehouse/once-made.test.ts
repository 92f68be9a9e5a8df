import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { rowsOf } from '../table.js';
import { onceMade } from './once-made.js';

describe('questions to tables that are being made', () => {
  let engine: DuckDb;
  beforeEach(async () => {
    engine = await openDuckDb();
    await engine.replace('mart.a', 'select 1 as n');
  });
  afterEach(() => engine.close());

  it('are answered when all that the select reads stands, however late it was asked', async () => {
    const asked = onceMade(engine, ['mart.a', 'mart.b']);
    const both = asked.query('select a.n + b.n as n from mart.a as a cross join mart.b as b');
    asked.made('mart.a');
    expect(rowsOf(await asked.query('select n from mart.a'))).toEqual([{ n: 1 }]);
    await engine.replace('mart.b', 'select 2 as n');
    asked.made('mart.b');
    expect(rowsOf(await both)).toEqual([{ n: 3 }]);
  });

  it('do not wait for tables that nobody makes', async () => {
    const asked = onceMade(engine, ['mart.b']);
    expect(rowsOf(await asked.query('select n from mart.a'))).toEqual([{ n: 1 }]);
  });

  it('are refused when the table will not be made, those that wait and those that come later', async () => {
    const asked = onceMade(engine, ['mart.a', 'mart.b']);
    const select = 'select n from mart.b';
    const early = asked.query(select);
    asked.failed(new Error('the build has failed'));
    await expect(early).rejects.toThrow('the build has failed');
    await expect(asked.query(select)).rejects.toThrow('the build has failed');
  });
});
