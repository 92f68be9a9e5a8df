import type { Cell } from '../../../src/table.js';
import { double } from '../../double.js';
import type { Part, ReasonsSql } from './rival.js';
import { type Term, termOf, termSql } from './term.js';
import { topThree } from './top-three.js';
import { valueText, valueTextSql } from './value-text.js';

/** What a value adds beside everybody's, in words. */
export function termPart(term: Term, value: Cell, origin?: 'file'): Part {
  const isAbove = term.average === undefined ? undefined : Number(value) > term.average;
  return { text: valueText(term.column, value, isAbove, origin), amount: termOf(term, value) - term.mean };
}

/** The three greatest of them above 0. */
export function termReasons(terms: readonly Term[], mark: string, origin?: 'file'): ReasonsSql {
  return topThree(
    terms.map(term => ({
      part: `${termSql(term)} - ${double(term.mean)}`,
      text: valueTextSql(term.column, term.average, origin),
    })),
    mark,
  );
}
