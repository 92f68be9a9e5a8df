import { identifier, literal } from '../../src/engine/engine.js';
import { judgedCondition, rawTable } from './landed.js';
import type { StagedColumn, StagedMapping } from './mapping.js';

/**
 * One row per judged record, and for each of these columns `_landed_<column>`, what its expression gives, and `_text_<column>`, the
 * same, but null where that is a null word.
 */
export function textsSelect(mapping: StagedMapping, columns: StagedColumn[], among?: string): string {
  const landed = columns.map(column => `(${column.from}\n) as ${landedName(column)}`);
  const inner = `select ${['_batch', '_file', '_row', ...landed].join(', ')} from ${rawTable(mapping.source)}${judgedCondition(mapping, among)}`;
  const both = columns.flatMap(column => [landedName(column), `${cleaned(column)} as ${textName(column)}`]);
  return `select ${['_batch', '_file', '_row', ...both].join(', ')} from (${inner}) as landed`;
}

/** What landed for a column, in a row of `textsSelect`; null words are null. */
export function textName({ name }: StagedColumn): string {
  return identifier(`_text_${name}`);
}

/** The same with null words as they landed. */
export function landedName({ name }: StagedColumn): string {
  return identifier(`_landed_${name}`);
}

/** Of blank texts alone most need no `trim`, which is slow: only what begins with a blank sorts before the exclamation mark. */
function cleaned(column: StagedColumn): string {
  const landed = landedName(column);
  const isText = column.landedType === 'VARCHAR';
  const isEmptyNull = isText && !column.keepsEmpty;
  if (column.nullWords.length === 0)
    return isEmptyNull
      ? `case when ${landed} >= '!' then ${landed} when trim(${landed}) <> '' then ${landed} end`
      : landed;
  const words = isEmptyNull ? ['', ...column.nullWords] : column.nullWords;
  const text = isText ? landed : `cast(${landed} as varchar)`;
  return `case when trim(${text}) not in (${words.map(literal).join(', ')}) then ${landed} end`;
}
