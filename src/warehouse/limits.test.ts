import { expect, it } from 'vitest';
import { limitCheck } from './limits.js';

it('exactly the allowed share of refused records passes, one more does not', () => {
  const of = (failed: number) => limitCheck('limit', 'refused', { share: 0.29 }, failed, 100);
  expect(of(29)).toMatchObject({ passed: true, offenders: 0 });
  expect(of(30)).toMatchObject({ passed: false, offenders: 30, sentence: 'refused: 30; allowed: 29 % of 100' });
});

it('so does exactly the allowed count; of both, each must hold', () => {
  const of = (failed: number) => limitCheck('limit', 'refused', { count: 3, share: 0.02 }, failed, 200);
  expect(of(3)).toMatchObject({ passed: true, sentence: 'refused: 3; allowed: 3 and 2 % of 200' });
  expect(of(4)).toMatchObject({ passed: false, offenders: 4 });
  expect(limitCheck('limit', 'refused', { count: 9, share: 0.02 }, 5, 200).passed).toBe(false);
});

it('of nothing landed no share is too much, and without a limit any number passes', () => {
  expect(limitCheck('limit', 'refused', { share: 0 }, 2, 0).passed).toBe(true);
  expect(limitCheck('limit', 'refused', {}, 9, 9)).toMatchObject({
    passed: true,
    sentence: 'refused: 9; allowed: any number',
  });
});
