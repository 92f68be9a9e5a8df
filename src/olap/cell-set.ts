import { groupedBy } from '../grouped.js';
import { type Cell, cellReader, type Table } from '../table.js';
import type { Axes, Element } from './axis.js';
import { calculatedReader } from './calculated-cells.js';
import type { Request } from './request.js';

/** A place on an axis: a member for each of its levels down to where it is a subtotal. */
interface Tuple {
  members: { level: string; key: Cell; caption: Cell; isOthers: boolean; isCalculated: boolean }[];
  /** The levels it sums over. */
  total: string[];
  /** The measure, where these stand on this axis. */
  measure?: string;
}

/** An answer as a cross table: `cells[row][column]`, null where there is nothing. */
export interface CellSet {
  rows: Tuple[];
  columns: Tuple[];
  /** What the tuples of either axis are made of, in its order: levels, and `measures`. */
  levels: { rows: string[]; columns: string[] };
  cells: Cell[][];
}

/** Lays an answer out by its axes. */
export function cellSetOf(request: Request, axes: Axes, table: Table): CellSet {
  const reader = readerOf(table);
  const measures = request.shown.map(one => one.as);
  const values = measures.map(reader);
  const set = reader('$set');
  const made = { level: request.calculated?.level.name, read: calculatedReader(request, reader) };
  const [down, across] = [axisOf(axes.rows, reader, made), axisOf(axes.columns, reader, made)];
  const found: Cell[][][] = [];
  for (let row = 0; row < table.rows; row++) {
    const { rows, columns } = axes.sets[Number(set(row))] as Axes['sets'][number];
    const r = down.place(row, rows);
    const c = across.place(row, columns);
    found[r] ??= [];
    found[r][c] = values.map(read => read(row));
  }
  const { rows: side, columns: head } = withMeasures(request.query);
  const rows = placesOf(down.tuples, [...down.tuples.keys()], side, measures);
  const columns = placesOf(across.tuples, across.order(), head, measures);
  const cells = rows.map(row => columns.map(one => found[row.at]?.[one.at]?.[row.measure ?? one.measure ?? 0] ?? null));
  const laid = {
    rows: rows.map(one => one.tuple),
    columns: columns.map(one => one.tuple),
    levels: { rows: side, columns: head },
    cells,
  };
  return request.query.pivot ? pivoted(laid) : laid;
}

/** The axes as they are asked for; measures that no place was named for are last across. */
function withMeasures({ rows, columns }: Request['query']): { rows: string[]; columns: string[] } {
  return [...rows, ...columns].includes('measures') ? { rows, columns } : { rows, columns: [...columns, 'measures'] };
}

/** The tuples of an axis in their order, once for each measure where these stand on it: below all members that stand before them. */
function placesOf(tuples: Tuple[], order: number[], levels: string[], measures: string[]) {
  const depth = levels.indexOf('measures');
  const places = order.map(at => ({ tuple: tuples[at] as Tuple, at, measure: undefined as number | undefined }));
  if (depth < 0) return places;
  const idOf = ({ tuple }: (typeof places)[number]) =>
    JSON.stringify([tuple.members.slice(0, depth), Math.min(depth, tuple.members.length)]);
  return [...groupedBy(places, idOf).values()].flatMap(group =>
    measures.flatMap((name, measure) =>
      group.map(({ tuple, at }) => ({
        tuple: { ...tuple, measure: name },
        at,
        measure: measure as number | undefined,
      })),
    ),
  );
}

function pivoted({ rows, columns, levels, cells }: CellSet): CellSet {
  return {
    rows: columns,
    columns: rows,
    levels: { rows: levels.columns, columns: levels.rows },
    cells: columns.map((_, column) => rows.map((_row, row) => cells[row]?.[column] ?? null)),
  };
}

/** A function from the name of a column to its cells. */
export function readerOf(table: Table): (name: string) => (row: number) => Cell {
  return name => {
    const found = table.columns.find(column => column.name === name);
    return found ? cellReader(found) : () => null;
  };
}

/** The tuples of an axis in the order they come up; of columns that order is of one row only, so it is put right at the end. */
function axisOf(
  elements: Element[],
  reader: ReturnType<typeof readerOf>,
  made: { level: string | undefined; read: (row: number) => string | undefined },
) {
  const levels = elements.map(({ level, keys }) => ({
    level: level.name,
    keys: keys
      .filter(key => key.kind !== 'caption')
      .map(({ kind, name }) => {
        const read = reader(name);
        return kind === 'calculated' ? (row: number) => read(row) ?? 0 : read;
      }),
    calculated: level.name === made.level ? made.read : () => undefined,
    key: reader(level.name),
    caption: reader(level.own.caption ? `${level.name}$caption` : level.name),
    others: reader(`${level.name}$others`),
  }));
  const known = new Map<string, number>();
  const tuples: Tuple[] = [];
  const sorts: Cell[][] = [];
  const place = (row: number, depth: number): number => {
    const own = levels.slice(0, depth);
    const path = own.flatMap(level => level.keys.map(read => read(row)));
    const id = JSON.stringify([depth, path]);
    const found = known.get(id);
    if (found !== undefined) return found;
    known.set(id, tuples.length);
    sorts.push(path);
    tuples.push({
      members: own.map(one => ({
        level: one.level,
        key: one.calculated(row) ?? one.key(row),
        caption: one.calculated(row) ?? one.caption(row) ?? one.key(row),
        isOthers: one.others(row) === true,
        isCalculated: one.calculated(row) !== undefined,
      })),
      total: levels.slice(depth).map(one => one.level),
    });
    return tuples.length - 1;
  };
  const order = () =>
    tuples.map((_, at) => at).sort((a, b) => compareTuples(sorts[a] as Cell[], sorts[b] as Cell[]) || a - b);
  return { tuples, place, order };
}

/** In the order of the keys, nulls last, a subtotal after what it sums over. */
function compareTuples(a: Cell[], b: Cell[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [one, other] = [a[at], b[at]];
    if (one === undefined || other === undefined) return one === undefined ? 1 : -1;
    if (one === other) continue;
    if (one === null || other === null) return one === null ? 1 : -1;
    return one < other ? -1 : 1;
  }
  return 0;
}
