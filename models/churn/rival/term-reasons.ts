import { identifier, literal } from '../../../src/engine/engine.js';
import type { Cell } from '../../../src/table.js';
import { columnWords } from '../../column-words.js';
import { double } from '../../double.js';
import { noReasons } from './reasons.js';
import type { Part, ReasonsSql } from './rival.js';
import { type Term, termOf, termSql } from './term.js';

/** What a value adds beside everybody's, in words: of a number on which side of the mean it lies, of a category the word. */
export function termPart(term: Term, value: Cell): Part {
  const amount = termOf(term, value) - term.mean;
  const { noun } = columnWords(term.column);
  if (value === null) return { text: `${noun} unknown`, amount };
  if (term.slope === undefined) return { text: `${noun} ${value}`, amount };
  return { text: sideText(term.column, amount > 0 === term.slope > 0), amount };
}

/** On which side of the mean a number lies. */
function sideText(column: string, isAbove: boolean): string {
  const { noun, kind } = columnWords(column);
  if (kind === 'since') return `${noun} ${isAbove ? 'longer ago' : 'more recent'} than average`;
  return `${noun} ${isAbove ? 'above' : 'below'} average`;
}

/** The greatest part above 0, then the greatest of the others, then of those: the texts of `topReasons` over `termPart`. */
export function termReasons(terms: readonly Term[]): ReasonsSql {
  const parts = terms.map(term => `${termSql(term)} - ${double(term.mean)}`);
  const steps = [Object.fromEntries(parts.map((part, at) => [`_part_${at}`, part]))];
  const texts = noReasons.map((none, reason) => {
    const left = terms.map((_, at) => {
      const taken = Array.from({ length: reason }, (_one, before) => `_place_${before} = ${at}`);
      return taken.length > 0 ? `case when ${taken.join(' or ')} then 0e0 else _part_${at} end` : `_part_${at}`;
    });
    steps.push({ [`_most_${reason}`]: greatestOf(['0e0', ...left]) });
    const which = terms.map((_, at) => `when ${left[at]} = _most_${reason} then ${at}`);
    steps.push({ [`_place_${reason}`]: `case when _most_${reason} <= 0e0 then -1 ${which.join(' ')} else -1 end` });
    const told = terms.map((term, at) => `when ${at} then ${wordsSql(term)}`);
    return terms.length > 0 ? `cast(case _place_${reason} ${told.join(' ')} end as varchar)` : none;
  });
  return { steps: terms.length > 0 ? steps : [], texts };
}

/** Two by two: the macro of the engine takes few. */
function greatestOf(values: string[]): string {
  if (values.length < 3) return values.length === 1 ? (values[0] as string) : `greatest(${values.join(', ')})`;
  const half = values.length >> 1;
  return `greatest(${greatestOf(values.slice(0, half))}, ${greatestOf(values.slice(half))})`;
}

/** The text of a part above 0. */
function wordsSql({ column, slope }: Term): string {
  const { noun } = columnWords(column);
  const name = identifier(column);
  const text = slope === undefined ? `concat(${literal(`${noun} `)}, ${name})` : literal(sideText(column, slope > 0));
  return `case when ${name} is null then ${literal(`${noun} unknown`)} else ${text} end`;
}
