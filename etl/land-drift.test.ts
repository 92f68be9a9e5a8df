import { expect, it } from 'vitest';
import { driftsOf, driftText } from './land-drift.js';
import type { ManifestFile } from './manifest.js';

const file = (path: string, ...header: string[]) => ({ path, header }) as ManifestFile;
const landed = [{ files: [file('a', 'x', 'y')] }];
const said = (files: ManifestFile[], format: 'csv' | 'ndjson' = 'csv', before = landed) =>
  driftsOf(before, files, format).map(driftText);

it('the order of columns is told of, that of keys means nothing', () => {
  const turned = [file('b', 'y', 'x')];
  expect(said(turned)).toEqual(['b has another header than the file before it: another order']);
  expect(said(turned, 'ndjson')).toEqual([]);
  expect(said([file('b', 'y')], 'ndjson')).toEqual(['b has another header than the file before it: removed x']);
});

it('each file is held against the one before it that has a header, and none against a mended record', () => {
  const told = said([file('b', 'x', 'y', 'z'), file('c'), file('d', 'x', 'y', 'z')]);
  expect(told).toEqual(['b has another header than the file before it: added z']);
  const mended = { files: [file('retry/a#000001-0a', 'x')] };
  expect(said([file('b', 'x', 'y')], 'csv', [...landed, mended])).toEqual([]);
});

it.each([
  [21, 'c20'],
  [22, 'and 2 more columns'],
])('of %i columns that came the last are told as: %s', (count, last) => {
  const names = Array.from({ length: count }, (_, at) => `c${at}`);
  expect(said([file('b', 'x', 'y', ...names)])[0]?.endsWith(last)).toBe(true);
});
