/** Dates outside these years are taken for errors: they would stretch the calendar over millennia. */
export const calendarYears = { first: 1800, last: 2199 };

/** Whether a day, `YYYY-MM-DD`, lies in these years. */
export function isInCalendar(day: string): boolean {
  const year = Number(day.slice(0, 4));
  return year >= calendarYears.first && year <= calendarYears.last;
}
