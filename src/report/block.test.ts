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
  const grouped = openTable('T', { caption: '', columns, rows, isGrouped: true }).toString();
  expect([...grouped.matchAll(/<th scope="row[^>]*>\w/g)].map(([found]) => found)).toEqual([
    '<th scope="rowgroup" rowspan="2">a',
    '<th scope="row">b',
    '<th scope="row">a',
  ]);
  expect(grouped.match(/<tr>/g)).toHaveLength(5);
});

it('writes it in every row else', () => {
  const plain = openTable('T', { caption: '', columns, rows }).toString();
  expect(plain.match(/<th scope="row">/g)).toHaveLength(4);
});
