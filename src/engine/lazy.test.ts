import { expect, it } from 'vitest';
import { openDuckDb } from './duckdb.js';
import { lazyEngine } from './lazy.js';

/** Counts how often it is opened. */
function counted() {
  const opened = { times: 0 };
  const open = () => {
    opened.times++;
    return openDuckDb({ threads: 1 });
  };
  return { opened, open };
}

it('is opened by the first statement and not before, at once where it is wanted, and in both cases once', async () => {
  for (const isWanted of [false, true]) {
    const { opened, open } = counted();
    const engine = lazyEngine('duckdb', open, isWanted);
    expect(opened.times).toBe(isWanted ? 1 : 0);
    await engine.query('select 1');
    await engine.query('select 1');
    expect(opened.times).toBe(1);
    await engine.close();
  }
});

it('tells who asks it why it cannot be opened, and closes all the same', async () => {
  const engine = lazyEngine('duckdb', () => Promise.reject(new Error('no engine here')), true);
  await expect(engine.query('select 1')).rejects.toThrow('no engine here');
  await engine.close();
});
