const written = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?$/;

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return text.length === 10 && isMoment(text);
}

/** Whether a text is a day of the calendar, alone or with a time of it. */
export function isMoment(text: string): boolean {
  const [, day, time = '00:00'] = written.exec(text) ?? [];
  if (day === undefined) return false;
  const moment = new Date(`${day}T${time}Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day);
}
