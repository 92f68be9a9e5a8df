import { expect, it } from 'vitest';
import { sizeSentence } from './finding.js';

it('a segment with little revenue is not said to have none', () => {
  const said = (revenue_share: number | null) => sizeSentence({ segment: 'Lost', customers: 2, revenue_share });
  expect([said(0.0002), said(0), said(0.1255)]).toEqual([
    "Lost: 2 customers, 0.02 % of customers' revenue",
    "Lost: 2 customers, 0.0 % of customers' revenue",
    "Lost: 2 customers, 12.6 % of customers' revenue",
  ]);
  // Of less than nothing there is no share.
  expect(said(null)).toBe('Lost: 2 customers');
});
