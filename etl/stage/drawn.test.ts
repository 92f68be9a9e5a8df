import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rounds } from '../../fixtures/rounds.js';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { literal } from '../../src/engine/engine.js';
import { rowsOf } from '../../src/table.js';
import { impliedRules } from './rule.js';
import { readText } from './value.js';

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
});
afterAll(() => engine.close());

/** A number before it is written: its digits, and by how many places its point is moved. */
interface Drawn {
  isNegative: boolean;
  whole: string;
  fraction: string;
  exponent?: number;
  isGrouped: boolean;
}

type Written = (number: Drawn) => string;

const decimals = { money: 4, decimal: 8, integer: 0 } as const;
type NumberType = keyof typeof decimals;

/** Digits with a liking for zeros, ties and nines, up to so many. */
const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'0000012345555678999999'), minLength, maxLength });

const drawn = (exponent: fc.Arbitrary<number | undefined>): fc.Arbitrary<Drawn> =>
  fc.record({
    isNegative: fc.boolean(),
    whole: digits(1, 17),
    fraction: fc.oneof(digits(0, 18), digits(4, 9), digits(0, 2)),
    exponent,
    isGrouped: fc.boolean(),
  });

const sign = ({ isNegative }: Drawn) => (isNegative ? '-' : '');
const grouped = ({ whole, isGrouped }: Drawn, by: string) =>
  isGrouped ? whole.replace(/\B(?=(\d{3})+$)/g, by) : whole;
const behind = ({ fraction }: Drawn, point: string) => (fraction === '' ? '' : `${point}${fraction}`);

/** By hand: how a number looks in each format. */
const formats: Record<string, Written> = {
  '1,234.50': number => `${sign(number)}${grouped(number, ',')}${behind(number, '.')}`,
  '1.234,50 €': number => `${sign(number)}${grouped(number, '.')}${behind(number, ',')} €`,
  '1 234,50': number => ` ${sign(number)}${grouped(number, '\u202f')}${behind(number, ',')}`,
  'kr. 1234,50': number => `${sign(number)}kr.${number.whole}${behind(number, ',')}`,
  '($1,234.50)': number =>
    ((text: string) => (number.isNegative ? `(${text})` : text))(`$${grouped(number, ',')}${behind(number, '.')}`),
};

const plain: Written = number =>
  `${sign(number)}${number.whole}${behind(number, '.')}${number.exponent === undefined ? '' : `e${number.exponent}`}`;

/** Truth: whole numbers of the last place that is kept, halves away from zero; null where 18 digits do not hold them. */
function expected({ isNegative, whole, fraction, exponent = 0 }: Drawn, type: NumberType) {
  const places = exponent - fraction.length + decimals[type];
  const given = BigInt(whole + fraction);
  const unit = 10n ** BigInt(Math.max(0, -places));
  const size = (given * 10n ** BigInt(Math.max(0, places)) * 2n + unit) / (2n * unit);
  const isRounded = given % unit !== 0n;
  if (size >= 10n ** 18n || (type === 'integer' && isRounded)) return { value: null, isRounded: false };
  const shown = String(size).padStart(decimals[type] + 1, '0');
  const point = shown.length - decimals[type];
  const text = decimals[type] === 0 ? shown : `${shown.slice(0, point)}.${shown.slice(point)}`;
  return { value: isNegative && size > 0n ? `-${text}` : text, isRounded };
}

/** What the stage makes of texts, and whether it says that it rounded them. */
async function read(texts: string[], type: NumberType, given: string[]) {
  const column = { name: 'value', type, text: 'text', landedType: 'VARCHAR', required: false, readBy: '' };
  const rule = impliedRules({ ...column, formats: given }).find(one => one.kind === 'rounded');
  const rows = texts.map((text, place) => `(${place}, ${literal(text)})`).join(', ');
  const values = `select place, text, ${readText('text', type, given, 'UTC')} as value from (values ${rows}) as texts (place, text)`;
  const verdict = `coalesce(${rule?.failed ?? 'false'}, false)`;
  const select = `select cast(value as varchar) as value, ${verdict} as "isRounded" from (${values}) as read order by place`;
  return rowsOf(await engine.query(select));
}

const ways: { given: string[]; written: Written; numbers: fc.Arbitrary<Drawn> }[] = [
  { given: [], written: plain, numbers: drawn(fc.option(fc.integer({ min: -40, max: 20 }), { nil: undefined })) },
  ...Object.entries(formats).map(([format, written]) => ({
    given: [format],
    written,
    numbers: drawn(fc.constant(undefined)),
  })),
];

it.each(Object.keys(decimals) as NumberType[])(
  'numbers of the type %s are read to the last digit that is kept, and told where they lose one',
  async type => {
    for (const { given, written, numbers } of ways) {
      const some = fc
        .sample(numbers, { numRuns: rounds(80), seed: 11 })
        .map(one => (type === 'integer' ? { ...one, exponent: undefined } : one));
      const texts = some.map(written);
      const found = await read(texts, type, given);
      expect(texts.map((text, index) => ({ text, given, ...found[index] }))).toEqual(
        texts.map((text, index) => ({ text, given, ...expected(some[index] as Drawn, type) })),
      );
    }
  },
);
