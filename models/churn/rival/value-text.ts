import { columnWords } from '../../../src/column-words.js';
import { identifier, literal } from '../../../src/engine/engine.js';
import type { Cell } from '../../../src/table.js';

/** A value in words: of a number on which side of the mean it lies, of a category the word. */
export function valueText(column: string, value: Cell, isAbove: boolean | undefined, origin?: 'file'): string {
  const { noun } = columnWords(column, origin);
  if (value === null) return `${noun} unknown`;
  return isAbove === undefined ? `${noun} ${value}` : sideText(column, isAbove, origin);
}

/** The same as SQL over the column; of a number `isAbove` is a condition, or known. */
export function valueTextSql(column: string, isAbove: string | boolean | undefined, origin?: 'file'): string {
  const { noun } = columnWords(column, origin);
  const name = identifier(column);
  const sides = [true, false].map(side => literal(sideText(column, side, origin)));
  const known = isAbove === undefined ? `concat(${literal(`${noun} `)}, ${name})` : sides[isAbove === true ? 0 : 1];
  const asked = typeof isAbove === 'string' ? `case when ${isAbove} then ${sides[0]} else ${sides[1]} end` : known;
  return `case when ${name} is null then ${literal(`${noun} unknown`)} else ${asked} end`;
}

function sideText(column: string, isAbove: boolean, origin?: 'file'): string {
  const { noun, kind } = columnWords(column, origin);
  if (kind === 'since') return `${noun} ${isAbove ? 'longer ago' : 'more recent'} than average`;
  return `${noun} ${isAbove ? 'above' : 'below'} average`;
}
