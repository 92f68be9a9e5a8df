import { identifier } from '../engine/engine.js';
import { type Axes, axesOf } from './axis.js';
import { baseSelect } from './base.js';
import { comparedSql, plainSql } from './calculate.js';
import { keysOf, partSteps, type Step, union } from './cells.js';
import { columnsOrder, orderValues, rowsOrder } from './order.js';
import { partsOf } from './part.js';
import type { Request } from './request.js';
import { join, raw, type Sql, sql } from './sql.js';

/** A question as one select: a row per cell with its keys, "$set" (its grouping), "$row" (its row) and the measures. */
export interface Plan {
  select: Sql;
  axes: Axes;
}

/** Writes the select that answers a question. */
export function planOf(request: Request): Plan {
  const axes = axesOf(request);
  const steps = [...cellSteps(request, axes), ...calculated(request, axes)];
  return { select: sql`with ${stepsSql(steps)}\n${answer(request, axes)}`, axes };
}

function cellSteps(request: Request, axes: Axes): Step[] {
  const parts = partsOf(request, axes, request.shown).map((part, at) => ({
    part,
    sets: part.sets,
    name: `part_${at + 1}`,
  }));
  const steps = parts.flatMap(({ part, name }) => {
    const base = `facts_${name}`;
    return [
      { name: base, select: baseSelect(request, part, keysOf(part)) },
      ...partSteps(request.cube, part, base, name),
    ];
  });
  return [...steps, { name: 'cells', select: union(axes, parts) }];
}

function calculated(request: Request, axes: Axes): Step[] {
  const keys = [...axes.keys.map(key => identifier(key.name)), '"$set"'];
  const plain = request.shown.map(one => `${plainSql(request.cube, one)} as ${identifier(one.as)}`);
  const steps = [{ name: 'measured', select: raw(`select ${[...keys, ...plain].join(', ')} from cells`) }];
  const compared = request.shown.map(one => {
    const value = comparedSql(request, axes, one);
    return value === undefined ? identifier(one.as) : `${value} as ${identifier(one.as)}`;
  });
  const order = rowsOrder(request, axes);
  const row = order.length > 0 ? `dense_rank() over (order by ${order.join(', ')})` : '1';
  steps.push({ name: 'compared', select: raw(`select ${[...keys, ...compared].join(', ')} from measured`) });
  const values = orderValues(request, axes);
  if (values.length > 0) steps.push({ name: 'ordered', select: raw(`select *, ${values.join(', ')} from compared`) });
  const last = steps.at(-1)?.name;
  steps.push({ name: 'placed', select: raw(`select *, ${row} as "$row" from ${last}${shownOnly(request, axes)}`) });
  return steps;
}

function shownOnly(request: Request, { sets, leaf }: Axes): string {
  const hidden = sets.filter(set => !set.isShown).map(set => set.id);
  const shown = hidden.length > 0 ? [`"$set" not in (${hidden.join(', ')})`] : [];
  const bounds = request.bounds.map(({ as, is, values }) => {
    const bound = is === 'between' ? `between ${values[0]} and ${values[1]}` : `${is} ${values[0]}`;
    return `("$set" <> ${leaf.id} or ${identifier(as)} ${bound})`;
  });
  const all = [...shown, ...bounds];
  return all.length > 0 ? `\n  where ${all.join(' and ')}` : '';
}

function answer({ query }: Request, axes: Axes): Sql {
  const order = ['"$row"', ...columnsOrder(axes)].join(', ');
  const end = query.limit === undefined ? '' : ` and "$row" <= ${query.offset + query.limit}`;
  const page = query.offset > 0 || end ? `\nwhere "$row" > ${query.offset}${end}` : '';
  return raw(`select * from placed${page}\norder by ${order}`);
}

function stepsSql(steps: Step[]): Sql {
  return join(
    steps.map(({ name, select }) => sql`${name} as (\n  ${select}\n)`),
    ',\n',
  );
}
