import { expect, it } from 'vitest';
import { nightsText } from './nights.js';

it('a few nights are named, of many the first, the last and how many', () => {
  expect(nightsText(['2026-01-05'])).toBe('2026-01-05');
  expect(nightsText(['2026-01-05', '2026-01-06', '2026-01-08'])).toBe('2026-01-05, 2026-01-06, 2026-01-08');
  const months = Array.from({ length: 12 }, (_, at) => `2025-${String(at + 1).padStart(2, '0')}-01`);
  expect(nightsText(months)).toBe('2025-01-01 to 2025-12-01 (12 nights)');
});
