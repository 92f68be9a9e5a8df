import { columnWords } from '../src/column-words.js';
import { identifier, literal } from '../src/engine/engine.js';
import type { Cell } from '../src/table.js';

/** A question to a column of words: whether it has this value, none at all, or one beside those that are listed. */
export type Category = { column: string } & ({ is: string } | { is: null } | { beside: string[] });

/** 1 where the answer is yes, else 0, as SQL over the column. */
export function categorySql(category: Category): string {
  const name = `cast(${identifier(category.column)} as varchar)`;
  return `case when ${questionSql(category, name)} then 1e0 else 0e0 end`;
}

function questionSql(category: Category, name: string): string {
  if ('beside' in category) return `${name} not in (${category.beside.map(literal).join(', ')})`;
  return category.is === null ? `${name} is null` : `${name} = ${literal(category.is)}`;
}

/** The same for a value. */
export function categoryValue(category: Category, value: Cell): number {
  const text = value === null ? null : String(value);
  if ('beside' in category) return Number(text !== null && !category.beside.includes(text));
  return Number(text === category.is);
}

/** What is asked for, in words: `country FR`, `country missing`, `country other`. */
export function categoryWords(category: Category, origin?: 'file'): string {
  const { noun } = columnWords(category.column, origin);
  return `${noun} ${'beside' in category ? 'other' : (category.is ?? 'missing')}`;
}
