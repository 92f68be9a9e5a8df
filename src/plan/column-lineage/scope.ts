import { constant, everythingOf, type Origin, type Relation } from './relation.js';
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

/** What a name of one or more parts means, and any column in sight where it cannot be told. */
export function resolve(parts: string[], scope: Scope): Origin {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const found = resolveIn(parts, at);
    if (found) return found;
  }
  return anythingIn(scope);
}

/** A value that any column in sight may have made. */
export function anythingIn({ items }: Scope): Origin {
  return { ...constant, feeds: union(...items.map(item => everythingOf(item.relation))) };
}

/** The column of a relation by its name; undefined where it has none. */
export function columnNamed({ columns, open }: Relation, name: string): Origin | undefined {
  return columns.find(column => same(column.name, name)) ?? open?.column(name.toLowerCase());
}

/** Names are told apart without regard to case. */
export function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** `column`, `table.column`, `schema.table.column`, each of them followed by fields of a structure. */
function resolveIn(parts: string[], { items, names }: Scope): Origin | undefined {
  const readings = [0, 1, 2].filter(depth => depth < parts.length);
  for (const depth of readings.reverse()) {
    const name = parts[depth] as string;
    const among = depth === 0 ? items : items.filter(item => same(item.name, parts[depth - 1] as string));
    const found =
      among.map(item => exactly(item, name)).find(Boolean) ?? (depth === 0 ? names.get(name.toLowerCase()) : undefined);
    const guessed = found ?? among.map(item => columnNamed(item.relation, name)).find(Boolean);
    if (guessed) return depth === parts.length - 1 ? guessed : { ...guessed, passes: false };
  }
  return undefined;
}

function exactly({ relation }: Item, name: string): Origin | undefined {
  return relation.columns.find(column => same(column.name, name));
}
