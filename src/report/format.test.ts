import { expect, it } from 'vitest';
import { daySpan, longDate, monthName } from './dates.js';
import { count, countShort, decimal, difference, moneyFormats, share } from './format.js';

it('writes amounts with their currency, cents only below a thousand, and a true minus', () => {
  const { money, moneyShort } = moneyFormats('GBP');
  expect([9_747_747.934, 999.5, -13_229.4, -0.001, null].map(money)).toEqual([
    '£9,747,748',
    '£999.50',
    '\u2212£13,229',
    '£0.00',
    '–',
  ]);
  expect([1_461_756, 500_000, 0].map(moneyShort)).toEqual(['£1.46M', '£500K', '£0']);
  expect(moneyFormats('JPY').money(120)).toBe('¥120');
});

it('writes counts and shares', () => {
  expect([5_176_450, 2.346, null].map(count)).toEqual(['5,176,450', '2.35', '–']);
  expect(countShort(15_000)).toBe('15K');
  expect([0.7384, -0.0001, 0.9999, -0, 1, null].map(value => share(value))).toEqual([
    '73.8\u00a0%',
    '\u22120.01\u00a0%',
    '99.99\u00a0%',
    '0.0\u00a0%',
    '100.0\u00a0%',
    '–',
  ]);
});

it('writes differences with their sign, and nothing as neither more nor less', () => {
  expect([0.349, -0.349, -0.001].map(value => difference(value))).toEqual(['+0.35', '\u22120.35', '0.00']);
  expect([0.8051, -0.25, null].map(value => decimal(value, 2))).toEqual(['0.81', '\u22120.25', '–']);
});

it('writes days as people say them', () => {
  expect(longDate('2011-12-09')).toBe('9 December 2011');
  expect(monthName('2011-12-01', 'short')).toBe('Dec 2011');
  expect(daySpan('2011-12-01', '2011-12-09', false)).toBe('1–9 December 2011');
  expect(daySpan('2011-12-01', '2011-12-01', false)).toBe('1 December 2011');
  expect(daySpan('2012-02-01', '2012-02-29', true)).toBe('February 2012');
});
