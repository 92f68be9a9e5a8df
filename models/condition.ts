import { identifier, literal } from '../src/engine/engine.js';
import { type Category, categorySql } from './category.js';
import { double } from './double.js';

/** What a rule asks of one column: a value above one number and up to another, one of some words, or none of some. */
export interface Condition {
  column: string;
  /** What a column of words is asked: the value is 1 for yes and 0 for no. */
  category?: Category | undefined;
  above?: number;
  upTo?: number;
  among?: string[];
  except?: string[];
  /** Whether a missing value is meant, too. */
  missing: boolean;
}

/** How a column is read: as a number or as words, whatever its type; or of a file, where numbers may be text, as null where it is no number, and words as they are. */
export type Reading = 'cast' | 'try_cast';

/** Conditions that must all hold, as SQL over the columns; true where there are none. */
export function conditionsSql(conditions: readonly Condition[], reading: Reading = 'cast'): string {
  return conditions.length > 0 ? conditions.map(one => conditionSql(one, reading)).join(' and ') : 'true';
}

function conditionSql(condition: Condition, reading: Reading): string {
  const { column, category, above, upTo, among, except, missing } = condition;
  const name = category ? categorySql(category) : identifier(column);
  const value = `${reading}(${name} as double)`;
  const words = reading === 'cast' ? `cast(${name} as varchar)` : name;
  const parts = [
    ...(above === undefined ? [] : [`${value} > ${double(above)}`]),
    ...(upTo === undefined ? [] : [`${value} <= ${double(upTo)}`]),
    ...(among === undefined ? [] : [among.length > 0 ? `${words} in (${list(among)})` : 'false']),
    ...(except === undefined ? [] : [except.length > 0 ? `${words} not in (${list(except)})` : `${name} is not null`]),
  ];
  const range = parts.join(' and ');
  if (!missing || category) return range;
  const lacking = reading === 'cast' || among || except ? name : value;
  return `(${parts.length > 1 ? `(${range})` : range} or ${lacking} is null)`;
}

function list(words: string[]): string {
  return words.map(literal).join(', ');
}
