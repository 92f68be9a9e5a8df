import { mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { thisProcess } from './process-id.js';
import { leftSpills, spillFolder } from './spill.js';
import { openState, type State } from './state.js';

let state: State;

beforeEach(() => {
  state = openState(mkdtempSync(join(tmpdir(), 'spill-')));
});

afterEach(() => rmSync(state.dir, { recursive: true }));

it('every engine spills into a folder of its own', () => {
  expect(spillFolder(state)).not.toBe(spillFolder(state));
});

it('what dead processes of this machine spilled is left, that of others when it was let alone for days', () => {
  const own = spillFolder(state);
  const [here] = basename(own).split('-');
  const named = (name: string) => join(dirname(own), name);
  const [dead, far, old] = [named(`${here}-${2 ** 30}-1`), named('0123abcd-1-1'), named('4567abcd-1-1')];
  for (const path of [own, dead, far, old]) mkdirSync(path);
  const days = (number: number) => new Date(Date.now() - number * 24 * 60 * 60 * 1000);
  utimesSync(old, days(4), days(4));
  utimesSync(far, days(2), days(2));
  expect(leftSpills(state).sort()).toEqual([dead, old].sort());
});

it('what a machine of the same name spills is not taken for that of a dead process of this one', () => {
  const own = thisProcess();
  const { machine } = own;
  own.machine = 'another that is called so';
  const there = spillFolder(state).replace(`-${process.pid}-`, `-${2 ** 30}-`);
  own.machine = machine;
  mkdirSync(there);
  expect(leftSpills(state)).toEqual([]);
});
