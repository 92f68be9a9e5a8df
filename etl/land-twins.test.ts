import { expect, it } from 'vitest';
import { twinsOf } from './land-twins.js';
import type { Manifest, ManifestFile } from './manifest.js';

const file = (path: string, sha256: string, rows = 1) => ({ path, sha256, rows }) as ManifestFile;
const batch = (...files: ManifestFile[]) => ({ batch: '000001', files }) as Manifest;

it.each([
  [
    'what stood before and still does is told of, and of several the first',
    [file('b', 'x'), file('c', 'x')],
    'b=a c=a',
  ],
  ['new files are twins of one another', [file('b', 'y'), file('c', 'y')], 'c=b'],
  ['content that has moved on to another file stands once', [file('a', 'y'), file('b', 'x')], ''],
  ['files without a record count nothing twice', [file('b', 'x', 0)], ''],
])('%s', (_, fresh, expected) => {
  const twins = twinsOf([batch(file('a', 'x'))], fresh);
  expect(twins.map(one => `${one.file}=${one.other}`).join(' ')).toBe(expected);
});
