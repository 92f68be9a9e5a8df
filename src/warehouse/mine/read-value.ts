import type { LandedColumn } from '../../../etl/stage/resolve.js';
import { isNumeric, readText, readTyped } from '../../../etl/stage/value.js';
import type { MiningColumn } from '../../../models/mining.js';
import { identifier, literal } from '../../engine/engine.js';

/** How texts become values. */
export interface ValueFormats {
  /** As in the project file: `1.234,50`, `DD.MM.YYYY`; none means the plain ones. */
  number?: string | undefined;
  date?: string | undefined;
  /** Texts that mean null. */
  nullWords?: string[] | undefined;
}

/** How the values of a column are read. */
export type ValueType = Exclude<MiningColumn['type'], 'any'>;

/** A column of `raw.file` as a value of a type: `value` is null where there is none, and where `text`, which is null where there is none, is not one. */
export function readValue(
  { name, type: landedType }: LandedColumn,
  type: ValueType,
  formats: ValueFormats,
): { value: string; text: string } {
  const column = identifier(name);
  const text = presentText(column, formats.nullWords ?? []);
  if (type === 'moment') return { value: momentOf(column, text, landedType, formats), text };
  if (type === 'number') return { value: numberOf(column, text, landedType, formats), text };
  const own = type === 'date' ? formats.date : type === 'money' ? formats.number : undefined;
  const declared = own === undefined ? [] : [own];
  if (landedType === 'VARCHAR') return { value: plainText(readText(text, type, declared, 'UTC'), type), text };
  return { value: readTyped(column, landedType, type, { formats: declared, timeZone: 'UTC' }), text };
}

/**
 * Blanks alone, and words for it, are no value. `trim` is slow, so it is left to texts that begin or end with what may be a blank: all else
 * sorts from the exclamation mark on.
 */
function presentText(column: string, nullWords: string[]): string {
  const text = `cast(${column} as varchar)`;
  const bare = `case when ${text} >= '!' and reverse(${text}) >= '!' then ${text} else nullif(trim(${text}), '') end`;
  return nullWords.reduce((inner, word) => `nullif(${inner}, ${literal(word)})`, bare);
}

function plainText(value: string, type: ValueType): string {
  return type === 'id' || type === 'text' ? `cast(${value} as varchar)` : value;
}

/** A double that is finite. */
function numberOf(column: string, text: string, landedType: string, { number }: ValueFormats): string {
  const isNumber = isNumeric(landedType);
  const spelled = `case when regexp_matches(${text}, '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$') then ${text} end`;
  const read = number === undefined ? spelled : readText(text, 'decimal', [number], 'UTC');
  const value = `try_cast(${isNumber ? column : read} as double)`;
  return `case when isfinite(${value}) then ${value} end`;
}

/** A date, with its time of day, as days since 1970. */
function momentOf(column: string, text: string, landedType: string, { date }: ValueFormats): string {
  const declared = date === undefined ? [] : [date];
  const moment =
    landedType === 'VARCHAR'
      ? readText(text, 'timestamp', declared, 'UTC')
      : readTyped(column, landedType, 'timestamp', { formats: declared, timeZone: 'UTC' });
  return `date_diff('millisecond', timestamp '1970-01-01', ${moment}) / 86400000.0`;
}
