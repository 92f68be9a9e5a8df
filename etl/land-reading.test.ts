import { expect, it } from 'vitest';
import type { Source } from '../src/project/schema.js';
import { isReadAlike, readingOf } from './land-reading.js';
import type { ManifestFile } from './manifest.js';

const source = { encoding: 'utf-8', delimiter: ';', quote: '"', header: true } as Source;
const now = { encoding: 'utf-8', reading: readingOf('csv', source) };

it.each([
  ['as its source says now', now, true],
  ['in another encoding', { ...now, encoding: 'latin-1' }, false],
  ['by another delimiter', { ...now, reading: readingOf('csv', { ...source, delimiter: ',' }) }, false],
  ['by an older version, which wrote down its encoding alone', { encoding: 'utf-8' }, true],
  ['by one that wrote down nothing', {}, true],
])('a file that was read %s: that is alike %o', (_, last, expected) => {
  expect(isReadAlike(last as ManifestFile, 'csv', source)).toBe(expected);
});

it('what says its types itself is read in one way', () => {
  expect(isReadAlike({ ...now, encoding: 'latin-1' } as ManifestFile, 'parquet', source)).toBe(true);
});
