import { expect, it } from 'vitest';
import { mentions } from './attributes.js';

/** Truth: by hand. */
it.each([
  ['price', 'price', true],
  ['coalesce(Price, 0)', 'price', true],
  ['"Order No."', 'Order No.', true],
  ['net_price', 'price', false],
  ['price_net', 'price', false],
  ["'price'", 'price', false],
  ['a.b + 1', 'a.b', true],
  ['axb + 1', 'a.b', false],
])('whether %s names the column %s: %o', (expression, name, expected) => {
  expect(mentions(expression, name)).toBe(expected);
});
