import { expect, it } from 'vitest';
import { limitCheck } from './limits.js';

it('exactly the allowed share of refused records passes, one more does not', () => {
  const of = (failed: number) => limitCheck('limit', 'refused', { share: 0.29 }, failed, 100);
  expect(of(29)).toMatchObject({ passed: true, offenders: 0 });
  expect(of(30)).toMatchObject({ passed: false, offenders: 30, sentence: 'refused: 30; allowed: 29 % of 100' });
});
