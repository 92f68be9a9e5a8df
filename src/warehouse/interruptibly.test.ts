import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCode } from '../errors.js';
import { acquireLock } from '../run/lock.js';
import { openState } from '../run/state.js';
import { interruptibly } from './interruptibly.js';

const at = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);

/** Counts the itemsets of 600 baskets of about 270 of 300 items, which would take longer than anybody lives. */
const program = `
  import { interruptibly } from ${at('./interruptibly.ts')};
  import { countItemsets } from ${at('../stats/itemsets/count-itemsets.ts')};
  const entries = Array.from({ length: 180_000 }, (_, at) => at).filter(at => (at * 7919) % 104_729 % 10 > 0);
  const columns = { baskets: entries.map(at => Math.floor(at / 300)), items: entries.map(at => at % 300), n: 600 };
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => console.log('heard', name));
  try {
    interruptibly(() => {
      process.stdout.write('at work\\n');
      countItemsets(columns, { support: 0.1 });
    });
  } catch (error) {
    console.log(error.message);
    process.exit(error.code);
  }
`;

describe('interruptibly', () => {
  it.each([
    ['SIGINT', [130, null], 'at work\nheard SIGINT\ninterrupted\n'],
    ['SIGTERM', [null, 'SIGTERM'], 'at work\n'],
  ] as const)('ends a search of the itemset kernel at %s', async (signal, end, words) => {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program]);
    let said = '';
    child.stdout.on('data', piece => {
      if (said === '') setTimeout(() => child.kill(signal), 100);
      said += piece;
    });
    expect(await once(child, 'close')).toEqual(end);
    expect(said).toBe(words);
  });

  it('leaves no lock to wait for when SIGTERM ends the process in the midst of a fit', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'custometry-fit-'));
    const fitting = `
      import { acquireLock } from ${at('../run/lock.ts')};
      import { openState } from ${at('../run/state.ts')};
      await acquireLock(openState(${JSON.stringify(dir)}), { command: 'run', run: 'r1', now: () => new Date(0) });
      ${program}`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', fitting]);
    const closed = once(child, 'close');
    await once(child.stdout, 'data');
    const asked = { command: 'run', run: 'r2', now: () => new Date(0) };
    await expect(acquireLock(openState(dir), asked)).rejects.toMatchObject({ code: exitCode.lockBusy });
    setTimeout(() => child.kill('SIGTERM'), 100);
    expect(await closed).toEqual([null, 'SIGTERM']);
    const lock = await acquireLock(openState(dir), asked);
    expect(lock.holder.run).toBe('r2');
    lock.release();
    rmSync(dir, { recursive: true });
  });

  it('gives what the work gives, throws what it throws, and leaves who listens as they were', () => {
    const before = process.rawListeners('SIGTERM');
    expect(interruptibly(() => 42)).toBe(42);
    expect(() => interruptibly(() => new Array(-1))).toThrow(RangeError);
    expect(process.rawListeners('SIGTERM')).toEqual(before);
  });
});
