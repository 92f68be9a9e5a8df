import { type Cell, cellReader, type Table } from '../table.js';
import type { Axes, Element } from './axis.js';
import { calculatedReader } from './calculated-cells.js';
import type { Request } from './request.js';

/** A place on an axis: a member for each of its levels down to where it is a subtotal. */
interface Tuple {
  members: { level: string; key: Cell; caption: Cell; isOthers: boolean; isCalculated: boolean }[];
  /** The levels it sums over. */
  total: string[];
}

/** An answer as a cross table: `cells[row][column][measure]`, null where there is nothing. */
export interface CellSet {
  rows: Tuple[];
  columns: Tuple[];
  measures: string[];
  cells: Cell[][][];
}

/** Lays an answer out by its axes. */
export function cellSetOf(request: Request, axes: Axes, table: Table): CellSet {
  const reader = readerOf(table);
  const measures = request.shown.map(one => one.as);
  const values = measures.map(reader);
  const set = reader('$set');
  const made = { level: request.calculated?.level.name, read: calculatedReader(request, reader) };
  const [down, across] = [axisOf(axes.rows, reader, made), axisOf(axes.columns, reader, made)];
  const cells: Cell[][][] = [];
  for (let row = 0; row < table.rows; row++) {
    const { rows, columns } = axes.sets[Number(set(row))] as Axes['sets'][number];
    const r = down.place(row, rows);
    const c = across.place(row, columns);
    cells[r] ??= [];
    cells[r][c] = values.map(read => read(row));
  }
  const order = across.order();
  const none = measures.map(() => null);
  return {
    rows: down.tuples,
    columns: order.map(at => across.tuples[at] as Tuple),
    measures,
    cells: down.tuples.map((_, r) => order.map(c => cells[r]?.[c] ?? none)),
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
        caption: one.calculated(row) ?? one.caption(row),
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
