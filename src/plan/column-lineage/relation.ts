import { noUses, type Uses, union, use } from './uses.js';

/** Where a value comes from. */
export interface Origin {
  /** The columns whose values make it. */
  feeds: Uses;
  /** The columns that only choose between values: conditions of a case, a filter, an order. */
  decides: Uses;
  /** It is the value of one column, unchanged. */
  passes: boolean;
}

/** A column of a relation. */
export interface OriginColumn extends Origin {
  name: string;
}

/** What a table, a common table, a subquery or a whole select gives. */
export interface Relation {
  columns: OriginColumn[];
  /** The columns that filter, join, group or cut its rows. */
  decides: Uses;
  /** The tables whose rows its rows are, as `#`. */
  rows: Uses;
  /** Its columns are not all known: what one of another name would be, and what all of them may follow from. */
  open?: { column: (name: string) => Origin; all: Uses };
}

/** A value that no column has a part in. */
export const constant: Origin = { feeds: noUses, decides: noUses, passes: false };

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

/** Everything that any column of a relation follows from. */
export function everythingOf({ columns, decides, open }: Relation): Uses {
  return union(...columns.flatMap(column => [column.feeds, column.decides]), decides, open?.all ?? noUses);
}

/** The same relation with other names for its first columns. */
export function renamed(relation: Relation, names: string[]): Relation {
  const { columns, open } = relation;
  const given = columns.map((column, index) => ({ ...column, name: names[index] ?? column.name }));
  const may: Origin = { ...constant, feeds: open?.all ?? noUses };
  const further = open ? names.slice(columns.length).map(name => ({ name, ...may })) : [];
  return { ...relation, columns: [...given, ...further] };
}

/** A value made of several. */
export function computed(...parts: Origin[]): Origin {
  return {
    feeds: union(...parts.map(part => part.feeds)),
    decides: union(...parts.map(part => part.decides)),
    passes: false,
  };
}

/** A value made of one, chosen by another; what chooses feeds where nothing else does. */
export function chosen(value: Origin, by: Origin): Origin {
  if (value.feeds.size === 0) return computed(value, by);
  return { feeds: value.feeds, decides: union(value.decides, by.feeds, by.decides), passes: false };
}
