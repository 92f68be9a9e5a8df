import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { literal } from '../../src/engine/engine.js';
import { unportable } from '../../src/plan/words.js';
import type { ValueType } from '../../src/project/entities.js';
import { type Cell, rowsOf } from '../../src/table.js';
import { isNumeric, readText, readTyped } from './value.js';

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
});
afterAll(() => engine.close());

/** Each text as it is read: by the plain format, or by a list of formats tried in order. */
async function read(type: ValueType, texts: string[], formats: string[] = [], zone = 'UTC'): Promise<Cell[]> {
  const select = `select ${readText('given', type, formats, zone)} as value`;
  expect(unportable(select)).toEqual([]);
  const rows = texts.map((text, place) => `(${place}, ${literal(text)})`).join(', ');
  const table = await engine.query(`${select} from (values ${rows}) as texts (place, given) order by place`);
  return rowsOf(table).map(row => row.value ?? null);
}

/** Engine words that some parsers take for numbers or dates. */
const traps = ['epoch', 'infinity', '-infinity', 'nan', 'now', 'today', '1_000', '0x1F', '1e', '--1', '+-1', '٣', ''];

describe('numbers', () => {
  it('are read as they are: sign, decimals, exponent, blanks around', async () => {
    const texts = ['0', '-0', '12', '+12.5', ' -3.25 ', '.5', '5.', '1e3', '2.5E-1', '\t7\n'];
    expect(await read('money', texts)).toEqual([0, 0, 12, 12.5, -3.25, 0.5, 5, 1000, 0.25, 7]);
  });

  it('are never guessed from what only looks like one', async () => {
    const texts = [...traps, '1,234.50', '1 000', '$5', '5 EUR', '(5)', '1.2.3', '12abc', '1e400', 'Inf'];
    for (const type of ['money', 'quantity', 'decimal', 'integer'] as const)
      expect(await read(type, texts), type).toEqual(texts.map(() => null));
  });

  it('are kept to four decimals as money and quantity, to eight as decimal, half away from zero', async () => {
    expect(await read('money', ['1.00005', '-1.00005', '1.00004'])).toEqual([1.0001, -1.0001, 1]);
    expect(await read('decimal', ['0.123456785'])).toEqual([0.12345679]);
  });

  /** Truth: by hand; the first is what is left of 0.1 + 0.2 - 0.3 and the like in a spreadsheet. */
  it('with an exponent are what they say, however far it goes', async () => {
    const tiny = ['-7.27595761418343E-12', '9e-10', '5E-30', '1e-400', '4.9999999999999996E-5', '5E-5', '-5e-5'];
    expect((await read('money', tiny)).map(Number)).toEqual([0, 0, 0, 0, 0, 0.0001, -0.0001]);
    const long = ['528655924449750709e-12', '1.234567890123456E+12', '-5590944445.94887600E+5', '1e14', '9.9e13'];
    expect((await read('money', long)).map(String)).toEqual([
      '528655.9244',
      '1234567890123.4560',
      'null',
      'null',
      '99000000000000',
    ]);
    expect((await read('decimal', ['99999999999999E-12', '9e-10', '5e-9'])).map(Number)).toEqual([100, 0, 1e-8]);
  });

  it('beyond decimal(18, 4) are refused, up to it kept to the last digit', async () => {
    expect((await read('money', ['99999999999999.9999', '100000000000000'])).map(String)).toEqual([
      '99999999999999.9999',
      'null',
    ]);
  });

  it('that are whole may carry zeros behind the point, nothing else', async () => {
    const texts = ['7', '-7', '7.0', '7.00', '7.5', '7.', '1e3', '9223372036854775807', '9223372036854775808'];
    expect((await read('integer', texts)).map(String)).toEqual([
      '7',
      '-7',
      '7',
      '7',
      'null',
      'null',
      'null',
      '9223372036854775807',
      'null',
    ]);
  });

  it.each([
    [
      '$1,234.50',
      ['$1,234.50', '$ 1,234.50', '-$5', '$-5', '1234.5', '$1,23.50', '€5'],
      [1234.5, 1234.5, -5, -5, null, null, null],
    ],
    ['1,234.50', ['1,234.50', '1234.5', '-1,234,567.8', '12,34', '1.234,50'], [1234.5, 1234.5, -1234567.8, null, null]],
    [
      '1.234,50',
      ['1.234,50', '1234,5', '-1.234.567,8', '12.34', '1,234.50', ',5'],
      [1234.5, 1234.5, -1234567.8, null, null, 0.5],
    ],
    [
      '(1,234.50)',
      ['(1,234.50)', '1,234.50', '-2', '(2', '2)', '((2))', '()'],
      [-1234.5, 1234.5, -2, null, null, null, null],
    ],
    ['($1,234.50)', ['($1,234.50)', '$1,234.50', '(1,234.50)'], [-1234.5, 1234.5, null]],
    ['1 234,50 €', ['1 234,50 €', '1\u00a0234,50\u00a0€', '1\u202f234,50€', '1234,50'], [1234.5, 1234.5, 1234.5, null]],
    ['1’234.50', ["1'234.50", '1’234.50', '1234.5'], [1234.5, 1234.5, 1234.5]],
    ['1234,5', ['3,25', '3', '3.25', ...traps], [3.25, 3, null, ...traps.map(() => null)]],
    ['5 %', ['5 %', '12%', '5'], [5, 12, null]],
  ])('are read by the format %s', async (format, texts, values) => {
    expect(await read('money', texts, [format])).toEqual(values);
  });

  it('that are whole are refused with decimals other than zeros in any format', async () => {
    const texts = ['1.234,00', '1.234', '7,', '-7,0', '2,5', '0,01', '9.223.372.036.854.775.807,00'];
    expect((await read('integer', texts, ['1.234,50'])).map(String)).toEqual([
      '1234',
      '1234',
      '7',
      '-7',
      'null',
      'null',
      '9223372036854775807',
    ]);
    expect(await read('integer', ['2.5', '2.0', '$2'], ['1,234.50', '$1,234.50'])).toEqual([null, 2, 2]);
  });

  it('are read by a list of formats in order', async () => {
    expect(await read('money', ['1,234.50', '1.234,50', '$3', 'x'], ['1,234.50', '1.234,50', '$1.5'])).toEqual([
      1234.5,
      1234.5,
      3,
      null,
    ]);
  });
});

describe('dates and times', () => {
  it('are read as ISO writes them', async () => {
    expect(
      await read('date', ['2024-02-29', ' 2024-02-29 ', '2023-02-29', '2024-2-9', '20240229', '29.02.2024']),
    ).toEqual(['2024-02-29', '2024-02-29', null, null, null, null]);
    expect(
      await read('timestamp', [
        '2024-02-29',
        '2024-02-29 13:45',
        '2024-02-29T13:45:06',
        '2024-02-29 13:45:06.25',
        '2024-02-29 25:00',
        '2024-02-29T13',
      ]),
    ).toEqual([
      '2024-02-29 00:00:00',
      '2024-02-29 13:45:00',
      '2024-02-29 13:45:06',
      '2024-02-29 13:45:06.25',
      null,
      null,
    ]);
  });

  it('are never taken from the words of an engine', async () => {
    for (const type of ['date', 'timestamp'] as const)
      expect(await read(type, traps), type).toEqual(traps.map(() => null));
  });

  it('of a time are its day, where the clocks of the project show it', async () => {
    const texts = ['2024-01-31 00:00:00', ' 2024-01-31T10:00 ', '2024-01-31T23:30:00Z', '2024-01-31 25:00', 'infinity'];
    const days = ['2024-01-31', '2024-01-31', '2024-02-01', null, null];
    expect(await read('date', texts, [], 'Europe/Berlin')).toEqual(days);
  });

  it('with an offset are moved into the zone of the project, summer time included', async () => {
    const texts = [
      '2024-01-31T23:30:00Z',
      '2024-07-31T22:30:00Z',
      '2024-01-31 18:30:00-05:00',
      '2024-01-31T23:30Z',
      '2024-01-31T23:30:00+0530',
      '2024-01-31T12:00:00+01',
      '2024-01-31 23:30:00 UTC',
      '2024-01-31 23:30:00.123456 UTC',
    ];
    expect(await read('timestamp', texts, [], 'Europe/Berlin')).toEqual([
      '2024-02-01 00:30:00',
      '2024-08-01 00:30:00',
      '2024-02-01 00:30:00',
      '2024-02-01 00:30:00',
      '2024-01-31 19:00:00',
      '2024-01-31 12:00:00',
      '2024-02-01 00:30:00',
      '2024-02-01 00:30:00.123456',
    ]);
  });

  it('with an offset that is none are refused', async () => {
    const texts = ['2024-01-31T12:00+01:60', '2024-01-31T12:00+16:00', '2024-01-31T12:00+1', '2024-01-31T12:00-15:59'];
    expect(await read('timestamp', texts)).toEqual([null, null, null, '2024-02-01 03:59:00']);
  });

  it('without an offset are those of the project and stay as they are', async () => {
    expect(await read('timestamp', ['2024-07-31T22:30:00'], [], 'Europe/Berlin')).toEqual(['2024-07-31 22:30:00']);
  });

  it.each([
    [
      'M/D/YYYY',
      ['1/31/2024', '01/31/2024', '2/30/2024', '31/1/2024', '1/31/24', '1-31-2024'],
      ['2024-01-31', '2024-01-31', null, null, null, null],
    ],
    ['DD.MM.YYYY', ['31.01.2024', '31.1.2024', '31x01x2024', '29.02.2023'], ['2024-01-31', null, null, null]],
    [
      'D.M.YY',
      ['31.1.24', '1.12.68', '1.12.69', '01.02.99', '1.2.2024'],
      ['2024-01-31', '2068-12-01', '1969-12-01', '1999-02-01', null],
    ],
    ['YYYYMMDD', ['20240131', '20241331', '2024131'], ['2024-01-31', null, null]],
    ['YYYY/MM/DD', ['2024/01/31'], ['2024-01-31']],
  ])('are read by the format %s', async (format, texts, values) => {
    expect(await read('date', texts, [format])).toEqual(values);
    expect(await read('date', traps, [format])).toEqual(traps.map(() => null));
  });

  it.each([
    [
      'DD/MMM/YYYY:HH:mm:ss',
      ['15/Mar/2025:10:00:01', '01/dec/1999:23:59:59', '30/Feb/2025:00:00:00', '15/Mai/2025:10:00:01'],
      ['2025-03-15 10:00:01', '1999-12-01 23:59:59', null, null],
    ],
    [
      'MMMM D, YY h:mm A',
      ['March 5, 69 12:30 pm', 'september 30, 68 12:30 AM', 'Mar 5, 69 1:30 pm'],
      ['1969-03-05 12:30:00', '2068-09-30 00:30:00', null],
    ],
    ['DD.MM.YYYY HH:mm', ['31.01.2024 23:59', '31.01.2024 24:00', '31.01.2024'], ['2024-01-31 23:59:00', null, null]],
    ['M/D/YYYY H:mm', ['12/1/2010 8:26', '12/1/2010 08:26'], ['2010-12-01 08:26:00', '2010-12-01 08:26:00']],
    [
      'M/D/YYYY h:mm A',
      ['1/31/2024 12:05 AM', '1/31/2024 12:05 PM', '1/31/2024 1:05 pm', '1/31/2024 13:05 PM'],
      ['2024-01-31 00:05:00', '2024-01-31 12:05:00', '2024-01-31 13:05:00', null],
    ],
    ['D.M.YY hh:mmA', ['1.2.99 01:00AM'], ['1999-02-01 01:00:00']],
    [
      'YYYY-MM-DDTHH:mm:ss.SSS',
      ['2024-01-31T01:02:03.004', '2024-01-31 01:02:03.004'],
      ['2024-01-31 01:02:03.004', null],
    ],
    ['YYYY-MM-DD HH:mm:ss', ['2024-01-31 01:02:03', '2024-01-31 01:02'], ['2024-01-31 01:02:03', null]],
    ['HH:mm DD.MM.YYYY', ['08:30 31.01.2024'], ['2024-01-31 08:30:00']],
    [
      'YYYY年M月D日 H时mm分',
      ['2024年1月31日 8时05分', '2024年01月31日 23时59分', '2024年2月30日 8时05分', '2024-1-31 8:05'],
      ['2024-01-31 08:05:00', '2024-01-31 23:59:00', null, null],
    ],
    ['YYYY년 M월 D일 HH:mm', ['2024년 1월 31일 08:05'], ['2024-01-31 08:05:00']],
  ])('are read by the format %s', async (format, texts, values) => {
    expect(await read('timestamp', texts, [format])).toEqual(values);
  });

  /** Truth: the clocks of the IANA zones; in Berlin summer time of 2024 began on 31 March at 01:00 UTC. */
  it.each([
    [
      'DD/MMM/YYYY:HH:mm:ss Z',
      [
        '15/Mar/2025:23:30:00 +0000',
        '15/Mar/2025:23:30:00 +05:30',
        '15/Mar/2025:23:30:00 -08',
        '15/Mar/2025:23:30:00Z',
      ],
      ['2025-03-16 00:30:00', '2025-03-15 19:00:00', '2025-03-16 08:30:00', null],
    ],
    [
      'YYYY-MM-DD HH:mm:ss.SSS Z',
      ['2024-03-31 00:59:59.250 Z', '2024-03-31 01:00:00.000 Z', '2024-03-31 01:00:00.000 +99:00'],
      ['2024-03-31 01:59:59.25', '2024-03-31 03:00:00', null],
    ],
    [
      'M/D/YY h:mm AZ',
      ['12/31/23 11:30 pm-0500', '1/1/24 12:30 AM+01:00', '2/30/24 1:00 am+01:00', '1/1/24 1:00 am'],
      ['2024-01-01 05:30:00', '2024-01-01 00:30:00', null, null],
    ],
  ])('are read by the format %s into the time zone of the calendar', async (format, texts, values) => {
    expect(await read('timestamp', texts, [format], 'Europe/Berlin')).toEqual(values);
    const days = values.map(value => value?.slice(0, 10) ?? null);
    expect(await read('date', texts, [format], 'Europe/Berlin')).toEqual(days);
  });

  it('are read by a list of formats: the first that fits', async () => {
    expect(await read('date', ['1/2/2024', '13/2/2024', '2024-02-13'], ['M/D/YYYY', 'D/M/YYYY', 'YYYY-MM-DD'])).toEqual(
      ['2024-01-02', '2024-02-13', '2024-02-13'],
    );
  });
});

it('identifiers lose a fraction of zeros only where that is declared', async () => {
  expect(await read('id', ['17850.0', ' 17 ', '007', 'A.0'])).toEqual(['17850.0', ' 17 ', '007', 'A.0']);
  expect(await read('id', ['17850.0', '17850.00', '17850.5', '007', 'A.0', '1e3'], ['17850.0'])).toEqual([
    '17850',
    '17850',
    '17850.5',
    '007',
    'A.0',
    '1e3',
  ]);
});

it('truth is told in words or digits', async () => {
  expect(await read('boolean', ['true', 'T', 'YES', 'y', '1', ' false ', 'F', 'no', 'N', '0', '2', 'ja', ''])).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
    false,
    false,
    false,
    false,
    null,
    null,
    null,
  ]);
});

it('texts stay as they are', async () => {
  expect(await read('text', ['', '  a ', 'null', "o'clock"])).toEqual(['', '  a ', 'null', "o'clock"]);
});

describe('values that come typed', () => {
  const typed = async (
    expression: string,
    landed: string,
    type: ValueType,
    zone = 'UTC',
    formats: string[] = [],
  ): Promise<string> => {
    const select = `select ${readTyped('given', landed, type, { formats, timeZone: zone })} as value`;
    expect(unportable(select)).toEqual([]);
    return String(
      rowsOf(await engine.query(`${select} from (select cast(${expression} as ${landed}) as given)`))[0]?.value,
    );
  };

  it.each([
    ['0.1 + 0.2', 'DOUBLE', 'money', '0.3'],
    ['2.675', 'DOUBLE', 'money', '2.675'],
    ['0.1', 'FLOAT', 'money', '0.1'],
    // Truth: the shortest decimal that is the same double or float, as every reader of Parquet shows it.
    ['51744080458119', 'DOUBLE', 'money', '51744080458119'],
    ['5925999355935.59', 'DOUBLE', 'money', '5925999355935.59'],
    ['4930050089.9', 'DOUBLE', 'decimal', '4930050089.9'],
    ['-7e-12', 'DOUBLE', 'money', '0'],
    ['1e15', 'DOUBLE', 'money', 'null'],
    ['50100.01', 'FLOAT', 'money', '50100.01'],
    ['85902', 'FLOAT', 'quantity', '85902'],
    ['1e-5', 'FLOAT', 'money', '0'],
    ["'nan'", 'DOUBLE', 'money', 'null'],
    ["'inf'", 'DOUBLE', 'integer', 'null'],
    ['7', 'DOUBLE', 'integer', '7'],
    ['7.5', 'DOUBLE', 'integer', 'null'],
    ['7.5', 'DECIMAL(9,2)', 'integer', 'null'],
    ['7', 'DECIMAL(9,2)', 'integer', '7'],
    ['12', 'TINYINT', 'money', '12'],
    ['17', 'BIGINT', 'id', '17'],
    ["'2024-01-31'", 'DATE', 'timestamp', '2024-01-31 00:00:00'],
    ["'2024-01-31 23:30:00'", 'TIMESTAMP', 'date', '2024-01-31'],
    ["'infinity'", 'TIMESTAMP', 'timestamp', 'null'],
    ["'infinity'", 'DATE', 'date', 'null'],
    ['1', 'INTEGER', 'boolean', 'true'],
    ['7', 'UHUGEINT', 'integer', '7'],
    ["'2024-01-31'", 'TIMESTAMP_NS', 'date', '2024-01-31'],
    // Of a list, a record or a span of time there is no number and no moment: it is refused, and the run goes on.
    ['[7]', 'INTEGER[]', 'integer', 'null'],
    ['[1.5]', 'DOUBLE[]', 'money', 'null'],
    ["{'a': 7}", 'STRUCT(a INTEGER)', 'quantity', 'null'],
    ["'7 days'", 'INTERVAL', 'integer', 'null'],
    ["['2024-01-31']", 'DATE[]', 'date', 'null'],
  ] as const)('%s as %s is read as %s: %s', async (expression, landed, type, value) => {
    expect(await typed(expression, landed, type)).toBe(value);
  });

  it('that are moments become local times of the project', async () => {
    const zoned = 'TIMESTAMP WITH TIME ZONE';
    expect(await typed("'2024-01-31 23:30:00+00'", zoned, 'timestamp', 'Europe/Berlin')).toBe('2024-02-01 00:30:00');
    expect(await typed("'2024-01-31 23:30:00+00'", zoned, 'date', 'Europe/Berlin')).toBe('2024-02-01');
  });

  it('that are numbers written as identifiers lose their fraction of zeros where that is declared', async () => {
    expect(await typed('17850', 'DOUBLE', 'id')).toBe('17850.0');
    expect(await typed('17850', 'DOUBLE', 'id', 'UTC', ['17850.0'])).toBe('17850');
  });

  it('and are not akin to the type are read as their text, formats and all', async () => {
    expect(await typed('20240131', 'INTEGER', 'date', 'UTC', ['YYYYMMDD'])).toBe('2024-01-31');
    expect(await typed('20240131', 'INTEGER', 'date')).toBe('null');
    expect(await typed('true', 'BOOLEAN', 'date')).toBe('null');
    expect(await typed("'2024-01-31'", 'DATE', 'money')).toBe('null');
    expect(await typed('true', 'BOOLEAN', 'boolean')).toBe('true');
  });
});

/** Truth: the numeric types of DuckDB's manual; the others only have the name of one in theirs. */
it('types of numbers are told from those that hold or resemble them', () => {
  const numbers =
    'TINYINT SMALLINT INTEGER BIGINT HUGEINT UTINYINT USMALLINT UINTEGER UBIGINT UHUGEINT FLOAT DOUBLE DECIMAL(18,4)';
  expect(numbers.split(' ').filter(type => !isNumeric(type))).toEqual([]);
  const others = ['INTERVAL', 'INTEGER[]', 'DECIMAL(18,4)[]', 'STRUCT(n INTEGER)', 'MAP(INTEGER, DOUBLE)', 'VARCHAR'];
  expect(others.filter(isNumeric)).toEqual([]);
});
