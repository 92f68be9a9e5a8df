import { expect, it } from 'vitest';
import type { ReportData } from '../data.js';
import { moneyFormats } from '../format.js';
import { headlineSection } from './headline.js';

const period = (period: string, from_date: string, to_date: string, is_whole_month = false) => ({
  ...{ period, from_date, to_date, is_whole_month },
  coverage: 'whole',
});

function page(figures: object, periods: object[]): string {
  const noneBefore = { before_value: null, before_change: null, year_before_value: null, year_before_change: null };
  const headline = [{ figure: 'revenue', unit: 'money', ...noneBefore, ...figures }];
  const none = { calls: [], rivals: [], segments: [], together: [], suggested: [], coverage: [], refused: [] };
  const text = headlineSection({ ...none, headline, periods } as unknown as ReportData, moneyFormats('EUR')).toString();
  return text.replaceAll('\u00a0', ' ');
}

function lead(...periods: object[]): string {
  const text = page({ current_value: 150, before_value: 100, before_change: 0.5 }, periods);
  return text.match(/€150\.00[^.]*\.\d % .*?\./)?.[0] ?? text;
}

it('says on which day where a month has had but one, in which days or month where more', () => {
  expect(lead(period('current', '2024-03-01', '2024-03-01'), period('before', '2024-02-01', '2024-02-01'))).toBe(
    '€150.00 on 1 March 2024: 50.0 % more than on 1 February 2024.',
  );
  expect(
    lead(period('current', '2024-03-01', '2024-03-31', true), period('before', '2024-02-01', '2024-02-29', true)),
  ).toBe('€150.00 in March 2024: 50.0 % more than in February 2024.');
});

it('says the amount before, and no share of it, where that is not above zero, or now is below it', () => {
  const may = (year: number) => period('before', `${year}-05-01`, `${year}-05-01`);
  const days = [period('current', '2025-06-01', '2025-06-01'), may(2025), { ...may(2024), period: 'year_before' }];
  expect(page({ current_value: -48478, before_value: 5353, year_before_value: 0 }, days)).toContain(
    '−€48,478 on 1 June 2025, after €5,353 on 1 May 2025 and €0.00 on 1 May 2024.',
  );
  expect(page({ current_value: 9, before_value: 6, before_change: 0.5, year_before_value: -2 }, days)).toContain(
    '€9.00 on 1 June 2025: 50.0 % more than on 1 May 2025, after −€2.00 on 1 May 2024.',
  );
  expect(page({ current_value: -2, before_value: -2 }, days)).toContain('−€2.00 on 1 June 2025: as much as on 1 May');
});
