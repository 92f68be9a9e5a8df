import { identifier, literal } from '../../../src/engine/engine.js';
import type { Cell } from '../../../src/table.js';
import { double } from '../../double.js';

/** What a column adds to the log-odds. */
export interface Term {
  column: string;
  /** Of a number: per unit. */
  slope?: number;
  /** Of a number: the mean of the values that the examples it was learnt from have. */
  average?: number;
  /** Of a category: of each word that counts for itself. */
  words?: [word: string, amount: number][];
  /** Of any other word. */
  otherwise: number;
  /** Of no value. */
  missing: number;
  /** Of the examples it was learnt from, on average. */
  mean: number;
}

/** What a value adds; the same arithmetic as `termSql`. */
export function termOf({ slope, words, otherwise, missing }: Term, value: Cell): number {
  if (value === null) return missing;
  if (slope !== undefined) return slope * Number(value);
  return words?.find(([word]) => word === String(value))?.[1] ?? otherwise;
}

/** The same as SQL over the column. */
export function termSql({ column, slope, words = [], otherwise, missing }: Term): string {
  const name = identifier(column);
  if (slope !== undefined) return `coalesce(${double(slope)} * cast(${name} as double), ${double(missing)})`;
  const whens = words.map(([word, amount]) => `when ${name} = ${literal(word)} then ${double(amount)}`);
  return `case when ${name} is null then ${double(missing)} ${whens.join(' ')} else ${double(otherwise)} end`;
}
