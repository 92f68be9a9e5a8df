import type { ColumnUse } from './column-lineage/column-use.js';
import type { ColumnSource, TableSource } from './column-lineage/table-source.js';

/** A column on the way of another, with what makes it. */
interface ColumnStep extends ColumnUse {
  feeds: ColumnUse[];
  decides: ColumnUse[];
  passes: boolean;
}

/** The way of a column: what its value rests on, nearest first, and what rests on it. */
export interface ColumnWay extends ColumnStep {
  up: ColumnStep[];
  down: ColumnStep[];
  /** The tables in which it only filters, joins, groups or chooses. */
  decidesIn: string[];
}

/** The way of one column through `sources`, which are in order; a surrogate key on it only identifies, so it ends there; undefined where no such column is known. */
export function columnWay(
  sources: ReadonlyMap<string, TableSource>,
  table: string,
  column: string,
): ColumnWay | undefined {
  const own = stepOf(sources, { table, column });
  const down = readersOf(sources, { table, column });
  if (!own && down.length === 0) return undefined;
  const step = own ?? { table, column, feeds: [], decides: [], passes: false };
  return { ...step, up: above(sources, step), down, decidesIn: deciding(sources, { table, column }) };
}

/** A column and what its value rests on, nearest first: the upper half of its way, which is soon told. None where no such column is made. */
export function stepsUp(sources: ReadonlyMap<string, TableSource>, table: string, column: string): ColumnStep[] {
  const own = stepOf(sources, { table, column });
  return own ? [own, ...above(sources, own)] : [];
}

function above(sources: ReadonlyMap<string, TableSource>, own: ColumnStep): ColumnStep[] {
  const found = new Map<string, ColumnStep>([[keyOf(own), own]]);
  for (const step of found.values()) {
    if (isKey(step) && step !== own) continue;
    for (const feed of step.feeds.flatMap(one => spread(sources, one))) {
      const leaf = { ...feed, feeds: [], decides: [], passes: false };
      if (!found.has(keyOf(feed))) found.set(keyOf(feed), stepOf(sources, feed) ?? leaf);
    }
  }
  return [...found.values()].slice(1);
}

/** `*` of a planned table is each of its columns. */
function spread(sources: ReadonlyMap<string, TableSource>, use: ColumnUse): ColumnUse[] {
  const source = use.column === '*' ? sources.get(use.table) : undefined;
  return source ? source.columns.map(({ column }) => ({ table: use.table, column })) : [use];
}

function stepOf(sources: ReadonlyMap<string, TableSource>, { table, column }: ColumnUse): ColumnStep | undefined {
  const source = sources.get(table);
  if (source && column === '#') return { table, column, feeds: source.rows, decides: [], passes: false };
  const found = source?.columns.find(one => one.column === column);
  return found && { table, ...found };
}

/** In the order of the tables, so one walk is enough. */
function readersOf(sources: ReadonlyMap<string, TableSource>, own: ColumnUse): ColumnStep[] {
  const reached = new Set([keyOf(own)]);
  const found: ColumnStep[] = [];
  for (const { table, columns, rows } of sources.values()) {
    for (const one of [...columns, rowsColumn(rows)]) {
      if (!one.feeds.some(feed => isReached(reached, feed))) continue;
      if (!isKey(one)) reached.add(keyOf({ table, column: one.column }));
      if (one.column !== '#') found.push({ table, ...one });
    }
  }
  return found.filter(step => keyOf(step) !== keyOf(own));
}

function rowsColumn(rows: ColumnUse[]): ColumnSource {
  return { column: '#', feeds: rows, decides: [], passes: false };
}

function isReached(reached: ReadonlySet<string>, feed: ColumnUse): boolean {
  if (feed.column !== '*') return reached.has(keyOf(feed));
  return [...reached].some(key => key.startsWith(`${feed.table}.`) && !key.endsWith('.#'));
}

function deciding(sources: ReadonlyMap<string, TableSource>, own: ColumnUse): string[] {
  const reads = (one: ColumnSource) => one.decides.some(use => keyOf(use) === keyOf(own));
  return [...sources.values()].filter(({ columns }) => columns.some(reads)).map(({ table }) => table);
}

function isKey({ column }: { column: string }): boolean {
  return column.endsWith('_key');
}

function keyOf({ table, column }: ColumnUse): string {
  return `${table}.${column}`;
}
