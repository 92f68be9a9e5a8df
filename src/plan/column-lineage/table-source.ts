import { type ColumnUse, without } from './column-use.js';
import type { Relation } from './relation.js';
import { readSelect } from './select.js';
import type { SyntaxNode } from './syntax.js';
import { union } from './uses.js';

/** Where a column of a table comes from, one step back. */
export interface ColumnSource {
  column: string;
  /** The columns whose values make it; `*`: any column of that table may, `#`: its rows are counted. */
  feeds: ColumnUse[];
  /** The columns that only filter, join, group or choose. */
  decides: ColumnUse[];
  /** It is the value of its one feed, unchanged. */
  passes: boolean;
}

/** A planned table as its select makes it. */
export interface TableSource {
  table: string;
  tree: SyntaxNode;
  columns: ColumnSource[];
  /** The tables whose rows its rows are made of, as `#`. */
  rows: ColumnUse[];
  /** Further columns are not known: its select has a `*` over a table whose columns are not. */
  isOpen: boolean;
}

/** The columns of one table out of the tree of its select; `columnsOf` knows those of the tables it reads. */
export function tableSource(
  table: string,
  tree: SyntaxNode,
  columnsOf: (table: string) => string[] | undefined,
): TableSource {
  const relation = readSelect(tree, columnsOf);
  const columns = relation.columns.map(column => columnSource(column, relation));
  return { table, tree, columns, rows: [...relation.rows.values()], isOpen: relation.open !== undefined };
}

function columnSource({ name, feeds, decides, passes }: Relation['columns'][number], relation: Relation): ColumnSource {
  const others = without(union(decides, relation.decides), feeds);
  return { column: name, feeds: [...feeds.values()], decides: [...others.values()], passes };
}
