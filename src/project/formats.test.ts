import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDate } from '../../etl/stage/date.js';
import { rounds } from '../../fixtures/rounds.js';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { literal } from '../engine/engine.js';
import { rowsOf } from '../table.js';
import { parseDateFormat, parseNumberFormat, swapped } from './formats.js';

const dateFormats = [
  'YYYY-MM-DD HH:mm:ss',
  'YYYY-MM-DDTHH:mm:ss.SSS',
  'M/D/YYYY',
  'M/D/YYYY h:mm A',
  'DD.MM.YYYY',
  'D.M.YY H:mm',
  'YYYYMMDD',
  'YYMMDD',
  'YYYYMMDDHHmmss',
  'DD-MM-YYYY hh:mm:ssA',
  'DD/MMM/YYYY:HH:mm:ss',
  'MMMM D, YYYY',
  'DD/MMM/YYYY:HH:mm:ss Z',
];

const numberFormats = [
  '1234.5',
  '1234,5',
  '1,234.50',
  '1.234,50',
  '1 234,50',
  '1’234.50',
  '$1,234.50',
  '1.234,50 €',
  '(1,234.50)',
  '($1,234.50)',
  'CHF 1’234.50',
  '1234',
  '1,234,567',
];

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
});
afterAll(() => engine.close());

async function ask(expression: string): Promise<unknown> {
  return rowsOf(await engine.query(`select ${expression} as value`))[0]?.value;
}

const months = 'January February March April May June July August September October November December'.split(' ');

/** How a moment looks in a format, by hand. */
function written(format: string, date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  const [hour, minute, second] = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
  const half = hour % 12 === 0 ? 12 : hour % 12;
  const parts: Record<string, string> = {
    ...{
      YYYY: String(year),
      YY: two(year % 100),
      MM: two(month),
      M: String(month),
      MMM: months[month - 1]?.slice(0, 3) ?? '',
      MMMM: months[month - 1] ?? '',
      DD: two(day),
      D: String(day),
    },
    ...{ HH: two(hour), H: String(hour), hh: two(half), h: String(half), mm: two(minute), ss: two(second) },
    ...{ SSS: String(date.getUTCMilliseconds()).padStart(3, '0'), A: hour < 12 ? 'AM' : 'PM', Z: '+0000' },
  };
  return format.replace(/YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|SSS|A|Z/g, token => parts[token] as string);
}

describe('date formats', () => {
  it('become a regular expression', () => {
    expect(parseDateFormat('DD.MM.YYYY')).toEqual({
      tokens: [
        { text: 'DD', field: 'day' },
        { text: '.' },
        { text: 'MM', field: 'month' },
        { text: '.' },
        { text: 'YYYY', field: 'year' },
      ],
      regex: '^(?:0[1-9]|[12][0-9]|3[01])[.](?:0[1-9]|1[0-2])[.][0-9]{4}$',
    });
  });

  it('read back what was written in them, in the engine', async () => {
    const moments = fc.date({
      min: new Date('1970-01-01T00:00:00Z'),
      max: new Date('2068-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    await fc.assert(
      fc.asyncProperty(moments, fc.constantFrom(...dateFormats), async (moment, format) => {
        const { regex, tokens } = parseDateFormat(format);
        const text = written(format, moment);
        expect(text).toMatch(new RegExp(regex));
        const has = (field: string) => tokens.some(token => token.field?.endsWith(field));
        const rounded = new Date(moment);
        if (!has('hour')) rounded.setUTCHours(0);
        if (!has('minute')) rounded.setUTCMinutes(0);
        if (!has('second')) rounded.setUTCSeconds(0);
        if (!has('fraction')) rounded.setUTCMilliseconds(0);
        const read = readDate(literal(text), format, 'timestamp', 'UTC');
        expect(await ask(`date_format(${read}, '%Y-%m-%d %T.%f')`)).toBe(
          rounded.toISOString().replace('T', ' ').replace('Z', '000'),
        );
      }),
      { numRuns: rounds(60), seed: 8 },
    );
  });

  it.each([
    [
      'DD.MM.YYYY',
      ['01.02.2026', '31.12.1999'],
      ['1.2.2026', '32.01.2026', '01.13.2026', '01.02.26', '01x02x2026', ' 01.02.2026'],
    ],
    ['M/D/YYYY', ['1/2/2026', '01/02/2026', '12/31/2026'], ['13/1/2026', '0/1/2026', '1/32/2026', '1-2-2026']],
    [
      'DD/MMM/YYYY',
      ['15/Mar/2025', '01/sep/2025', '31/DEC/1999'],
      ['15/Mrz/2025', '15/March/2025', '15/03/2025', '5/Mar/2025'],
    ],
    ['MMMM D, YYYY', ['March 15, 2025', 'may 1, 2025'], ['Mar 15, 2025', 'March 15 2025', 'Sept 1, 2025']],
    ['YYYYMMDD', ['20260102'], ['2026012', '202601021', '20261301']],
    [
      'YYYY-MM-DDTHH:mm',
      ['2026-01-02T23:59'],
      ['2026-01-02 23:59', '2026-01-02T24:00', '2026-01-02T23:60', '2026-01-02T3:00'],
    ],
    ['D/M/YY h:mm A', ['1/2/26 3:04 pm', '01/02/26 12:04 AM'], ['1/2/26 13:04 pm', '1/2/26 0:04 am', '1/2/26 3:04']],
  ])('%s reads %j and not %j', (format, good, bad) => {
    const regex = new RegExp(parseDateFormat(format).regex);
    for (const text of good) expect(text).toMatch(regex);
    for (const text of bad) expect(text).not.toMatch(regex);
  });

  it.each([
    ['yyyy-MM-dd', '"yyyy" has no meaning in it; did you mean "YYYY"?'],
    ['DD.MMMMM.YYYY', '"MMMMM" has no meaning in it; did you mean "MMMM"?'],
    ['DD.MM', 'the year is missing (YYYY or YY)'],
    ['DD.MM.YYYY YY', 'the year stands in it twice'],
    ['YYYYMD', '"M" is of one or two digits and needs a separator'],
    ['DD.MM.YYYY mm', 'the minute needs the hour (HH or H or hh or h)'],
    ['DD.MM.YYYY hh:mm', 'the half-day hour needs the half day (A)'],
    ['DD.MM.YYYY HH:mm A', 'the half day needs the half-day hour (hh or h)'],
    ['DD.MM.YYYY HH hh A', 'it has both H and h'],
    ['DD.MM.YYYY Z', 'the offset needs the hour (HH or H or hh or h)'],
    ['', 'the year is missing (YYYY or YY)'],
  ])('"%s" is refused: %s', (format, why) => {
    expect(() => parseDateFormat(format)).toThrow(`unknown date format "${format}": ${why}`);
  });

  it('have a twin with day and month changed over unless the year comes first', () => {
    expect(swapped('DD.MM.YYYY')).toBe('MM.DD.YYYY');
    expect(swapped('M/D/YYYY h:mm A')).toBe('D/M/YYYY h:mm A');
    expect(swapped('DD/M/YY')).toBe('MM/D/YY');
    expect(swapped('YYYY-MM-DD')).toBeUndefined();
    expect(swapped('YYYYMMDD')).toBeUndefined();
    expect(swapped('DD/MMM/YYYY')).toBeUndefined();
  });

  it('whose twin reads a value too agree with it up to the twelfth day', () => {
    const [one, other] = ['DD.MM.YYYY', swapped('DD.MM.YYYY') as string].map(
      format => new RegExp(parseDateFormat(format).regex),
    );
    for (let day = 1; day <= 31; day++) {
      const text = `${String(day).padStart(2, '0')}.03.2026`;
      expect(one?.test(text)).toBe(true);
      expect(other?.test(text)).toBe(day <= 12);
    }
  });
});

/** What the pattern, `prefix`, `suffix`, `noise` and `decimal` of a format make of a text; undefined where it does not match. */
function readNumber(format: string, text: string): number | undefined {
  const { pattern, prefix, suffix, noise, decimal, negativeParentheses } = parseNumberFormat(format);
  if (!new RegExp(pattern).test(text)) return undefined;
  const digits = [...text.replace(prefix, '').replace(suffix, '')].filter(one => !noise.includes(one)).join('');
  return Number(digits.replace(decimal, '.')) * (negativeParentheses && text.includes('(') ? -1 : 1);
}

describe('number formats', () => {
  it('are given by example', () => {
    expect(parseNumberFormat('1234.5')).toEqual({
      decimal: '.',
      group: '',
      prefix: '',
      suffix: '',
      negativeParentheses: false,
      pattern: '^(?:[+-]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+))$',
      noise: ' \u00a0\u202f+',
    });
    expect(parseNumberFormat('1,234.50')).toMatchObject({ decimal: '.', group: ',' });
    expect(parseNumberFormat('1.234,50')).toMatchObject({ decimal: ',', group: '.' });
    expect(parseNumberFormat('1 234,50')).toMatchObject({ decimal: ',', group: ' ' });
    expect(parseNumberFormat('$1,234.50')).toMatchObject({ decimal: '.', group: ',', prefix: '$' });
    expect(parseNumberFormat('1.234,50 €')).toMatchObject({ decimal: ',', group: '.', suffix: '€' });
    expect(parseNumberFormat('(1,234.50)')).toMatchObject({ decimal: '.', group: ',', negativeParentheses: true });
    expect(parseNumberFormat("1'234.50")).toMatchObject({ decimal: '.', group: '’' });
    expect(parseNumberFormat('0,00')).toMatchObject({ decimal: ',', group: '' });
    expect(parseNumberFormat('1,234,567')).toMatchObject({ decimal: '.', group: ',' });
  });

  it.each([
    [
      '1234.5',
      { '2.55': 2.55, '-11062.06': -11062.06, '10': 10, '.5': 0.5, '5.': 5, '+7': 7 },
      ['1,234.5', '1e5', '', '-', '.', '1.2.3', '$5'],
    ],
    [
      '1,234.50',
      { '1,234.50': 1234.5, '1234.50': 1234.5, '-1,234,567': -1234567, '0.5': 0.5 },
      ['1,23', '1.234,50', '12,34.5', ',5'],
    ],
    ['1.234,50', { '1.234,50': 1234.5, '1.234': 1234, '-0,5': -0.5, '12,345': 12.345 }, ['1,234.50', '1.23', '1.2345']],
    ['1 234,50', { '1 234,50': 1234.5, '1\u00a0234\u202f567,8': 1234567.8, '12': 12 }, ['1  234', '1.234', ' 12']],
    ['1’234.50', { '1’234.50': 1234.5, "1'234": 1234 }, ['1,234']],
    [
      '$1,234.50',
      { '$1,234.50': 1234.5, '$ 5': 5, '-$5.25': -5.25, '$-5.25': -5.25 },
      ['1,234.50', '5$', '€5', '-$-5'],
    ],
    ['1.234,50 €', { '1.234,50 €': 1234.5, '5€': 5, '-5 €': -5, '5\u00a0€': 5 }, ['5', '€5', '5  €']],
    ['(1,234.50)', { '(1,234.50)': -1234.5, '1,234.50': 1234.5, '-3': -3 }, ['(5', '5)', '(-5)', '()']],
    ['($1,234.50)', { '($1,234.50)': -1234.5, $2: 2 }, ['$(5)', '(5)']],
    ['1,234,567', { '1,234': 1234, '12': 12 }, ['1.5', '1,234.5']],
    ['1234', { '1234': 1234, '-7': -7 }, ['7.0']],
  ] as [string, Record<string, number>, string[]][])('%s reads %j and not %j', (format, good, bad) => {
    for (const [text, value] of Object.entries(good)) expect(readNumber(format, text)).toBe(value);
    for (const text of bad) expect(readNumber(format, text)).toBeUndefined();
  });

  it.each([
    ['1,234', 'it can be read in two ways; write 1,234.00 or 1234,5'],
    ['1.234', 'it can be read in two ways; write 1.234,00 or 1234.5'],
    ['EUR', 'it has no digits'],
    ['-1,234.50', 'the sign is not part of it'],
    ['1,23.4', '"1,23.4" is no number with groups of three'],
    ['1,234,50', '"1,234,50" is no number with groups of three'],
    ['Rs. 1234.50', '"Rs." cannot be told from the number'],
    ['((1,234.50))', '"()" cannot be told from the number'],
    ['', 'it has no digits'],
  ])('"%s" is refused: %s', (format, why) => {
    expect(() => parseNumberFormat(format)).toThrow(`unknown number format "${format}": ${why}`);
  });

  it('read their own example', () => {
    for (const format of numberFormats) expect(readNumber(format, format), format).toBeDefined();
  });
});

it('every regular expression means the same to the engine (RE2) and to Node', async () => {
  const patterns = [
    ...dateFormats.map(format => parseDateFormat(format).regex),
    ...numberFormats.map(format => parseNumberFormat(format).pattern),
  ];
  const texts = fc.oneof(
    fc.stringMatching(/^[-+($]{0,2}[0-9]{1,4}([.,’ ][0-9]{2,3}){0,2}[ )€]{0,2}$/),
    fc.stringMatching(/^[0-9]{1,4}([-./][0-9]{1,2}){2}([ T][0-9]{1,2}(:[0-9]{2}){1,2})?$/),
  );
  await fc.assert(
    fc.asyncProperty(texts, fc.constantFrom(...patterns), async (text, pattern) => {
      expect(await ask(`regexp_like(${literal(text)}, ${literal(pattern)})`)).toBe(new RegExp(pattern).test(text));
    }),
    { numRuns: rounds(100), seed: 8 },
  );
});
