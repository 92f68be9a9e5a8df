import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decimalText } from '../table.js';
import { parseDecimal } from './parse-decimal.js';

it('reads text as an integer on the grid, cutting downwards what is finer', () => {
  expect(parseDecimal('297.4', 4)).toBe(2_974_000n);
  expect(parseDecimal('12', 4)).toBe(120_000n);
  expect(parseDecimal('1.00009', 4)).toBe(10_000n);
  expect(parseDecimal('-1.00009', 4)).toBe(-10_001n);
  expect(parseDecimal('-0.5', 0)).toBe(-1n);
});

it('reads back what decimalText writes', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 9 }), (value, scale) => {
      expect(parseDecimal(decimalText(value, scale), scale)).toBe(value);
    }),
    { seed: 3 },
  );
});

it.each(['', 'abc', '1e5', '.5', '1,5', ' 1', 'null'])('refuses %j', text => {
  expect(() => parseDecimal(text, 4)).toThrow('no plain decimal number');
});
