import { constant, type Origin } from './origin.js';
import { everythingOf, type Relation } from './relation.js';
import type { SyntaxNode } from './syntax.js';
import { union } from './uses.js';

/** A relation under the name by which a select calls it. */
export interface Item {
  name: string;
  relation: Relation;
  /** Columns that `*` leaves out: those of `using` stand there once. */
  hidden: string[];
}

/** What names mean at some place of a select. */
export interface Scope {
  items: Item[];
  /** Columns of the select itself and parameters of lambdas, in lower case. */
  names: ReadonlyMap<string, Origin>;
  /** Where a correlated subquery, or one that stands sideways, looks next. */
  outer?: Scope;
  /** The tables that `with` introduces, in lower case. */
  ctes: ReadonlyMap<string, Relation>;
  /** The columns of a table of the warehouse; undefined where they are not known. */
  columnsOf: (table: string) => string[] | undefined;
  /** What a select gives that stands at this place. */
  select: (node: SyntaxNode, outer: Scope) => Relation;
}

/** A value that any column in sight may have made. */
export function anythingIn({ items }: Scope): Origin {
  return { ...constant, feeds: union(...items.map(item => everythingOf(item.relation))) };
}
