import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs, { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acquireLock, type Holder } from './lock.js';
import { thisProcess } from './process-id.js';
import { openState, type State } from './state.js';

const now = () => new Date('2011-12-10T02:00:00.000Z');
const first = { command: 'run', run: 'r1', now };
const second = { command: 'run --rebuild', run: 'r2', now };
const since = '2001-01-01T00:00:00.000Z';
let state: State;

beforeEach(() => {
  state = openState(mkdtempSync(join(tmpdir(), 'lock-')));
});

afterEach(() => rmSync(state.dir, { recursive: true }));

function leave(turn: string, holder: Partial<Holder>): string {
  const path = join(state.lock, `${turn}.json`);
  writeFileSync(path, JSON.stringify({ run: 'r0', command: 'run', user: 'ann', ...thisProcess(), since, ...holder }));
  return path;
}

it('a second holder is refused with the name of the first, and let in when it is released', async () => {
  const lock = await acquireLock(state, first);
  const name = `run r1 by ${userInfo().username}@${hostname()}, pid ${process.pid}, since 2011-12-10T02:00:00.000Z`;
  await expect(acquireLock(state, second)).rejects.toMatchObject({
    code: 5,
    message: `the project is locked by ${name}`,
    hint: `wait until it ends, or stop process ${process.pid}`,
  });
  lock.release();
  const next = await acquireLock(state, second);
  expect(next.holder).toMatchObject({ run: 'r2', command: 'run --rebuild' });
  next.release();
});

it('a second release does not take the lock from the next holder', async () => {
  const lock = await acquireLock(state, first);
  lock.release();
  const next = await acquireLock(state, second);
  lock.release();
  await expect(acquireLock(state, first)).rejects.toThrow('locked by run r2');
  next.release();
});

it('one file stays, and tells who had it last', async () => {
  for (const given of [first, second, first]) (await acquireLock(state, given)).release();
  const names = readdirSync(state.lock);
  expect(names).toEqual(['000003.json']);
  const left = JSON.parse(readFileSync(join(state.lock, '000003.json'), 'utf8'));
  expect(left).toMatchObject({ run: 'r1', released: '2011-12-10T02:00:00.000Z' });
});

it('a holder whose pid was given to another process is gone', async () => {
  leave('000004', { process_started: 'before the machine was started again' });
  const lock = await acquireLock(state, first);
  expect(readdirSync(state.lock)).toEqual(['000005.json']);
  lock.release();
});

it('a holder whose process ended is gone', async () => {
  leave('000004', { pid: 2 ** 30 });
  (await acquireLock(state, first)).release();
});

it('a lock does not get stale by age', async () => {
  leave('000004', {});
  await expect(acquireLock(state, first)).rejects.toThrow('since 2001-01-01');
});

it('a lock of another host is never taken, and the hint says how it is removed by hand', async () => {
  const path = leave('000004', { host: 'far.example', pid: 2 ** 30 });
  const refused = acquireLock(state, first);
  await expect(refused).rejects.toMatchObject({
    code: 5,
    message: expect.stringContaining('run r0 by ann@far.example'),
    hint: `wait until it ends; if it no longer runs on far.example, remove ${path}`,
  });
  rmSync(path);
  (await acquireLock(state, first)).release();
});

it('a lock of another container of this host is never taken, though nobody here has that pid', async () => {
  const path = leave('000004', { pid: 2 ** 30, pid_namespace: 'pid:[1]' });
  await expect(acquireLock(state, first)).rejects.toMatchObject({
    code: 5,
    hint: `wait until it ends; if it no longer runs in its container or on another machine of that name, remove ${path}`,
  });
});

it('a lock of another host that was released is free', async () => {
  leave('000004', { host: 'far.example', released: since });
  (await acquireLock(state, first)).release();
});

it('a lock that cannot be read is nobody to take it from', async () => {
  const message = expect.stringContaining('its holder is not known');
  for (const text of ['', 'null', '{}']) {
    writeFileSync(join(state.lock, '000001.json'), text);
    const hint = expect.stringContaining('remove');
    await expect(acquireLock(state, first)).rejects.toMatchObject({ code: 5, message, hint });
  }
});

it('a contender so slow that two others came and one went meanwhile does not hold the lock', async () => {
  const stale = leave('000001', { pid: 2 ** 30 });
  const { linkSync } = fs;
  fs.linkSync = (...given) => {
    fs.linkSync = linkSync;
    syncBuiltinESMExports();
    leave('000003', { run: 'r3' });
    rmSync(stale);
    linkSync(...given);
  };
  syncBuiltinESMExports();
  await expect(acquireLock(state, first)).rejects.toThrow('locked by run r3');
  expect(fs.linkSync).toBe(linkSync);
  expect(readdirSync(state.lock)).toEqual(['000003.json']);
});

it('a release after the project was removed goes by quietly', async () => {
  const lock = await acquireLock(state, first);
  rmSync(state.dir, { recursive: true });
  lock.release();
  mkdirSync(state.dir);
});

describe('a contender that waits', () => {
  it('is let in when the holder ends, and says once for whom it waits', async () => {
    const lock = await acquireLock(state, first);
    const waitedFor: string[] = [];
    const next = acquireLock(state, { ...second, wait_ms: 30_000, onWait: holder => waitedFor.push(holder.run) });
    await setTimeout(500);
    lock.release();
    expect((await next).holder.run).toBe('r2');
    expect(waitedFor).toEqual(['r1']);
    (await next).release();
  });

  it('is refused when its time is over, and not before', async () => {
    const lock = await acquireLock(state, first);
    const begun = performance.now();
    await expect(acquireLock(state, { ...second, wait_ms: 300 })).rejects.toMatchObject({
      code: 5,
      message: expect.stringContaining('locked by run r1'),
    });
    expect(performance.now() - begun).toBeGreaterThanOrEqual(299);
    lock.release();
  });

  it('gives up at once when it is told to stop', async () => {
    const lock = await acquireLock(state, first);
    const controller = new AbortController();
    const refused = acquireLock(state, { ...second, wait_ms: 60_000, signal: controller.signal });
    controller.abort(new Error('stopped'));
    await expect(refused).rejects.toThrow('stopped');
    lock.release();
    (await acquireLock(state, second)).release();
  });

  it('is let in when the holder is killed', async () => {
    const holder = spawn('sleep', ['60']);
    await once(holder, 'spawn');
    leave('000004', { pid: holder.pid, process_started: '' });
    const next = acquireLock(state, { ...second, wait_ms: 30_000 });
    await setTimeout(300);
    holder.kill('SIGKILL');
    (await next).release();
  });
});
