/** The date that clocks of a zone show, `YYYY-MM-DD`. */
export function localDate(time: Date, timeZone: string): string {
  return localTime(time, timeZone).slice(0, 10);
}

/**
 * What clocks of a zone show, with their distance from UTC.
 * @example localTime(new Date('2026-03-29T01:00:00Z'), 'Europe/Berlin') // '2026-03-29 03:00 +02:00'
 */
export function localTime(time: Date, timeZone: string): string {
  const parts = formatOf(timeZone).formatToParts(time);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find(one => one.type === type)?.value ?? '';
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')} ${offset}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const two = '2-digit';
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23', timeZoneName: 'longOffset' },
    ...{ year: 'numeric', month: two, day: two, hour: two, minute: two },
  });
  formats.set(timeZone, format);
  return format;
}
