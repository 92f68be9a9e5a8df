import { expect, it } from 'vitest';
import { rarestFirst } from './rarest-first.js';

it('puts items in order by their baskets, however many these are, then by their codes', () => {
  const many = 2 ** 32 - 1;
  expect([...rarestFirst(Uint32Array.of(7, many, 3, many - 1, 7, many), 7)]).toEqual([0, 4, 3, 1, 5]);
});
