import { expect, it } from 'vitest';
import { runningTotal } from './running-total.js';

it('sums the counts up to each place', () => {
  expect([...runningTotal([3, 0, 4])]).toEqual([3, 3, 7]);
  expect([...runningTotal(new Int32Array())]).toEqual([]);
});
