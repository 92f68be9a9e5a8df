import { identifier } from '../engine/engine.js';
import type { Choice } from './aggregate/choose.js';
import { type Axes, axesOf } from './axis.js';
import { calculatedCells } from './calculated-cells.js';
import type { Step } from './cells.js';
import { gatherCells } from './gather.js';
import { measuredSteps } from './measured.js';
import { openedSql } from './opened.js';
import { columnsOrder, orderValues, rowsOrder } from './order.js';
import type { Request } from './request.js';
import { boundSql, isHeld, restrict } from './restrict.js';
import { join, raw, type Sql, sql, stepsSql } from './sql.js';
import { isCutLate, isOfCells, membersOfCells, topOfCells } from './top.js';

/** A question as one select: a row per cell with its keys, "$set" (its grouping) and the measures, in order. */
export interface Plan {
  select: Sql;
  axes: Axes;
  /** What each of its measures is counted from. */
  choices: Choice[];
}

/** More cells than these are no answer. */
export const mostCells = 1_000_000;

/** Writes the select that answers a question. `asOf` is the day that is looked back from, where periods are compared; `counted` has cells that stand already. */
export function planOf(request: Request, asOf?: string, counted?: ReadonlyMap<string, string>): Plan {
  const axes = axesOf(request);
  const restricted = restrict(request, axes, asOf);
  const gathered = gatherCells(request, axes, { asOf, prefix: '', within: restricted.within, counted });
  const cells = gathered.at(-1) as Step;
  const measured = measuredSteps(request, axes, cells);
  const shown = shownSteps(request, axes, (measured.at(-1) ?? cells).name);
  const steps = [...restricted.steps, ...gathered, ...measured, ...shown];
  const choices = steps.flatMap(({ choice }) => choice ?? []);
  return { select: answer(request, axes, steps), axes, choices };
}

/** The steps from the measures in their cells to the cells that are shown. */
function shownSteps(request: Request, axes: Axes, from: string): Step[] {
  const steps: Step[] = [];
  const last = () => steps.at(-1)?.name ?? from;
  if (request.calculated) {
    const select = raw(calculatedCells(request, axes, request.calculated, last()));
    steps.push({ name: 'completed', select });
  }
  if (isOfCells(request)) steps.push({ name: 'topped', select: raw(topOfCells(request, axes, last())) });
  if (isCutLate(request)) steps.push({ name: 'topped', select: raw(membersOfCells(request, axes, last())) });
  const values = orderValues(request, axes);
  if (values.length > 0) steps.push({ name: 'ordered', select: raw(`select *, ${values.join(', ')} from ${last()}`) });
  const row = isPage(request) ? `, ${rowNumber(request, axes)} as "$row"` : '';
  const only = shownOnly(request, axes);
  if (row || only.text) steps.push({ name: 'ranked', select: sql`select *${row} from ${last()}${only}` });
  return steps;
}

/** Hidden groupings, cells out of bounds, and others that are only there for the totals, go. With visual totals the facts were held to the bounds before. */
function shownOnly(request: Request, axes: Axes): Sql {
  const { sets, leaf, keys } = axes;
  const hidden = sets.filter(set => !set.isShown).map(set => set.id);
  const shown = hidden.length > 0 ? [`"$set" not in (${hidden.join(', ')})`] : [];
  const bounds = isHeld(request) ? [] : request.bounds.map(one => `("$set" <> ${leaf.id} or ${boundSql(one)})`);
  const others = request.query.top?.others ? [] : keys.filter(key => key.kind === 'others');
  const plain = [...shown, ...bounds, ...others.map(key => `not coalesce(${identifier(key.name)}, false)`)].map(raw);
  const all = [...plain, ...openedSql(request, axes)];
  return all.length > 0 ? sql`\n  where ${join(all, ' and ')}` : raw('');
}

/** Only where a page of the rows is asked for: numbering them takes as long as a small question itself. */
function isPage({ query }: Request): boolean {
  return query.limit !== undefined || query.offset > 0;
}

function rowNumber(request: Request, axes: Axes): string {
  const order = rowsOrder(request, axes);
  return order.length > 0 ? `dense_rank() over (order by ${order.join(', ')})` : '1';
}

/** All rows, or a page of them with "$rows", how many there are; one cell more than may be is asked for, to see that there are too many. */
function answer(request: Request, axes: Axes, steps: Step[]): Sql {
  const { offset, limit } = request.query;
  const isPaged = isPage(request);
  const order = [...(isPaged ? ['"$row"'] : rowsOrder(request, axes)), ...columnsOrder(axes)];
  const ordered = order.length > 0 ? `\norder by ${order.join(', ')}` : '';
  const end = raw(`${ordered}\nlimit ${mostCells + 1}`);
  const last = steps.at(-1) as Step;
  if (isSimple(request, axes)) return sql`${withSteps(steps.slice(0, -1))}${last.select}${end}`;
  const until = limit === undefined ? '' : ` and "$row" <= ${offset + limit}`;
  const from = isPaged ? `(select *, max("$row") over () as "$rows" from ${last.name}) as counted` : last.name;
  const page = isPaged ? `\nwhere "$row" > ${offset}${until}` : '';
  return sql`${withSteps(steps)}select * from ${from}${page}${end}`;
}

function withSteps(steps: Step[]): Sql {
  return steps.length > 0 ? sql`with ${stepsSql(steps)}\n` : raw('');
}

/** Cells of one grouping in the order of their members: the last step itself is put in order. */
function isSimple(request: Request, { sets, keys }: Axes): boolean {
  const { query, calculated: made } = request;
  const isPlain = keys.every(({ kind }) => kind !== 'others' && kind !== 'calculated');
  return sets.length === 1 && isPlain && !query.top && !query.order && !made && !isPage(request);
}
