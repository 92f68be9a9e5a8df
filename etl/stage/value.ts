import { literal } from '../../src/engine/engine.js';
import type { ValueType } from '../../src/project/entities.js';
import { type NumberFormat, parseNumberFormat } from '../../src/project/formats.js';
import { readDate } from './date.js';

/** The SQL type that a value type is stored as. */
export const sqlType: Record<ValueType, string> = {
  text: 'varchar',
  id: 'varchar',
  money: 'decimal(18, 4)',
  quantity: 'decimal(18, 4)',
  decimal: 'decimal(18, 8)',
  integer: 'bigint',
  date: 'date',
  timestamp: 'timestamp',
  boolean: 'boolean',
};

/** The digits after the point that a numeric type keeps. */
export const fractionDigits: Partial<Record<ValueType, number>> = { money: 4, quantity: 4, decimal: 8 };

const plainNumber = "'^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)$'";
const withExponent = "'^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)[eE][+-]?[0-9]+$'";
const isoDate = "'^[0-9]{4}-[0-9]{2}-[0-9]{2}$'";
const isoTimestamp = "'^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?)?$'";
const isoWithOffset =
  "'^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z| ?UTC|[+-](0[0-9]|1[0-5])(:?[0-5][0-9])?)$'";

/**
 * A select expression that reads text as a value, null where it is not one. `formats` are tried in order; none means the plain one.
 * Nothing is read of a blank text but an identifier.
 */
export function readText(text: string, type: ValueType, formats: string[], timeZone: string): string {
  if (type === 'text' || (type === 'id' && formats.length === 0)) return text;
  const readers =
    formats.length > 0
      ? formats.map(format => readFormat(text, type, format, timeZone))
      : [untrimmedFirst(text, clean => readPlain(clean, type, timeZone)), ...exponentReader(text, type)];
  return readers.length === 1 ? (readers[0] as string) : `coalesce(${readers.join(', ')})`;
}

/** The same for one declared format. */
export function readFormat(text: string, type: ValueType, format: string, timeZone: string): string {
  if (type === 'id') return `regexp_replace(${text}, '^([0-9]+)[.]0+$', '$1')`;
  return untrimmedFirst(text, clean =>
    type === 'date' || type === 'timestamp'
      ? readDate(clean, format, sqlType[type], timeZone)
      : readNumber(clean, type, parseNumberFormat(format)),
  );
}

/**
 * What is read of a text whose blanks do not count: `trim` is slow, so it is left to texts that read as nothing without it. What a
 * `case` asks first the engine may work out for every row beforehand: so it asks something else before that.
 */
function untrimmedFirst(text: string, read: (clean: string) => string): string {
  return `coalesce(${read(text)}, case when ${text} is not null then ${read(`trim(${text})`)} end)`;
}

/** An expression that reads a value which the source delivered typed: cast where the types are akin, else read as its text. */
export function readTyped(
  value: string,
  landedType: string,
  type: ValueType,
  { formats, timeZone }: { formats: string[]; timeZone: string },
): string {
  if (isMoment(type) && /^(DATE|TIMESTAMP[_A-Z ]*)$/.test(landedType))
    return readMoment(value, landedType, type, timeZone);
  if (type === 'integer' && isNumeric(landedType)) return wholeNumber(value);
  if (type in fractionDigits && isNumeric(landedType))
    return isFloat(landedType)
      ? shownNumber(value, landedType, type, timeZone)
      : `try_cast(${value} as ${sqlType[type]})`;
  return readText(`cast(${value} as varchar)`, type, formats, timeZone);
}

/** Whether a type of the engine is one of numbers; a list of them is none. */
export function isNumeric(landedType: string): boolean {
  return isFloat(landedType) || /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DECIMAL\([0-9,]+\))$/.test(landedType);
}

/** Whether a type of the engine holds binary fractions, which are decimal ones only once rounded. */
export function isFloat(landedType: string): boolean {
  return /^(DOUBLE|FLOAT)$/.test(landedType);
}

function isMoment(type: ValueType): boolean {
  return type === 'date' || type === 'timestamp';
}

/** Without a year there is no moment: infinity has none. */
function readMoment(value: string, landedType: string, type: ValueType, timeZone: string): string {
  const isInstant = landedType === 'TIMESTAMP WITH TIME ZONE';
  const local = isInstant ? `cast(${value} at time zone ${literal(timeZone)} as timestamp)` : value;
  return `case when year(${local}) is not null then try_cast(${local} as ${sqlType[type]}) end`;
}

function wholeNumber(value: string): string {
  return `case when ${value} = round(${value}, 0) then try_cast(${value} as bigint) end`;
}

/** A binary fraction is the decimal that it is shown as. Up to fifteen digits of a double the engine rounds to the same, and faster; beyond, and of a float, it tells digits that nobody wrote. */
function shownNumber(value: string, landedType: string, type: ValueType, timeZone: string): string {
  const shown = readText(`cast(${value} as varchar)`, type, [], timeZone);
  if (landedType === 'FLOAT') return shown;
  const digits = fractionDigits[type] ?? 0;
  const rounded = `try_cast(round(${value}, ${digits}) as ${sqlType[type]})`;
  return `case when abs(${value}) < 1e${15 - digits} then ${rounded} else ${shown} end`;
}

function readPlain(clean: string, type: ValueType, timeZone: string): string {
  switch (type) {
    case 'integer':
      return `case when regexp_like(${clean}, '^[+-]?[0-9]+([.]0+)?$') then try_cast(split_part(${clean}, '.', 1) as bigint) end`;
    case 'boolean':
      return `case when lower(${clean}) in ('true', 't', 'yes', 'y', '1') then true when lower(${clean}) in ('false', 'f', 'no', 'n', '0') then false end`;
    case 'date':
      return `case when regexp_like(${clean}, ${isoDate}) then try_cast(${clean} as date) else cast(${plainTimestamp(clean, timeZone)} as date) end`;
    case 'timestamp':
      return plainTimestamp(clean, timeZone);
    default:
      return `case when regexp_like(${clean}, ${plainNumber}) then try_cast(${clean} as ${sqlType[type]}) end`;
  }
}

/** What is left over for a number with an exponent, which few texts have. */
function exponentReader(text: string, type: ValueType): string[] {
  const digits = fractionDigits[type];
  return digits === undefined
    ? []
    : [`case when ${text} is not null then ${readExponent(`trim(${text})`, type, digits)} end`];
}

/** The engine rounds by the first digit it drops, however far down that stands, and goes beyond the digits of the type: both ends are held by the size. */
function readExponent(clean: string, type: ValueType, digits: number): string {
  const size = `abs(try_cast(${clean} as double))`;
  const bounded = `case when ${size} < 5e-${digits + 1} then 0 when ${size} < 1e${18 - digits} then try_cast(try_cast(${clean} as decimal(38, 20)) as ${sqlType[type]}) end`;
  return `case when regexp_like(${clean}, ${withExponent}) then ${bounded} end`;
}

function plainTimestamp(clean: string, timeZone: string): string {
  const spaced = `replace(${clean}, 'T', ' ')`;
  const local = `when regexp_like(${clean}, ${isoTimestamp}) then try_cast(${spaced} as timestamp)`;
  const offset = `replace(regexp_replace(${clean}, ' ?UTC$', 'Z'), 'T', ' ')`;
  const timed = `regexp_replace(${offset}, '^([-0-9]{10} [0-9]{2}:[0-9]{2})([-+Z])', '$1:00$2')`;
  const instant = `try_cast(${timed} as timestamp with time zone) at time zone ${literal(timeZone)}`;
  return `case ${local} when regexp_like(${clean}, ${isoWithOffset}) then cast(${instant} as timestamp) end`;
}

function readNumber(clean: string, type: ValueType, format: NumberFormat): string {
  const affixes = [format.prefix, format.suffix].filter(Boolean);
  const bare = affixes.reduce((sql, affix) => `replace(${sql}, ${literal(affix)}, '')`, clean);
  let digits = `translate(${bare}, ${literal(format.noise)}, '')`;
  if (format.decimal !== '.') digits = `replace(${digits}, ${literal(format.decimal)}, '.')`;
  if (format.negativeParentheses)
    digits = `concat(case when starts_with(${clean}, '(') then '-' else '' end, ${digits})`;
  const isWhole = type === 'integer' ? ` and not regexp_like(${clean}, '[${format.decimal}]0*[1-9]')` : '';
  return `case when regexp_like(${clean}, ${literal(format.pattern)})${isWhole} then try_cast(trim(${digits}) as ${sqlType[type]}) end`;
}
