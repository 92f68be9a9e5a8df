import { use } from './column-use.js';
import { constant, type Origin } from './origin.js';
import type { Relation } from './relation.js';
import { noUses, type Uses } from './uses.js';

/** A table with these columns; undefined: not known. */
export function tableRelation(table: string, columns: string[] | undefined): Relation {
  const column = (name: string) => ({ feeds: use(table, name), decides: noUses, passes: true });
  const known = (columns ?? []).map(name => ({ name, ...column(name) }));
  const open = columns ? undefined : { column, all: use(table, '*') };
  return { columns: known, decides: noUses, rows: use(table, '#'), open };
}

/** A relation of columns that may follow from all of these. */
export function unknownRelation(all: Uses, rows: Uses): Relation {
  const column = () => ({ ...constant, feeds: all });
  return { columns: [], decides: noUses, rows, open: { column, all } };
}

/** The same relation with other names for its first columns. */
export function renamed(relation: Relation, names: string[]): Relation {
  const { columns, open } = relation;
  const given = columns.map((column, index) => ({ ...column, name: names[index] ?? column.name }));
  const may: Origin = { ...constant, feeds: open?.all ?? noUses };
  const further = open ? names.slice(columns.length).map(name => ({ name, ...may })) : [];
  return { ...relation, columns: [...given, ...further] };
}
