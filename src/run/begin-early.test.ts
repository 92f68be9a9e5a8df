import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { beginEarly } from './begin-early.js';
import { type Building, beginGeneration } from './begin-generation.js';
import { idsOf, placeOf } from './generation-folder.js';
import { current } from './generations.js';
import { discard, publish } from './publish.js';
import { openState, type State } from './state.js';

const facts = { run: 'r', fingerprint: 'f', asOf: null, published_at: '2026-01-01T00:00:00.000Z' };
const text = 'a'.repeat(30_000_000);
let state: State;
let opened: string[];
const open = async ({ warehouse }: Building) => {
  opened.push(warehouse);
  return { close: async () => void opened.splice(opened.indexOf(warehouse), 1) };
};

beforeEach(async () => {
  opened = [];
  state = openState(mkdtempSync(join(tmpdir(), 'early-')));
  const building = await beginGeneration(state);
  writeFileSync(building.warehouse, text);
  publish(state, building, facts);
});

afterEach(() => rmSync(state.dir, { recursive: true }));

it('is a whole copy for who takes it, and stays when it is left after that', async () => {
  const early = beginEarly(state, open);
  const { building } = await early.take();
  await early.leave();
  expect(opened).toEqual([building.warehouse]);
  expect(building).toMatchObject({ id: '000002', base: '000001', resumed: false });
  expect(readFileSync(building.warehouse, 'utf8') === text).toBe(true);
});

it('is published only when the disk has the copy: until then a killed one is copied again', async () => {
  const { building, marked } = await beginEarly(state, open).take();
  const { mark } = placeOf(state, building.id, '.building');
  expect(existsSync(mark)).toBe(false);
  expect(() => publish(state, building, facts)).toThrow('has no mark');
  await marked;
  expect(publish(state, building, facts)).toMatchObject({ generation: '000002', previous: '000001' });
});

it('leaves nothing behind when nobody wants it, in the middle of the copy or after it; the standing generation stays', async () => {
  await beginEarly(state, open).leave();
  expect(idsOf(state, '.building')).toEqual([]);
  const early = beginEarly(state, open);
  while (!existsSync(placeOf(state, '000002', '.building').mark)) await new Promise(done => setTimeout(done, 5));
  expect(opened.length).toBe(1);
  await early.leave();
  expect(opened).toEqual([]);
  expect(idsOf(state, '.building')).toEqual([]);
  expect(idsOf(state, '')).toEqual(['000001']);
  expect(current(state)?.generation).toBe('000001');
});

it('that was given up before the disk had it marks no other one that has its name', async () => {
  const { building, marked } = await beginEarly(state, open).take();
  discard(state, building);
  mkdirSync(building.folder);
  writeFileSync(building.warehouse, 'half copied');
  await marked.catch(() => undefined);
  expect(existsSync(placeOf(state, building.id, '.building').mark)).toBe(false);
});

it('leaves a killed build to the run that goes on with it', async () => {
  const killed = await beginGeneration(state);
  writeFileSync(killed.warehouse, 'half built');
  await beginEarly(state, open).leave();
  expect(readFileSync(killed.warehouse, 'utf8')).toBe('half built');
  expect((await beginEarly(state, open).take()).building).toEqual({ ...killed, resumed: true });
});

it('tells who takes it why there is none, and leaves nothing behind', async () => {
  const early = beginEarly(state, open, { signal: AbortSignal.abort(new Error('enough')) });
  await expect(early.take()).rejects.toThrow('enough');
  expect(idsOf(state, '.building')).toEqual([]);
});

it('tells who takes it why its copy does not open, and takes it away when nobody does', async () => {
  const broken = () => Promise.reject(new Error('no database'));
  await beginEarly(state, broken).leave();
  expect(idsOf(state, '.building')).toEqual([]);
  await expect(beginEarly(state, broken).take()).rejects.toThrow('no database');
});
