import { describe, expect, it } from 'vitest';
import { isDay, isMoment } from './moment.js';

/* Of the Gregorian calendar: 2024 is a leap year, 2023 is none, and neither is 1900. */
describe('a text', () => {
  it.each(['2024-02-29', '2023-02-28', '0001-01-01'])('is a day: %s', text => {
    expect([isDay(text), isMoment(text)]).toEqual([true, true]);
  });

  it.each(['2024-02-30', '2023-02-29', '1900-02-29', '2024-13-01', '2024-00-10', '2024-1-1', '01.02.2024', ''])(
    'is neither a day nor a moment: %s',
    text => {
      expect([isDay(text), isMoment(text)]).toEqual([false, false]);
    },
  );

  it.each(['2024-02-29 10:00', '2024-02-29T23:59:59', '2024-02-29 10:00:00.123456789'])('is a moment: %s', text => {
    expect([isDay(text), isMoment(text)]).toEqual([false, true]);
  });

  it.each(['2024-02-29 24:00', '2024-02-29 10:60', '2024-02-30 10:00', '2024-02-29 10'])('is no moment: %s', text => {
    expect(isMoment(text)).toBe(false);
  });
});
