import { columnWords } from '../../../src/column-words.js';
import { identifier, literal } from '../../../src/engine/engine.js';
import type { Cell } from '../../../src/table.js';

/** A value in words: of a number on which side of the mean it lies, of a category the word. */
export function valueText(column: string, value: Cell, isAbove: boolean | undefined): string {
  const { noun } = columnWords(column);
  if (value === null) return `${noun} unknown`;
  return isAbove === undefined ? `${noun} ${value}` : sideText(column, isAbove);
}

/** The same as SQL over the column; of a number `isAbove` is a condition, or known. */
export function valueTextSql(column: string, isAbove: string | boolean | undefined): string {
  const { noun } = columnWords(column);
  const name = identifier(column);
  const sides = [true, false].map(side => literal(sideText(column, side)));
  const known = isAbove === undefined ? `concat(${literal(`${noun} `)}, ${name})` : sides[isAbove === true ? 0 : 1];
  const asked = typeof isAbove === 'string' ? `case when ${isAbove} then ${sides[0]} else ${sides[1]} end` : known;
  return `case when ${name} is null then ${literal(`${noun} unknown`)} else ${asked} end`;
}

function sideText(column: string, isAbove: boolean): string {
  const { noun, kind } = columnWords(column);
  if (kind === 'since') return `${noun} ${isAbove ? 'longer ago' : 'more recent'} than average`;
  return `${noun} ${isAbove ? 'above' : 'below'} average`;
}
