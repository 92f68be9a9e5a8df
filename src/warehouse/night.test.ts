import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { madeOnce } from '../../fixtures/made-once.js';
import { type Workbench, workbench } from '../../fixtures/workbench.js';
import { readLedger } from '../run/ledger.js';
import { acquireLock } from '../run/lock.js';
import { openState } from '../run/state.js';
import { runDue, runNight } from './night.js';
import { type OpenOptions, openSession, type Session } from './session.js';

const header = 'id,at,who,sku,n,price\n';
const monday = `${header}1,2024-01-01,M,tea,1,10\n2,2024-01-01,C,mug,2,5\n`;

function project(rest: string): string {
  return `
name: Tea
sources: { lines: { files: 'lines*.csv' } }
entities:
  order_line:
    - source: lines
      columns: { order_id: id, ordered_at: at, customer_id: who, product_id: sku, quantity: n, unit_price: price }
${rest}`;
}

const nightly = `schedule: { at: '30 2 * * *', time_zone: Europe/Berlin, tries: 2 }
notify: [{ file: { path: told.json } }]
`;

let bench: Workbench;
afterEach(() => bench.close());

/** After a first night, of the first of January, with nothing new since. */
const afterFirst = madeOnce(async () => {
  const made = workbench(project(nightly), { 'lines1.csv': monday });
  await made.run({ now: () => new Date('2026-01-02T02:00:00Z') });
  return made;
});

/** The project as it is opened when the clock shows that time. */
async function at(time: string, options: Partial<OpenOptions> = {}): Promise<Session> {
  return { ...(await openSession({ project: bench.dir, ...options })), now: () => new Date(time) };
}

/** A clock that goes on from that time. */
function ticking(time: string): () => Date {
  const begun = performance.now();
  return () => new Date(Date.parse(time) + performance.now() - begun);
}

const starts = () => readLedger(openState(bench.dir)).filter(({ event }) => event === 'start');
const told = () => JSON.parse(readFileSync(join(bench.dir, 'told.json'), 'utf8'));

describe('what is due', () => {
  it('is run once, by its business date; afterwards nothing is, and nothing is written', async () => {
    bench = workbench(project(nightly), { 'lines1.csv': monday });
    const first = await runDue(await at('2026-03-28T02:00:00Z'));
    expect(first).toMatchObject({ due: true, nights: ['2026-03-27'], published: true, landed: 2 });
    const before = readdirSync(join(bench.dir, 'ledger'));
    expect(await runDue(await at('2026-03-29T00:59:59Z'))).toEqual({
      ...{ due: false, nights: [], since: null, failures: 0, running: null },
      ...{ last: '2026-03-28T02:00:00.000Z', next: '2026-03-29T01:00:00.000Z' },
    });
    expect(readdirSync(join(bench.dir, 'ledger'))).toEqual(before);
    const missed = await runDue(await at('2026-03-31T09:00:00Z'));
    expect(missed).toMatchObject({ due: true, nights: ['2026-03-28', '2026-03-29', '2026-03-30'], published: false });
    expect(starts().map(({ nights }) => nights)).toEqual([['2026-03-27'], ['2026-03-28', '2026-03-29', '2026-03-30']]);
    expect(told()).toMatchObject({
      status: 'unchanged',
      result: { nights: ['2026-03-28', '2026-03-29', '2026-03-30'] },
    });
  });

  it('and fails is told and tried again, so often, then left for the next night, which names both', async () => {
    bench = await afterFirst();
    await runDue(await at('2026-01-10T02:00:00Z'));
    rmSync(join(bench.dir, 'lines1.csv'));
    bench.write(
      'custometry.yaml',
      project(nightly).replace('lines*.csv', 'gone*.csv').replace('{ lines:', '{ others: { files: x.csv }, lines:'),
    );
    for (const time of ['2026-01-11T01:30:00Z', '2026-01-11T02:30:00Z'])
      await expect(runDue(await at(time))).rejects.toMatchObject({ code: 4 });
    expect(told()).toMatchObject({
      status: 'failed',
      failure: { code: 4, command: `custometry doctor -p ${bench.dir}` },
    });
    expect(await runDue(await at('2026-01-11T03:30:00Z'))).toMatchObject({
      due: false,
      failures: 2,
      nights: ['2026-01-10'],
    });
    bench.write('custometry.yaml', project(nightly));
    expect(await runDue(await at('2026-01-12T01:30:00Z'))).toMatchObject({
      due: true,
      nights: ['2026-01-10', '2026-01-11'],
    });
  });

  it('is not done twice by two that wait at the same time: the second finds nothing left', async () => {
    bench = await afterFirst();
    const other = { command: 'run', run: 'r-other', now: () => new Date('2026-01-10T01:00:00Z') };
    const lock = await acquireLock(openState(bench.dir), other);
    const waited: string[] = [];
    // One clock: a run that begins after now, by another clock, does not count.
    const now = ticking('2026-01-10T02:00:00Z');
    const tell = (text: string) => waited.push(text);
    const both = [1, 2].map(async () => {
      const session = await openSession({ project: bench.dir, tell });
      return runDue({ ...session, now }, { wait_ms: 60_000 });
    });
    await setTimeout(500);
    lock.release();
    const results = await Promise.all(both);
    expect(results.map(({ due }) => due).sort()).toEqual([false, true]);
    expect(waited[0]).toMatch(/^waiting for run r-other by \S+, pid \d+, since 2026-01-10T01:00:00.000Z$/);
    expect(starts()).toHaveLength(2);
  });

  it('is left to the run that is at it already, without waiting', async () => {
    bench = workbench(project(nightly), { 'lines1.csv': monday });
    const first = runDue(await at('2026-01-10T02:00:00Z'));
    expect(await runDue(await at('2026-01-10T02:00:01Z'))).toMatchObject({ due: false, running: starts()[0]?.run });
    expect(await first).toMatchObject({ published: true });
  });

  it('without a schedule is an error of the project file', async () => {
    bench = workbench(project(''));
    await expect(runDue(await at('2026-01-10T02:00:00Z'))).rejects.toMatchObject({
      code: 3,
      message: 'custometry.yaml has no schedule',
    });
  });
});

describe('a run while another has the project', () => {
  it('is refused at once, or after the time that it may wait, and whoever is to be told is told', async () => {
    bench = await afterFirst();
    const state = openState(bench.dir);
    const lock = await acquireLock(state, { command: 'run', run: 'r-other', now: () => new Date() });
    await expect(runNight(await at('2026-01-10T02:00:00Z'))).rejects.toMatchObject({ code: 5 });
    expect(told()).toMatchObject({
      status: 'failed',
      failure: { code: 5, message: expect.stringContaining('r-other') },
    });
    const begun = performance.now();
    await expect(runNight(await at('2026-01-10T02:00:00Z'), { wait_ms: 300 })).rejects.toMatchObject({ code: 5 });
    expect(performance.now() - begun).toBeGreaterThan(299);
    const waiting = runNight(await at('2026-01-10T02:00:00Z'), { wait_ms: 60_000 });
    await setTimeout(300);
    lock.release();
    expect(await waiting).toMatchObject({ published: false });
    expect((await bench.open()).runs().map(({ status }) => status)).toEqual(['published', 'unchanged']);
  });
});

describe('a notice that cannot be given', () => {
  const nobody = 'notify: [{ file: { path: taken/told.json } }]\n';

  it('is a warning of a run that went well, and an event in its ledger', async () => {
    bench = await afterFirst();
    bench.write('custometry.yaml', project(nobody));
    bench.write('taken', '');
    const result = await runNight(await at('2026-01-10T02:00:00Z'));
    expect(result).toMatchObject({ published: false });
    expect(result.warnings.at(-1)).toMatch(/^nobody was told by file \(taken\/told\.json\): /);
    expect(readLedger(openState(bench.dir)).at(-1)).toMatchObject({ event: 'notify', fault: expect.any(String) });
    expect((await bench.open()).runs().at(-1)).toMatchObject({ status: 'unchanged', generation: '000001' });
  });

  it('is told at once of a run that failed, whose error stays', async () => {
    bench = workbench(project(nobody), { taken: '' });
    const said: string[] = [];
    const session = await at('2026-01-10T02:00:00Z', { tell: text => said.push(text) });
    await expect(runNight(session)).rejects.toMatchObject({ code: 4 });
    expect(said).toEqual([expect.stringMatching(/^warning: nobody was told by file/)]);
  });

  it('is not tried for a run that was interrupted', async () => {
    bench = workbench(project(nightly), { 'lines1.csv': monday });
    const controller = new AbortController();
    controller.abort(new Error('stopped'));
    await expect(runNight(await at('2026-01-10T02:00:00Z', { signal: controller.signal }))).rejects.toThrow('stopped');
    expect(readdirSync(bench.dir)).not.toContain('told.json');
  });
});

describe('what a run may take', () => {
  it('of time: it is ended and publishes nothing; with time enough the next one is as if nothing had been', async () => {
    bench = workbench(project('limits: { run: { time: 0.05s } }'), { 'lines1.csv': monday });
    await expect(runNight(await at('2026-01-10T02:00:00Z'))).rejects.toMatchObject({
      code: 6,
      message: 'the run took longer than 0.05s, what limits.run.time allows; nothing was published',
    });
    expect((await bench.open()).runs()).toMatchObject([{ status: 'failed', error: expect.stringContaining('0.05s') }]);
    await expect(bench.rows('select 1')).rejects.toThrow('there is no warehouse yet');
    bench.write('custometry.yaml', project('limits: { run: { time: 1h, disk: 20MB } }'));
    expect(await runNight(await at('2026-01-10T02:00:00Z'))).toMatchObject({ published: true });
    expect(await bench.rows('select count(*) as n from dw.fact_order_line')).toEqual([{ n: 2 }]);
    bench.write('custometry.yaml', project('limits: { run: { time: 2h, disk: 1TB } }'));
    expect(await runNight(await at('2026-01-10T02:00:00Z'))).toMatchObject({ published: false });
  });

  it('of the disk: with more to land than the disk has free it does not begin, and says the figures', async () => {
    bench = workbench(project(''), { 'lines1.csv': monday });
    const huge = join(bench.dir, 'lines2.csv');
    writeFileSync(huge, '');
    truncateSync(huge, 8e12);
    await expect(runNight(await at('2026-01-10T02:00:00Z'))).rejects.toMatchObject({
      code: 6,
      message: expect.stringMatching(
        /^this run would write about 8\.0 TB \(2\.5 MB for tables without a row, 8\.0 TB of new source files\), and [\d.]+ \wB are free at /,
      ),
      hint: expect.stringContaining('--state DIR'),
    });
    expect(readdirSync(join(bench.dir, 'landing'))).toEqual([]);
  });

  it('of the disk by its own limit: new files and a changed project are refused, a night with nothing new is none', async () => {
    const tight = 'limits: { run: { disk: 10MB } }';
    bench = workbench(project('limits: { run: { disk: 2MB } }'), { 'lines1.csv': monday });
    await expect(runNight(await at('2026-01-10T02:00:00Z'))).rejects.toMatchObject({
      code: 6,
      message: expect.stringMatching(/\(2\.5 MB for tables without a row, \d+ bytes of new source files\), and limits/),
    });
    bench.close();
    bench = await afterFirst();
    bench.write('custometry.yaml', project(tight));
    expect(await runNight(await at('2026-01-11T02:00:00Z'))).toMatchObject({ published: false });
    bench.write('lines2.csv', `${header}3,2024-01-02,A,tea,1,10\n`);
    await expect(runNight(await at('2026-01-12T02:00:00Z'))).rejects.toMatchObject({
      code: 6,
      message: expect.stringMatching(
        /, 46 bytes of new source files\), and limits\.run\.disk allows 10MB; nothing was written$/,
      ),
    });
    expect(readdirSync(join(bench.dir, 'landing', 'lines')).filter(name => /^\d/.test(name))).toEqual(['000001']);
    bench.remove('lines2.csv');
    bench.write(
      'custometry.yaml',
      project(`${tight}
currency: USD`),
    );
    await expect(runNight(await at('2026-01-12T02:00:00Z'))).rejects.toMatchObject({ code: 6 });
    expect(readdirSync(join(bench.dir, 'generations')).filter(name => /^\d/.test(name))).toEqual(['000001']);
  });
});
