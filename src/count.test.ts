import { describe, expect, it } from 'vitest';
import { sourceFiles } from '../scripts/house.js';
import { count, nightsText, percent } from './count.js';

describe('a number and its noun', () => {
  it('are one or several, with thousands', () => {
    expect([count(0, 'row'), count(1, 'row'), count(541_909, 'row'), count(2, 'leaf', 'leaves')]).toEqual([
      '0 rows',
      '1 row',
      '541,909 rows',
      '2 leaves',
    ]);
  });

  it('are put together nowhere else', () => {
    const own =
      /=== 1 \? ''|function (?:plural|counted)\(\w+: number, \w+: string\)|\$\{count\([^{},]*\)\} [a-z]{2,}s\b/;
    const twins = sourceFiles(['src', 'etl', 'models'], '.ts').filter(({ text }) => own.test(text));
    expect(twins.map(({ path }) => path)).toEqual([]);
  });
});

it('a share is told as it was declared, without the noise of binary fractions', () => {
  expect([percent(0.07), percent(0.29), percent(0.125), percent(1)]).toEqual(['7 %', '29 %', '12.5 %', '100 %']);
});

it('a few nights are named, of many the first, the last and how many', () => {
  expect(nightsText(['2026-01-05'])).toBe('2026-01-05');
  expect(nightsText(['2026-01-05', '2026-01-06', '2026-01-08'])).toBe('2026-01-05, 2026-01-06, 2026-01-08');
  const months = Array.from({ length: 12 }, (_, at) => `2025-${String(at + 1).padStart(2, '0')}-01`);
  expect(nightsText(months)).toBe('2025-01-01 to 2025-12-01 (12 nights)');
});
