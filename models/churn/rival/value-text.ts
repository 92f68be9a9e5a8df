import { columnWords } from '../../../src/column-words.js';
import { identifier, literal } from '../../../src/engine/engine.js';
import type { Cell } from '../../../src/table.js';
import { double } from '../../double.js';

/** A value in words: of a number on which side of the mean it lies, of a category the word. */
export function valueText(column: string, value: Cell, isAbove: boolean | undefined, origin?: 'file'): string {
  const { noun } = columnWords(column, origin);
  if (value === null) return `${noun} unknown`;
  return isAbove === undefined ? `${noun} ${value}` : sideText(column, isAbove, origin);
}

/** The same as SQL over the column; of a number by its mean. */
export function valueTextSql(column: string, mean: number | undefined, origin?: 'file'): string {
  const { noun } = columnWords(column, origin);
  const name = identifier(column);
  const [above, below] = [true, false].map(side => literal(sideText(column, side, origin)));
  const isAbove = `cast(${name} as double) > ${double(mean ?? 0)}`;
  const told =
    mean === undefined ? `else concat(${literal(`${noun} `)}, ${name})` : `when ${isAbove} then ${above} else ${below}`;
  return `case when ${name} is null then ${literal(`${noun} unknown`)} ${told} end`;
}

function sideText(column: string, isAbove: boolean, origin?: 'file'): string {
  const { noun, kind } = columnWords(column, origin);
  if (kind === 'since') return `${noun} ${isAbove ? 'longer ago' : 'more recent'} than average`;
  return `${noun} ${isAbove ? 'above' : 'below'} average`;
}
