import { spawnSync } from 'node:child_process';
import fs, {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { appendDecision } from './append-decision.js';
import { beginGeneration } from './begin-generation.js';
import { appendLedger } from './ledger.js';
import { acquireLock } from './lock.js';
import { publish } from './publish.js';
import { openState } from './state.js';

const now = () => new Date('2011-12-10T02:00:00.000Z');
let dir: string;
let umask: number;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'state-'));
  umask = process.umask(0);
});

afterEach(() => {
  process.umask(umask);
  rmSync(dir, { recursive: true });
});

it('a whole run leaves only files of mode 600 in folders of mode 700, whatever the umask and whoever wrote the warehouse', async () => {
  const state = openState(join(dir, 'deep', 'state'));
  const lock = await acquireLock(state, { command: 'run', run: 'r1', now });
  appendLedger(state, { at: now().toISOString(), run: 'r1', event: 'start' });
  for (const round of [1, 2]) {
    const building = await beginGeneration(state);
    writeFileSync(building.warehouse, `made by another in round ${round}`, { mode: 0o666 });
    const prepared = join(state.dir, 'prepared.ndjson');
    writeFileSync(prepared, '{"key":1}\n', { mode: 0o666 });
    appendDecision(state, 'key', building.id, { file: prepared });
    appendDecision(state, 'model', building.id, [{ model: 'rfm' }]);
    publish(state, building, { run: 'r1', fingerprint: 'f', asOf: null, published_at: now().toISOString() });
  }
  lock.release();
  const entries = readdirSync(join(dir, 'deep'), { recursive: true, withFileTypes: true });
  const modes = entries.map(entry => {
    const mode = (statSync(join(entry.parentPath, entry.name)).mode & 0o777).toString(8);
    return `${entry.isDirectory() ? 'folder' : 'file'} ${mode}`;
  });
  expect(entries.length).toBeGreaterThan(15);
  expect([...new Set(modes)].sort()).toEqual(['file 600', 'folder 700']);
});

it('a folder of the user keeps the mode it has', () => {
  chmodSync(dir, 0o755);
  openState(dir);
  expect(statSync(dir).mode & 0o777).toBe(0o755);
});

it('opening a second time changes nothing', () => {
  expect(openState(dir)).toEqual(openState(dir));
});

it('a place where no folder can be made is named, with the option that names another', () => {
  writeFileSync(join(dir, 'file'), '');
  mkdirSync(join(dir, 'fine'));
  expect(() => openState(join(dir, 'file'))).toThrow(
    expect.objectContaining({
      code: 6,
      message: expect.stringContaining(join(dir, 'file')),
      hint: expect.stringContaining('--state'),
    }),
  );
});

it.skipIf(process.platform !== 'linux')('a place that the system says is not there is refused too, soon', () => {
  const open = `import { openState } from ${JSON.stringify(new URL('state.ts', import.meta.url).href)};
    try { openState('/proc/none/state') } catch (error) { process.stdout.write(error.code + ' ' + error.message) }`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', open];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 30_000 });
  expect(stdout).toMatch(/^6 the state folder cannot be made: no such file or folder \(\/proc\/none/);
});

it.skipIf(process.platform !== 'linux')('folders that are made outlive a power cut, once each', () => {
  const synced: string[] = [];
  const { fsyncSync } = fs;
  fs.fsyncSync = handle => {
    synced.push(readlinkSync(`/proc/self/fd/${handle}`));
    fsyncSync(handle);
  };
  syncBuiltinESMExports();
  try {
    const state = openState(join(dir, 'state'));
    expect(synced).toEqual([dir, state.dir]);
    for (const _ of [1, 2]) appendDecision(state, 'model', '000001', [{ model: 'rfm' }]);
    openState(state.dir);
    expect(synced.filter(path => path === state.decisions)).toHaveLength(1);
    expect(synced.filter(path => path === state.dir)).toHaveLength(1);
  } finally {
    fs.fsyncSync = fsyncSync;
    syncBuiltinESMExports();
  }
});
