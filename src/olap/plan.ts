import { identifier } from '../engine/engine.js';
import type { Choice } from './aggregate/choose.js';
import { type Axes, axesOf } from './axis.js';
import { comparedSql, plainSql } from './calculate.js';
import type { Step } from './cells.js';
import { gatherCells } from './gather.js';
import { columnsOrder, orderValues, rowsOrder } from './order.js';
import type { Request } from './request.js';
import { boundSql, restrict } from './restrict.js';
import { raw, type Sql, sql, stepsSql } from './sql.js';
import { isOfCells, topOfCells } from './top.js';

/** A question as one select: a row per cell with its keys, "$set" (its grouping), "$row" (its row) and the measures. */
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
  const steps: Step[] = [
    ...restricted.steps,
    ...gatherCells(request, axes, { asOf, prefix: '', within: restricted.within, counted }),
    ...calculated(request, axes),
  ];
  const choices = steps.flatMap(({ choice }) => choice ?? []);
  return { select: sql`with ${stepsSql(steps)}\n${answer(request, axes)}`, axes, choices };
}

function calculated(request: Request, axes: Axes): Step[] {
  const keys = [...axes.keys.map(key => identifier(key.name)), '"$set"'];
  const plain = request.shown.map(one => `${plainSql(request.cube, one)} as ${identifier(one.as)}`);
  const compared = request.shown.map(one => {
    const value = comparedSql(request.cube, axes, one);
    return value === undefined ? identifier(one.as) : `${value} as ${identifier(one.as)}`;
  });
  const steps = [{ name: 'measured', select: raw(`select ${[...keys, ...plain].join(', ')} from cells`) }];
  if (compared.some((value, at) => value !== identifier(request.shown[at]?.as ?? '')))
    steps.push({ name: 'compared', select: raw(`select ${[...keys, ...compared].join(', ')} from measured`) });
  if (isOfCells(request))
    steps.push({ name: 'topped', select: raw(topOfCells(request, axes, steps.at(-1)?.name ?? '')) });
  const values = orderValues(request, axes);
  if (values.length > 0)
    steps.push({ name: 'ordered', select: raw(`select *, ${values.join(', ')} from ${steps.at(-1)?.name}`) });
  const order = rowsOrder(request, axes);
  const row = order.length > 0 ? `dense_rank() over (order by ${order.join(', ')})` : '1';
  const from = steps.at(-1)?.name;
  steps.push({ name: 'ranked', select: raw(`select *, ${row} as "$row" from ${from}${shownOnly(request, axes)}`) });
  return steps;
}

/** Hidden groupings, cells out of bounds, and others that are only there for the totals, go. */
function shownOnly(request: Request, { sets, leaf, keys }: Axes): string {
  const hidden = sets.filter(set => !set.isShown).map(set => set.id);
  const shown = hidden.length > 0 ? [`"$set" not in (${hidden.join(', ')})`] : [];
  const bounds = request.bounds.map(one => `("$set" <> ${leaf.id} or ${boundSql(one)})`);
  const others = request.query.top?.others ? [] : keys.filter(key => key.kind === 'others');
  const all = [...shown, ...bounds, ...others.map(key => `not coalesce(${identifier(key.name)}, false)`)];
  return all.length > 0 ? `\n  where ${all.join(' and ')}` : '';
}

/** A page of the rows, with "$rows", how many there are; one cell more than may be is asked for, to see that there are too many. */
function answer({ query }: Request, axes: Axes): Sql {
  const order = ['"$row"', ...columnsOrder(axes)].join(', ');
  const isPage = query.limit !== undefined || query.offset > 0;
  const until = query.limit === undefined ? '' : ` and "$row" <= ${query.offset + query.limit}`;
  const from = isPage ? '(select *, max("$row") over () as "$rows" from ranked) as counted' : 'ranked';
  const page = isPage ? `\nwhere "$row" > ${query.offset}${until}` : '';
  return raw(`select * from ${from}${page}\norder by ${order}\nlimit ${mostCells + 1}`);
}
