import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Workbench, workbench } from '../fixtures/landing/workbench.js';
import { findFiles } from './extract/files.js';

let bench: Workbench;
beforeEach(async () => {
  bench = await workbench();
});
afterEach(() => {
  vi.useRealTimers();
  return bench.close();
});

const sales = { sales: { files: 'in/*.csv' } };
const memory = () => join(bench.landing, 'sales', 'known-hashes.json');
const remembered = () => JSON.parse(readFileSync(memory(), 'utf8')) as Record<string, object>;
const values = async () => (await bench.rows('sales', 'id')).map(({ id }) => id);

/** The clock of the program, not that of the files. */
function seconds(later: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + later * 1000 });
}

describe('the hashes of files that stand as they did', () => {
  it('are believed: such a file is not read', async () => {
    bench.write('in/a.csv', 'id\n1\n');
    seconds(10);
    await bench.land(sales);
    bench.write('in/a.csv', 'id\n2\n');
    const [file] = findFiles(['in/*.csv'], bench.dir);
    // As if it had stood so when it held the other bytes.
    writeFileSync(memory(), JSON.stringify({ 'a.csv': { ...remembered()['a.csv'], stands: file?.stands } }));
    expect(await bench.land(sales)).toMatchObject({ unchanged: 1, batches: [] });
    expect(await values()).toEqual(['1']);
  });

  it('are not those of a file of the same size that was given the old time of writing', async () => {
    bench.write('in/a.csv', 'id\n1\n');
    const path = join(bench.dir, 'in/a.csv');
    seconds(10);
    await bench.land(sales);
    const { atime, mtime } = statSync(path);
    writeFileSync(path, 'id\n2\n');
    utimesSync(path, atime, mtime);
    await bench.land(sales);
    expect(await values()).toEqual(['2']);
  });

  it('are not kept of a file that was written a moment ago, and may be again within the same tick', async () => {
    bench.write('in/a.csv', 'id\n1\n');
    await bench.land(sales);
    expect(remembered()).toEqual({});
  });

  it('may be lost or torn, and all files are read again', async () => {
    bench.write('in/a.csv', 'id\n1\n');
    seconds(10);
    await bench.land(sales);
    const whole = readFileSync(memory(), 'utf8');
    writeFileSync(memory(), whole.slice(0, 20));
    expect(await bench.land(sales)).toMatchObject({ unchanged: 1, batches: [] });
    expect(readFileSync(memory(), 'utf8')).toBe(whole);
  });

  it('are forgotten of files that have gone', async () => {
    bench.write('in/a.csv', 'id\n1\n');
    bench.write('in/b.csv', 'id\n2\n');
    seconds(10);
    await bench.land(sales);
    bench.remove('in/a.csv');
    await bench.land(sales);
    expect(Object.keys(remembered())).toEqual(['b.csv']);
  });
});
