import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoNights } from '../../fixtures/demo/index.js';
import { type Workbench, workbenchAt } from '../../fixtures/workbench.js';
import type { Progress } from './session.js';

/** More kills for a long suite: CUSTOMETRY_KILLS=50 npx vitest run src/warehouse/interrupted.test.ts */
const kills = Number(process.env.CUSTOMETRY_KILLS ?? 2);
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'custometry-interrupted-'));
const company = { customers: 150 };
const meta = { tables: /^meta\./ };
/** A process that is killed has a clock of its own, and the number of a generation that it began is not given again: no more may differ. */
const landingTimes = { ...meta, columns: /^(landed_at|business_at|known_from|(until_)?generation)$/ };
const now = () => new Date(Date.UTC(2026, 0, 2, 3));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a second night that is cut short', () => {
  let undisturbed: Map<string, string[]>;
  let undated: Map<string, string[]>;
  let before: unknown;
  const count = 'select count(*) as n, sum(net_amount) as net from dw.fact_order_line';

  beforeAll(async () => {
    const bench = workbenchAt(join(folder, 'undisturbed'));
    const nights = demoNights(bench.dir, company);
    await nights.next();
    await bench.run();
    before = await bench.rows(count);
    await nights.next();
    cpSync(bench.dir, join(folder, 'standing'), { recursive: true });
    await bench.run({ now });
    undisturbed = await bench.contents(meta);
    undated = await bench.contents(landingTimes);
  });

  it.each(['land', 'build'])(
    'by its signal while it does %s, stops in less than two seconds, and is taken up',
    async step => {
      const bench = standing(step);
      const controller = new AbortController();
      let stopped = 0;
      let built = 0;
      const progress = (event: Progress) => {
        if (event.step === 'build') built++;
        if (event.step !== step || (step === 'build' && built < 30) || stopped > 0) return;
        stopped = performance.now();
        controller.abort();
      };
      await expect(bench.run({ now, signal: controller.signal, progress })).rejects.toMatchObject({
        name: 'AbortError',
      });
      expect(performance.now() - stopped).toBeLessThan(2000);
      expect(await bench.rows(count)).toEqual(before);
      const result = await bench.run({ now });
      expect(result).toMatchObject({ published: true });
      if (step === 'build') expect(result.tables.filter(table => table.status === 'kept').length).toBeGreaterThan(25);
      expect(await bench.contents(meta)).toEqual(undisturbed);
      expect((await bench.open()).runs().map(run => run.status)).toEqual(['published', 'interrupted', 'published']);
    },
  );

  it('by a kill at any moment, leaves the standing generation readable; the next run equals the undisturbed one', async () => {
    const bench = standing('killed');
    for (let kill = 0; kill < kills; kill++) {
      const run = start(bench);
      const closed = once(run, 'close');
      await begun(run);
      await sleep(kill * 400 + 50);
      run.kill('SIGKILL');
      await closed;
      const facts = await bench.rows(count);
      if ((await bench.open()).runs().at(-1)?.status !== 'published') expect(facts).toEqual(before);
    }
    await bench.run();
    expect(await bench.contents(landingTimes)).toEqual(undated);
    expect(existsSync(join(bench.dir, 'current.json'))).toBe(true);
  });

  function standing(name: string): Workbench {
    cpSync(join(folder, 'standing'), join(folder, name), { recursive: true });
    return workbenchAt(join(folder, name));
  }
});

function start({ dir }: Workbench): ChildProcess {
  const program = ['dist/bundle/main.js', 'run', '-p', dir];
  return spawn(process.execPath, program, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** When the run says its first word, the lock is taken and landing has begun. */
function begun(run: ChildProcess): Promise<unknown> {
  return Promise.race([once(run.stderr as NodeJS.ReadableStream, 'data'), once(run, 'close')]);
}
