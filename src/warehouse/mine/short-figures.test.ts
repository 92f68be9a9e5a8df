import { expect, it } from 'vitest';
import { shortFigures } from './short-figures.js';

it('figures for people have six places, small ones six digits; whole numbers, texts and what is missing stay', () => {
  const row = {
    lift: 4 / 3,
    p: 1.23456789e-9,
    amount: 123_456_789.123_456_78,
    n: 3,
    text: '1.3333333333',
    none: null,
  };
  const { rows } = shortFigures({ name: 'rules', columns: Object.keys(row), rows: [row] });
  expect(rows).toEqual([{ ...row, lift: 1.333333, p: 1.23457e-9, amount: 123_456_789.123_457 }]);
  expect(row.lift).toBe(4 / 3);
});
