import type { Engine, Value } from '../engine/engine.js';
import { CliError, exitCode } from '../errors.js';
import { type Cell, type Table, rowsOf as tableRows } from '../table.js';
import type { Choice } from './aggregate/choose.js';
import type { Axes } from './axis.js';
import { calculatedReader } from './calculated-cells.js';
import { type CellSet, cellSetOf, readerOf } from './cell-set.js';
import type { Cube } from './cube.js';
import { mostCells, planOf } from './plan.js';
import { planned } from './planned.js';
import type { CubeQuery } from './query.js';
import type { Request } from './request.js';
import { describeMeasure } from './show.js';
import { denseCells } from './spine.js';
import { countBeforehand } from './stamp/stampings.js';

/** A row of an answer: a key per level and measure; `$total` names the levels that a subtotal sums over. */
export type CellRow = Record<string, Cell | string[]>;

/** The answer to a question. */
export interface CubeAnswer {
  cube: string;
  rows: CellRow[];
  /** The same laid out by rows and columns. */
  cells: CellSet;
  /** The same cells as columns, with captions, orders and "$set". */
  table: Table;
  sql: string;
  values: Value[];
  request: Request;
  axes: Axes;
  elapsed_ms: number;
  planning_ms: number;
  /** What its measures mean. */
  definitions: { measure: string; unit: string; made: string; description: string }[];
  /** What its calculated members are made of. */
  members: { member: string; level: string; made: string; description: string }[];
  /** What the cells were counted from: `base`, the facts, or aggregates by name; several where measures have different ones. */
  source: string[];
  /** For the measures, what they could be counted from and why they were not. */
  choices: Choice[];
  /** How many rows there are, where only some of them were asked for. */
  all_rows?: number;
  notes: string[];
}

/** How a question is put. */
interface AskOptions {
  signal?: AbortSignal | undefined;
  /** From so many facts on different values in several groupings are counted outside the engine; its `sql` is then what the engine would do. */
  stampFrom?: number;
}

/** Asks a cube. Throws CliError (usage) for a question that has no answer, and QueryError. */
export async function ask(
  engine: Engine,
  cube: Cube,
  given: CubeQuery,
  { signal, stampFrom }: AskOptions = {},
): Promise<CubeAnswer> {
  const start = performance.now();
  const { request, asOf, notes, select, axes, choices, planning_ms } = await planned(engine, cube, given, signal);
  if (request.query.empty && request.query.limit === undefined) await refuseTooMany(engine, request, axes, asOf);
  const counted = await countBeforehand(engine, request, { asOf, least: stampFrom, signal });
  const quick = counted.size > 0 ? planOf(request, asOf, counted).select : select;
  const table = await engine[counted.size > 0 ? 'query' : 'again'](quick.text, quick.values, signal);
  if (table.rows > mostCells) throw tooMany(cube);
  const page = await pageOf(engine, request, table, asOf);
  return {
    cube: cube.name,
    rows: rowsOf(request, axes, table),
    get cells() {
      return cellSetOf(request, axes, table);
    },
    table,
    sql: select.text,
    values: select.values,
    request,
    axes,
    planning_ms,
    elapsed_ms: performance.now() - start,
    definitions: definitionsOf(request),
    members: membersOf(request),
    source: sourceOf(choices),
    choices,
    ...page,
    notes: [...notes, ...ambiguous(request, table)],
  };
}

function sourceOf(choices: Choice[]): string[] {
  const taken = choices.flatMap(({ candidates }) => candidates.filter(one => one.taken));
  return [...new Set(taken.map(one => one.candidate))];
}

function tooMany({ name }: Cube): CliError {
  const most = mostCells.toLocaleString('en-US');
  return new CliError(
    `the cube ${name} has more than ${most} such cells`,
    exitCode.resources,
    'ask for fewer levels, the top, or a page',
  );
}

/** Behind the last page the first one says how many rows there are. */
async function pageOf(engine: Engine, request: Request, table: Table, asOf?: string): Promise<{ all_rows?: number }> {
  const { query } = request;
  if (query.limit === undefined && query.offset === 0) return {};
  if (table.rows > 0) return { all_rows: Number(readerOf(table)('$rows')(0)) };
  if (query.offset === 0) return { all_rows: 0 };
  const first = { ...request, query: { ...query, offset: 0, limit: 1 } };
  const { select } = planOf(first, asOf);
  return pageOf(engine, first, await engine.query(select.text, select.values), asOf);
}

/** Every combination of members would be made before the limit could be seen. */
async function refuseTooMany(engine: Engine, request: Request, axes: Axes, asOf?: string): Promise<void> {
  const { text, values } = denseCells(request, axes, asOf);
  const [row] = tableRows(await engine.query(text, values));
  if (Number(row?.cells) > mostCells) throw tooMany(request.cube);
}

function definitionsOf({ cube, shown }: Request): CubeAnswer['definitions'] {
  return shown.map(({ as, measure }) => {
    const { unit, made, description } = describeMeasure(cube, measure);
    return { measure: as, unit, made, description };
  });
}

function membersOf({ calculated }: Request): CubeAnswer['members'] {
  const level = calculated?.level.name ?? '';
  return (calculated?.members ?? []).map(({ name, made, description = '' }) => ({
    member: name,
    level,
    made,
    description,
  }));
}

/** Levels of which two members have one name, since what stands above them was not asked for. */
function ambiguous({ rows, columns }: Request, table: Table): string[] {
  const asked = [...rows, ...columns];
  const reader = readerOf(table);
  return asked.flatMap(level => {
    const above = level.path.slice(0, -1).filter(one => !asked.includes(one));
    if (above.length === 0) return [];
    const member = reader(level.name);
    const parents = above.map(one => reader(one.name));
    const paths = new Map<string, string>();
    for (let row = 0; row < table.rows; row++) {
      const own = member(row);
      if (own === null) continue;
      const path = JSON.stringify(parents.map(read => read(row)));
      if ((paths.get(String(own)) ?? path) !== path)
        return [`${level.name} has several members ${own}; ask for ${above.at(-1)?.name} too to tell them apart`];
      paths.set(String(own), path);
    }
    return [];
  });
}

function rowsOf(request: Request, axes: Axes, table: Table): CellRow[] {
  const reader = readerOf(table);
  const levels = [...request.rows, ...request.columns].map(({ name }) => ({ name, read: reader(name) }));
  const measures = request.shown.map(({ as }) => ({ name: as, read: reader(as) }));
  const set = reader('$set');
  const totals = axes.sets.map(one => {
    const named = [...axes.rows.slice(one.rows), ...axes.columns.slice(one.columns)];
    return named.map(({ level }) => level.name);
  });
  const others = axes.keys.filter(key => key.kind === 'others').map(key => reader(key.name));
  const made = calculatedReader(request, reader);
  return Array.from({ length: table.rows }, (_, row) => {
    const total = totals[Number(set(row))] ?? [];
    const cells: CellRow = Object.fromEntries([...levels, ...measures].map(({ name, read }) => [name, read(row)]));
    if (total.length > 0) cells.$total = total;
    if (others.some(read => read(row) === true)) cells.$others = true;
    const name = made(row);
    if (name !== undefined) Object.assign(cells, { [request.calculated?.level.name ?? '']: name, $calculated: true });
    return cells;
  });
}
