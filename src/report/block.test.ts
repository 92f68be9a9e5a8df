import { expect, it } from 'vitest';
import { openTable } from './block.js';

const columns = [{ name: 'Group' }, { name: 'What' }];
const rows = [
  ['a', '1'],
  ['a', '2'],
  ['b', '3'],
  ['a', '4'],
];

it('writes the first cell of neighbours once, over all of their rows, where they belong together', () => {
  const grouped = String(openTable('T', { caption: '', columns, rows, isGrouped: true }));
  expect([...grouped.matchAll(/<th scope="row[^>]*>\w/g)].map(([found]) => found)).toEqual([
    '<th scope="rowgroup" rowspan="2">a',
    '<th scope="row">b',
    '<th scope="row">a',
  ]);
  expect(grouped.match(/<tr>/g)).toHaveLength(5);
});

it('writes it in every row else', () => {
  const plain = String(openTable('T', { caption: '', columns, rows }));
  expect(plain.match(/<th scope="row">/g)).toHaveLength(4);
});

it('is not written where it has no rows', () => {
  expect(openTable('T', { caption: '', columns, rows: [] })).toBeNull();
});
