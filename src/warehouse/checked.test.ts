import { expect, it } from 'vitest';
import type { CheckResult } from '../plan/check.js';
import { failedChecks } from './checked.js';

const failed = (name: string, ...samples: CheckResult['samples']): CheckResult => ({
  ...{ name, table: 'stage.quarantine', severity: 'error', passed: false, offenders: 2, samples, sentence: '' },
});
const again = failed('key of dw.fact_order_line', { order_id: 'A', first_file: '1.csv', last_file: '2.csv' });
const refused = [failed('limit of refused records'), failed('limit of customer.email')];

it('what mends each kind of check that failed is said, and once', () => {
  const lines = failedChecks([again, ...refused])?.hint?.split('\n');
  expect(lines).toEqual([
    expect.stringMatching(/^where .* told_again: replace_order/),
    expect.stringMatching(/^custometry quarantine list .*; then run again$/),
  ]);
  expect(lines?.[0]).not.toContain('then run again');
});

it('general advice stands last, of checks that have no other', () => {
  const own = [failed('no_twins'), failed('no_strangers')];
  expect(failedChecks([...own, again])?.hint).toMatch(/^where .*\nmend the data [^\n]*; then run again$/);
  expect(failedChecks(own)?.hint).toMatch(/^mend the data [^\n]*; then run again$/);
});
