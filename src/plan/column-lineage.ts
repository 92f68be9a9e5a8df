import type { Engine } from '../engine/engine.js';
import type { Relation } from './column-lineage/relation.js';
import { readSelect } from './column-lineage/select.js';
import { parseSelects, type SyntaxNode } from './column-lineage/syntax.js';
import { type ColumnUse, union, without } from './column-lineage/uses.js';
import type { Ordered } from './order.js';

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

/**
 * The columns of each planned table, read out of the selects themselves; by table. `tables` are in order; `given` has the columns of
 * those that come from elsewhere. Throws QueryError for a text that does not parse.
 */
export async function columnSources(
  engine: Engine,
  tables: Ordered[],
  given: ReadonlyMap<string, string[]>,
): Promise<Map<string, TableSource>> {
  const trees = await parseSelects(
    engine,
    tables.map(one => one.select),
  );
  const known = new Map(given);
  const found = new Map<string, TableSource>();
  for (const [index, tree] of trees.entries()) {
    const { table } = tables[index] as Ordered;
    const source = tableSource(table, tree, name => known.get(name));
    found.set(table, source);
    if (!source.isOpen) known.set(table, namesOf(source));
  }
  return found;
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

function namesOf({ columns }: TableSource): string[] {
  return columns.map(one => one.column);
}
