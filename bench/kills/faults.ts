import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Workbench } from '../../fixtures/workbench.js';
import { endOf, startRun } from './child.js';

/** Something else that goes wrong in the night of a kill; throws where the warehouse does not bear it as it should. */
export type Fault = (bench: Workbench, moment: number) => Promise<void>;

/** The faults by name; `moment` is a number from 0 below 1 that says where in the run, the disk or the file. */
export const faults: Record<string, Fault> = {
  async 'two runs at once, one killed'(bench, moment) {
    const [first, second] = [startRun(bench.dir), startRun(bench.dir)];
    const [one, other] = await Promise.all([endOf(first), endOf(second, 200 + moment * 2000)]);
    for (const { code, isKilled, said } of [one, other])
      if (!isKilled && code !== 0 && code !== 5) throw new Error(`a run beside another ended with ${code}: ${said}`);
  },

  async 'a corrupted landed file'(bench, moment) {
    const landing = join(bench.dir, 'landing');
    if (!existsSync(join(bench.dir, 'current.json'))) await bench.run();
    const all = readdirSync(landing, { recursive: true, encoding: 'utf8' });
    const names = all.filter(name => name.endsWith('.parquet') && !name.includes('.incoming'));
    const path = join(landing, names.sort()[Math.floor(moment * names.length)] ?? '');
    const whole = readFileSync(path);
    const spoilt = Buffer.from(whole);
    const place = Math.floor(moment * whole.length);
    spoilt[place] = (spoilt[place] ?? 0) ^ 0x10;
    writeFileSync(path, spoilt);
    const refusal = await bench.run({ force: true }).then(
      () => undefined,
      (error: { code?: number; message?: string }) => error,
    );
    writeFileSync(path, whole);
    if (refusal?.code !== 4 || !refusal.message?.includes(path)) throw new Error(`built on a damaged ${path}`);
  },

  async 'a disk that fills up'(bench, moment) {
    const filler = join(bench.dir, 'filler');
    const run = endOf(startRun(bench.dir));
    await setTimeout(moment * 3000);
    fill(filler);
    const { code, said } = await run;
    rmSync(filler);
    if (code !== 0 && code !== 6) throw new Error(`on a full disk a run ended with ${code}: ${said}`);
  },

  async 'a clock set back'(bench) {
    await bench.run({ now: () => new Date('1999-12-31T23:59:59.000Z') });
  },

  async 'a reader of the old generation'(bench) {
    const warehouse = await bench.open();
    const read = async () =>
      JSON.stringify((await warehouse.query(counts)).columns.map(({ values }) => String(values)));
    const before = await read().catch(() => undefined);
    await bench.run();
    await bench.run({ force: true });
    await (await bench.open()).collect(1);
    const after = before === undefined ? undefined : await read();
    await warehouse.close();
    if (after !== before) throw new Error('a reader saw another generation than the one it opened');
  },
};

/** Writes until the disk is full. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (const piece = Buffer.alloc(1 << 20); ; ) writeSync(file, piece);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}

const counts = 'select count(*), cast(sum(net_amount) as varchar), max(_batch) from dw.fact_order_line';
