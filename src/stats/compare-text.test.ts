import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareText } from './compare-text.js';

it('orders as the bytes of utf-8 do, above U+FFFF too, where JavaScript does not', () => {
  expect('\u{ff21}' < '\u{1f600}').toBe(false);
  expect(compareText('\u{ff21}', '\u{1f600}')).toBeLessThan(0);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (left, right) => {
      expect(Math.sign(compareText(left, right))).toBe(Buffer.compare(Buffer.from(left), Buffer.from(right)));
    }),
    { seed: 3 },
  );
});

it('puts a text before its continuations', () => {
  expect(compareText('a', 'ab')).toBeLessThan(0);
  expect(compareText('', '')).toBe(0);
});
