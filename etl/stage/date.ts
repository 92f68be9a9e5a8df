import { literal } from '../../src/engine/engine.js';
import { months } from '../../src/project/calendar-names.js';
import { type DateFormat, parseDateFormat } from '../../src/project/formats.js';

/**
 * An expression that reads trimmed text by a declared date format, null where it does not fit: the text is checked against the
 * format and rearranged to ISO order, because the engines' own parsers share no letters for minutes. A time with an offset is brought into the zone.
 */
export function readDate(text: string, format: string, sqlType: string, timeZone: string): string {
  const parsed = parseDateFormat(format);
  const fits = `regexp_like(${text}, ${literal(parsed.regex)})`;
  const value = isoOrder.test(format)
    ? `try_cast(${text} as ${sqlType})`
    : `cast(${rearranged(text, parsed, timeZone)} as ${sqlType})`;
  return `case when ${fits} then ${value} end`;
}

const isoOrder = /^YYYY-MM-DD( HH:mm(:ss(\.SSS)?)?)?$/;

function rearranged(text: string, { tokens }: DateFormat, timeZone: string): string {
  const groups = tokens.filter(token => token.field).map(token => ({ field: token.field, text: token.text }));
  const pattern = literal(capturing(tokens));
  const group = (field: string) => groups.findIndex(one => one.field === field) + 1;
  const has = (field: string) => group(field) > 0;
  const hour = has('hour') ? `$${group('hour')}` : '00';
  const time = has('minute')
    ? ` ${hour}:$${group('minute')}:${has('second') ? `$${group('second')}` : '00'}`
    : ` ${hour}:00:00`;
  const fraction = has('fraction') ? `.$${group('fraction')}` : '';
  const isShortYear = groups.some(one => one.text === 'YY');
  const part = (replacement: string) => `regexp_replace(${text}, ${pattern}, '${replacement}')`;
  const [year4, rest] = [`$${group('year')}-`, `-$${group('day')}${time}${fraction}`];
  const isNamed = groups.some(one => one.text.startsWith('MMM'));
  const iso = isNamed
    ? `concat(${part(year4)}, ${monthNumber(part(`$${group('month')}`))}, ${part(rest)})`
    : part(`${year4}$${group('month')}${rest}`);
  const year = `case when regexp_extract(${text}, ${pattern}, ${group('year')}) >= '69' then '19' else '20' end`;
  const stamp = `try_cast(${isShortYear ? `concat(${year}, ${iso})` : iso} as timestamp)`;
  const local = has('half day') ? halfDay(text, pattern, stamp, group) : stamp;
  return has('offset') ? brought(local, part(`$${group('offset')}`), timeZone) : local;
}

/** What clocks of a zone show when those with that difference from UTC show this. */
function brought(local: string, offset: string, timeZone: string): string {
  const instant = `try_cast(concat(cast(${local} as varchar), ${offset}) as timestamp with time zone)`;
  return `cast(${instant} at time zone ${literal(timeZone)} as timestamp)`;
}

/** The number of a month by the first three letters of its English name, two digits. */
function monthNumber(name: string): string {
  const starts = months.map(month => month.slice(0, 3)).join('');
  const place = `strpos(${literal(starts)}, substr(lower(${name}), 1, 3))`;
  return `lpad(cast((${place} + 2) / 3 as varchar), 2, '0')`;
}

/** Hours of the half day are added to midnight: 12 counts as 0, PM adds 12. */
function halfDay(text: string, pattern: string, stamp: string, group: (field: string) => number): string {
  const part = (field: string) => `regexp_extract(${text}, ${pattern}, ${group(field)})`;
  const hours = `cast(${part('half-day hour')} as integer) % 12 + case when lower(${part('half day')}) = 'pm' then 12 else 0 end`;
  return `date_add('hour', ${hours}, ${stamp})`;
}

/** The format's own expression with one group around each field. */
function capturing(tokens: DateFormat['tokens']): string {
  const widths: Record<string, string> = {
    YYYY: '[0-9]{4}',
    MMM: '[A-Za-z]{3}',
    MMMM: '[A-Za-z]{3,9}',
    SSS: '[0-9]{3}',
    A: '[AaPp][Mm]',
    Z: 'Z|[+-][0-9:]{2,5}',
    M: '[0-9]{1,2}',
    D: '[0-9]{1,2}',
    H: '[0-9]{1,2}',
    h: '[0-9]{1,2}',
  };
  const parts = tokens.map(token =>
    token.field ? `(${widths[token.text] ?? '[0-9]{2}'})` : token.text.replace('.', '[.]'),
  );
  return `^${parts.join('')}$`;
}
