import { expect, it } from 'vitest';
import type { ReportData } from '../data.js';
import { moneyFormats } from '../format.js';
import { headlineSection } from './headline.js';

const period = (period: string, from_date: string, to_date: string, is_whole_month = false) => ({
  ...{ period, from_date, to_date, is_whole_month },
  coverage: 'whole',
});

function lead(...periods: object[]): string {
  const revenue = { figure: 'revenue', unit: 'money', current_value: 150, before_value: 100, before_change: 0.5 };
  const headline = [{ ...revenue, year_before_value: null, year_before_change: null }];
  const none = { calls: [], rivals: [], segments: [], together: [], suggested: [], coverage: [], refused: [] };
  const text = headlineSection({ ...none, headline, periods } as unknown as ReportData, moneyFormats('EUR')).toString();
  return text.replaceAll('\u00a0', ' ').match(/€150\.00[^.]*\.\d % .*?\./)?.[0] ?? text;
}

it('says on which day where a month has had but one, in which days or month where more', () => {
  expect(lead(period('current', '2024-03-01', '2024-03-01'), period('before', '2024-02-01', '2024-02-01'))).toBe(
    '€150.00 on 1 March 2024: 50.0 % more than on 1 February 2024.',
  );
  expect(
    lead(period('current', '2024-03-01', '2024-03-31', true), period('before', '2024-02-01', '2024-02-29', true)),
  ).toBe('€150.00 in March 2024: 50.0 % more than in February 2024.');
});
