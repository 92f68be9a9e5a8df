import { identifier, literal } from '../../src/engine/engine.js';
import { judgedCondition, rawTable } from './landed.js';
import type { StagedColumn, StagedMapping } from './mapping.js';

/**
 * One row per judged record, and for each of these columns `_landed_<column>`, what its expression gives, and `_text_<column>`, the
 * same, but null where that is a null word.
 */
export function textsSelect(mapping: StagedMapping, columns: StagedColumn[]): string {
  const inner = landedSelect(mapping, [...originOf(mapping), ...columns.map(expression)]);
  const both = columns.flatMap(column => {
    const { landed, text } = textNames(column);
    return [landed, `${cleaned(column)} as ${text}`];
  });
  return `select ${[...originOf(mapping), ...both].join(', ')} from (${inner}) as landed`;
}

/** The columns of a landed record that rules may look at beside its own. */
export function originOf({ isComplete }: StagedMapping): string[] {
  return ['_batch', '_file', '_row', ...(isComplete ? ['_op'] : [])];
}

/** One row per batch and text that landed for a column: `batch`, `_text`, null for every null word, and of how many judged records, `_records`. */
export function textCounts(mapping: StagedMapping, column: StagedColumn): string {
  const { landed } = textNames(column);
  const inner = landedSelect(mapping, ['_batch', expression(column)]);
  const counted = `select _batch as batch, ${landed}, count(*) as _records from (${inner}) as landed group by _batch, ${landed}`;
  return `select batch, cast(${cleaned(column)} as varchar) as _text, _records from (${counted}) as counted`;
}

/** What `textsSelect` calls what landed for a column: `landed` as it landed, `text` with null words made null. */
export function textNames({ name }: StagedColumn): { landed: string; text: string } {
  return { landed: identifier(`_landed_${name}`), text: identifier(`_text_${name}`) };
}

function landedSelect(mapping: StagedMapping, columns: string[]): string {
  return `select ${columns.join(', ')} from ${rawTable(mapping.source)}${judgedCondition(mapping)}`;
}

function expression(column: StagedColumn): string {
  return `(${column.from}\n) as ${textNames(column).landed}`;
}

/**
 * Of blank texts alone most need no `trim`, which is slow: only what begins with a blank sorts before the exclamation mark. A null word
 * that has blanks around it is meant as it stands.
 */
function cleaned(column: StagedColumn): string {
  const { landed } = textNames(column);
  const isText = column.landedType === 'VARCHAR';
  const isEmptyNull = isText && !column.keepsEmpty;
  if (column.nullWords.length === 0)
    return isEmptyNull
      ? `case when ${landed} >= '!' then ${landed} when trim(${landed}) <> '' then ${landed} end`
      : landed;
  const words = isEmptyNull ? ['', ...column.nullWords] : column.nullWords;
  const text = isText ? landed : `cast(${landed} as varchar)`;
  const noneOf = (value: string, these: string[]) => `${value} not in (${these.map(literal).join(', ')})`;
  const blank = words.filter(word => word !== word.trim());
  const isNone = blank.length > 0 ? ` and ${noneOf(text, blank)}` : '';
  return `case when ${noneOf(`trim(${text})`, words)}${isNone} then ${landed} end`;
}
