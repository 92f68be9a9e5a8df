import { identifier } from '../engine/engine.js';
import { type Axes, axesOf, type Key } from './axis.js';
import type { Step } from './cells.js';
import { gatherCells } from './gather.js';
import { measuredSteps } from './measured.js';
import { levelOf, type MeasureCondition, type Request } from './request.js';
import { raw } from './sql.js';
import { isCutLate, isOfCells, placeSql, topAt, topMeasure } from './top.js';
import { usage } from './usage.js';

/** Members or cells, found by a step of their own, that facts are held against. */
export interface Within {
  /** The step: keys, and "$in". */
  name: string;
  /** The keys that facts and step are matched by. */
  on: string[];
  /** The key that tells others apart; without it facts outside are left out. */
  others?: string;
  /** The keys that others do not have. */
  below: string[];
}

/** The steps that find the top members, and the cells within bounds where totals are only of what is shown. */
export function restrict(request: Request, axes: Axes, asOf: string | undefined): { steps: Step[]; within: Within[] } {
  const top = topSteps(request, axes, asOf);
  const bounds = boundSteps(request, asOf);
  return { steps: [...top.steps, ...bounds.steps], within: [...bounds.within, ...top.within] };
}

/** A bound on the value of a cell. */
export function boundSql({ as, is, values }: MeasureCondition): string {
  const bound = is === 'between' ? `between ${values[0]} and ${values[1]}` : `${is} ${values[0]}`;
  return `${identifier(as)} ${bound}`;
}

/** Whether facts themselves are held to the bounds, since totals are only of the cells within. */
export function isHeld({ rows, columns, query }: Request): boolean {
  return query.totals === 'visual' && rows.length + columns.length > 0;
}

const nothing = { steps: [], within: [] };

function topSteps(request: Request, axes: Axes, asOf: string | undefined): { steps: Step[]; within: Within[] } {
  const { rows, query } = request;
  const { top } = query;
  if (!top || isOfCells(request)) return nothing;
  const at = topAt(request);
  if (at < 0 && top.level)
    throw usage(`top of ${levelOf(request.cube, top.level).name}: it is not among the rows`, 'put it into the rows');
  if (at < 0) throw usage('top needs a level of the rows', 'name one with --rows');
  const by = topMeasure(request);
  const own = alone(request, { rows: rows.slice(0, at + 1), columns: [], shown: [by] });
  const keys = members(own.axes.keys);
  const above = members(own.axes.rows.slice(0, at).flatMap(one => one.keys));
  const value = identifier(by.as);
  const others = axes.keys.find(key => key.kind === 'others')?.name;
  const { steps, from } = answered(own, 'top_', asOf);
  const place = placeSql(top, value, names(keys), names(above));
  return {
    steps: [
      ...steps,
      {
        name: 'top_placed',
        select: raw(
          `select ${[...names(keys), place].join(', ')}\n  from ${from} where "$set" = ${own.axes.leaf.id} and ${value} is not null`,
        ),
      },
      { name: 'top_members', select: raw(`select * from top_placed where "$in" <= ${top.count}`) },
    ],
    within: isCutLate(request)
      ? []
      : [
          {
            name: 'top_members',
            on: keys.map(key => key.name),
            ...(others && { others }),
            below: axes.rows.slice(at).flatMap(one => one.keys.map(key => key.name)),
          },
        ],
  };
}

function boundSteps(request: Request, asOf: string | undefined): { steps: Step[]; within: Within[] } {
  const { rows, columns, shown, bounds } = request;
  if (bounds.length === 0 || !isHeld(request)) return nothing;
  const own = alone(request, { rows, columns, shown: shown.filter(one => bounds.some(bound => bound.as === one.as)) });
  const keys = members(own.axes.keys);
  const { steps, from } = answered(own, 'bound_', asOf);
  const where = bounds.map(boundSql).join(' and ');
  return {
    steps: [
      ...steps,
      {
        name: 'bound_cells_in',
        select: raw(
          `select ${[...names(keys), '1 as "$in"'].join(', ')} from ${from} where "$set" = ${own.axes.leaf.id} and ${where}`,
        ),
      },
    ],
    within: [{ name: 'bound_cells_in', on: keys.map(key => key.name), below: [] }],
  };
}

interface Question {
  request: Request;
  axes: Axes;
}

/** A question within the question: its leaves only. */
function alone(request: Request, part: Pick<Request, 'rows' | 'columns' | 'shown'>): Question {
  const { top: _top, order: _order, ...query } = request.query;
  const own = {
    ...request,
    ...part,
    bounds: [],
    opened: [],
    query: { ...query, totals: 'none' as const },
  };
  return { request: own, axes: axesOf(own) };
}

/** The steps that answer such a question, and the name of the last one. */
function answered({ request, axes }: Question, prefix: string, asOf: string | undefined) {
  const cells = gatherCells(request, axes, { asOf, prefix, within: [] });
  const steps = [...cells, ...measuredSteps(request, axes, cells.at(-1) as Step, prefix)];
  return { steps, from: (steps.at(-1) as Step).name };
}

const members = (keys: Key[]) => keys.filter(key => key.kind === 'member');
const names = (keys: Key[]) => keys.map(key => identifier(key.name));
