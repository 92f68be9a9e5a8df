import type { Cell } from '../../../src/table.js';
import { double } from '../../double.js';
import type { Part, ReasonsSql } from './rival.js';
import { type Term, termOf, termSql } from './term.js';
import { topThree } from './top-three.js';
import { valueText, valueTextSql } from './value-text.js';

/** What a value adds beside everybody's, in words. */
export function termPart(term: Term, value: Cell, origin?: 'file'): Part {
  const amount = termOf(term, value) - term.mean;
  const isAbove = term.slope === undefined ? undefined : amount > 0 === term.slope > 0;
  return { text: valueText(term.column, value, isAbove, origin), amount };
}

/** The three greatest of them above 0. */
export function termReasons(terms: readonly Term[], mark: string, origin?: 'file'): ReasonsSql {
  return topThree(
    terms.map(term => ({
      part: `${termSql(term)} - ${double(term.mean)}`,
      text: valueTextSql(term.column, term.slope === undefined ? undefined : term.slope > 0, origin),
    })),
    mark,
  );
}
