import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Building, beginGeneration } from './begin-generation.js';
import { collect } from './collect.js';
import { idsOf, placeOf } from './generation-folder.js';
import { current } from './generations.js';
import { linkLatest } from './latest.js';
import { discard, publish } from './publish.js';
import { openState, type State } from './state.js';

const facts = { run: 'r1', fingerprint: 'f', asOf: '2011-12-09', published_at: '2011-12-10T02:00:00.000Z' };
let state: State;

beforeEach(() => {
  state = openState(mkdtempSync(join(tmpdir(), 'generations-')));
});

afterEach(() => rmSync(state.dir, { recursive: true }));

/** Adds a line to the warehouse, as a build would add tables. */
const build = ({ warehouse }: Building, line: string) => appendFileSync(warehouse, `${line}\n`);
const read = (warehouse: string) => readFileSync(warehouse, 'utf8').split('\n').slice(0, -1);

async function publishOne(line: string) {
  const building = await beginGeneration(state);
  build(building, line);
  return publish(state, building, facts);
}

describe('current', () => {
  it('is nothing before the first generation', () => {
    expect(current(state)).toBeUndefined();
  });

  it('is what was published last, and says where it lies, what it is known by and what was before', async () => {
    // The sums are those of `sha256sum`.
    const seals = [
      '2 87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7',
      '4 911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2',
    ];
    expect(await publishOne('a')).toEqual({
      generation: '000001',
      ...facts,
      previous: null,
      seal: seals[0],
      decided: {},
    });
    await publishOne('b');
    const folder = join(state.generations, '000002');
    const warehouse = join(folder, 'warehouse.duckdb');
    const at = { previous: '000001', seal: seals[1], decided: {}, folder, warehouse };
    expect(current(state)).toEqual({ generation: '000002', ...facts, ...at });
    expect(read(warehouse)).toEqual(['a', 'b']);
  });

  it('is nothing when its warehouse was thrown away; the next run begins with none, under a new id', async () => {
    await publishOne('a');
    rmSync(state.generations, { recursive: true });
    openState(state.dir);
    expect(current(state)).toBeUndefined();
    expect(await beginGeneration(state)).toMatchObject({ id: '000002', base: null });
  });

  it('says what to do when its file was damaged', () => {
    const damaged = expect.objectContaining({ code: 6, hint: expect.stringContaining('remove it') });
    for (const text of ['', '{"generation":', 'null', '{}', '{"generation":7}']) {
      writeFileSync(state.current, text);
      expect(() => current(state), text).toThrow(damaged);
    }
    rmSync(state.current);
    mkdirSync(state.current);
    expect(() => current(state)).toThrow(damaged);
  });
});

describe('beginGeneration', () => {
  it('begins empty, then with a copy; the one copied stays as it is', async () => {
    const first = await beginGeneration(state);
    expect(first).toMatchObject({ id: '000001', base: null, resumed: false });
    expect(existsSync(first.warehouse)).toBe(false);
    build(first, 'a');
    publish(state, first, facts);
    const second = await beginGeneration(state);
    expect(second).toMatchObject({ id: '000002', base: '000001', resumed: false });
    build(second, 'b');
    expect(read(placeOf(state, '000001').warehouse)).toEqual(['a']);
  });

  it('copies another generation where it is told to, or none', async () => {
    await publishOne('a');
    await publishOne('b');
    const back = await beginGeneration(state, { from: '000001' });
    expect(read(back.warehouse)).toEqual(['a']);
    const rebuilt = await beginGeneration(state, { from: null });
    expect(existsSync(rebuilt.warehouse)).toBe(false);
    await expect(beginGeneration(state, { from: '000099' })).rejects.toMatchObject({ code: 2 });
  });

  it('takes up a build that was killed, with its log, on the same base', async () => {
    await publishOne('a');
    const killed = await beginGeneration(state);
    build(killed, 'b');
    writeFileSync(`${killed.warehouse}.wal`, 'log');
    mkdirSync(`${killed.warehouse}.tmp`);
    const next = await beginGeneration(state);
    expect(next).toEqual({ ...killed, resumed: true });
    expect(read(next.warehouse)).toEqual(['a', 'b']);
    expect(readFileSync(`${next.warehouse}.wal`, 'utf8')).toBe('log');
    expect(existsSync(`${next.warehouse}.tmp`)).toBe(false);
  });

  it('takes up a first build and a rebuild, but neither for the other', async () => {
    await beginGeneration(state);
    expect(await beginGeneration(state)).toMatchObject({ id: '000001', resumed: true });
    await publishOne('a');
    const rebuild = await beginGeneration(state, { from: null });
    expect(await beginGeneration(state, { from: null })).toEqual({ ...rebuild, resumed: true });
    expect(await beginGeneration(state)).toMatchObject({ base: '000001', resumed: false });
    expect(existsSync(rebuild.folder)).toBe(false);
  });

  it('removes a build whose base is no longer the current generation, and does not give its id again', async () => {
    await publishOne('a');
    const killed = await beginGeneration(state);
    writeFileSync(state.current, readFileSync(state.current, 'utf8').replace('000001', '000000'));
    const next = await beginGeneration(state);
    expect(next).toMatchObject({ id: '000003', base: null, resumed: false });
    expect(existsSync(killed.folder)).toBe(false);
  });

  it('gives no id again by which scores were decided, though nothing else is left of it', async () => {
    mkdirSync(join(state.decisions, 'score'));
    writeFileSync(join(state.decisions, 'score', '000001-000007.ndjson'), '{}\n');
    expect(await beginGeneration(state)).toMatchObject({ id: '000008' });
  });

  it('removes a build that was killed within the copy, or whose mark was damaged', async () => {
    await publishOne('a');
    const killed = await beginGeneration(state);
    rmSync(join(killed.folder, 'unpublished.json'));
    const next = await beginGeneration(state);
    expect(next).toMatchObject({ id: '000003', resumed: false });
    writeFileSync(join(next.folder, 'unpublished.json'), '{"base":');
    expect(await beginGeneration(state)).toMatchObject({ id: '000004', resumed: false });
    expect(idsOf(state, '.building')).toEqual(['000004']);
  });

  it('builds on a finished generation that was killed before it became the current one', async () => {
    await publishOne('a');
    const finished = await beginGeneration(state);
    build(finished, 'b');
    const pointer = readFileSync(state.current);
    publish(state, finished, facts);
    writeFileSync(state.current, pointer);
    writeFileSync(placeOf(state, '000002').mark, JSON.stringify({ base: '000001', current: '000001' }));
    const next = await beginGeneration(state);
    expect(next).toEqual({ ...finished, resumed: true });
    expect(idsOf(state, '')).toEqual(['000001']);
  });

  it('leaves a generation alone that was killed right after it became the current one, also when another is chosen later', async () => {
    await publishOne('a');
    await publishOne('b');
    writeFileSync(placeOf(state, '000002').mark, JSON.stringify({ base: '000001', current: '000001' }));
    expect(await beginGeneration(state)).toMatchObject({ id: '000003', base: '000002' });
    writeFileSync(state.current, readFileSync(state.current, 'utf8').replace('000002', '000001'));
    expect(await beginGeneration(state)).toMatchObject({ id: '000004', base: '000001', resumed: false });
    expect(idsOf(state, '')).toEqual(['000002', '000001']);
  });

  it('removes a rebuild that was killed, when another generation became the current one since', async () => {
    await publishOne('a');
    await publishOne('b');
    await beginGeneration(state, { from: null });
    writeFileSync(state.current, readFileSync(state.current, 'utf8').replace('000002', '000001'));
    expect(await beginGeneration(state, { from: null })).toMatchObject({ id: '000004', resumed: false });
  });

  it('stops in the middle of a copy when it is asked to, and copies again the next time', async () => {
    await publishOne('a'.repeat(30_000_000));
    const controller = new AbortController();
    setImmediate(() => controller.abort(new Error('enough')));
    await expect(beginGeneration(state, { signal: controller.signal })).rejects.toThrow('enough');
    const next = await beginGeneration(state);
    expect(next.resumed).toBe(false);
    expect(readFileSync(next.warehouse).equals(readFileSync(placeOf(state, '000001').warehouse))).toBe(true);
  });
});

describe('publish', () => {
  it('refuses a warehouse that is not there, and one with a log beside it; the old generation stands', async () => {
    await publishOne('a');
    const building = await beginGeneration(state);
    writeFileSync(`${building.warehouse}.wal`, 'log');
    expect(() => publish(state, building, facts)).toThrow('not closed properly');
    rmSync(`${building.warehouse}.wal`);
    rmSync(building.warehouse);
    expect(() => publish(state, building, facts)).toThrow('nothing was built');
    expect(current(state)?.generation).toBe('000001');
  });
});

describe('discard', () => {
  it('leaves the current generation and nothing else', async () => {
    await publishOne('a');
    discard(state, await beginGeneration(state));
    expect(current(state)?.generation).toBe('000001');
    expect([...idsOf(state, '.building'), ...idsOf(state, '.gone')]).toEqual([]);
  });
});

describe('collect', () => {
  it('keeps the latest, and the current one even when it is not among them', async () => {
    for (const line of ['a', 'b', 'c', 'd', 'e']) await publishOne(line);
    expect(collect(state, 4)).toEqual(['000001']);
    writeFileSync(state.current, readFileSync(state.current, 'utf8').replace('000005', '000002'));
    expect(collect(state, 1)).toEqual(['000004', '000003']);
    expect(idsOf(state, '')).toEqual(['000005', '000002']);
    expect(collect(state, 1)).toEqual([]);
  });

  it('leaves a build that goes on alone', async () => {
    await publishOne('a');
    const building = await beginGeneration(state);
    collect(state, 1);
    expect(existsSync(building.folder)).toBe(true);
  });

  it('ends a removal that was killed half way', async () => {
    await publishOne('a');
    mkdirSync(placeOf(state, '000000', '.gone').folder);
    writeFileSync(placeOf(state, '000000', '.gone').warehouse, 'half');
    collect(state, 1);
    expect(idsOf(state, '.gone')).toEqual([]);
  });

  it('takes away a link that leads nowhere', async () => {
    for (const line of ['a', 'b', 'c']) await publishOne(line);
    for (const folder of [placeOf(state, '000001').folder, join(state.reports, '000002')]) {
      rmSync(folder, { recursive: true, force: true });
      symlinkSync('nowhere', folder);
    }
    expect(collect(state, 1)).toEqual(['000002', '000001']);
    expect([...readdirSync(state.generations), ...readdirSync(state.reports)]).toEqual(['000003']);
  });

  it('does not disturb who reads a generation that it removes', async () => {
    const building = await beginGeneration(state);
    const writer = await DuckDBInstance.create(building.warehouse);
    const filling = await writer.connect();
    await filling.run('create table numbers as select range as number from range(1000000)');
    filling.closeSync();
    writer.closeSync();
    publish(state, building, facts);

    const reader = await DuckDBInstance.create(current(state)?.warehouse, { access_mode: 'READ_ONLY' });
    const reading = await reader.connect();
    publish(state, await beginGeneration(state), facts);
    expect(collect(state, 1)).toEqual(['000001']);
    const answer = await reading.runAndReadAll('select sum(number)::bigint from numbers');
    expect(answer.getRows()).toEqual([[499999500000n]]);
    reading.closeSync();
    reader.closeSync();
  });
});

it('the link to the latest report is made anew where a copy of the state has made a folder of it', () => {
  for (const generation of ['000001', '000002']) {
    mkdirSync(join(state.reports, generation));
    writeFileSync(join(state.reports, generation, 'report.html'), generation);
  }
  linkLatest(state, '000001');
  const copy = openState(`${state.dir}-copy`);
  cpSync(state.reports, copy.reports, { recursive: true, dereference: true });
  linkLatest(copy, '000002');
  expect([readlinkSync(join(copy.reports, 'latest')), readdirSync(copy.reports)]).toEqual([
    '000002',
    ['000001', '000002', 'latest'],
  ]);
  rmSync(copy.dir, { recursive: true });
});
