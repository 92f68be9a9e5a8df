import { identifier } from '../engine/engine.js';
import type { Axes } from './axis.js';
import type { Request } from './request.js';
import type { Shown } from './shown.js';
import { usage } from './usage.js';

/** Whether the top members can be taken from the cells themselves: nothing is left over of those that go, and no total changes by it. */
export function isOfCells({
  rows,
  columns,
  query: { top, totals },
}: Pick<Request, 'rows' | 'columns' | 'query'>): boolean {
  const isLast = top?.level === undefined || top.level === rows.at(-1)?.name;
  return top !== undefined && rows.length > 0 && isLast && columns.length === 0 && !top.others && totals !== 'visual';
}

/** Whether facts of all members are counted first: what is compared with its siblings is so with those that a top leaves out, unless totals are of what is shown. */
export function isCutLate(request: Pick<Request, 'rows' | 'columns' | 'query' | 'shown'>): boolean {
  const { top, totals } = request.query;
  const isCompared = request.shown.some(one => amongSiblings.includes(one.calculation ?? ''));
  return top !== undefined && !top.others && totals !== 'visual' && isCompared && !isOfCells(request);
}

const amongSiblings = ['rank', 'running', 'difference', 'growth'];

/** The select that keeps the cells of the top members, and those of the levels above them. */
export function membersOfCells(request: Request, axes: Axes, from: string): string {
  const at = topAt(request);
  const keys = axes.rows.slice(0, at + 1).flatMap(one => one.keys.filter(key => key.kind === 'member'));
  const same = keys.map(({ name }) => `inside.${identifier(name)} is not distinct from cells.${identifier(name)}`);
  const below = axes.sets.filter(set => set.rows > at).map(set => set.id);
  return `select cells.* from ${from} as cells
  left join top_members as inside on ${same.join(' and ')}
  where "$set" not in (${below.join(', ')}) or inside."$in" is not null`;
}

/** Which level of the rows a top is of, counted from 0; -1 where it is among none of them. */
export function topAt({ rows, query: { top } }: Pick<Request, 'rows' | 'query'>): number {
  return top?.level === undefined ? rows.length - 1 : rows.findIndex(one => one.name === top.level);
}

/** The place of a member among those that have the same above them, as "$in". */
export function placeSql(
  top: NonNullable<Request['query']['top']>,
  value: string,
  keys: string[],
  above: string[],
): string {
  const within = above.length > 0 ? `partition by ${above.join(', ')} ` : '';
  return `${top.ties ? 'rank' : 'row_number'}() over (${within}order by ${placeOrder(top, value, keys)}) as "$in"`;
}

function placeOrder({ bottom, ties }: NonNullable<Request['query']['top']>, value: string, keys: string[]): string {
  return [`${value} ${bottom ? 'asc' : 'desc'}`, ...(ties ? [] : keys)].join(', ');
}

/** The select that keeps the top cells of a step, and all subtotals. */
export function topOfCells(request: Request, axes: Axes, from: string): string {
  const top = request.query.top as NonNullable<Request['query']['top']>;
  const value = identifier(topMeasure(request).as);
  const names = (elements: Axes['rows']) => elements.flatMap(one => one.keys).map(key => identifier(key.name));
  if (axes.rows.length === 1 && axes.sets.length === 1 && !top.ties && !request.calculated) {
    const order = placeOrder(top, value, names(axes.rows));
    return `select * from ${from}\n  where ${value} is not null\n  order by ${order}\n  limit ${top.count}`;
  }
  const made = axes.rows.at(-1)?.keys.filter(key => key.kind === 'calculated') ?? [];
  const calculated = made.map(key => identifier(key.name));
  const above = ['"$set"', ...names(axes.rows.slice(0, -1)), ...calculated];
  const place = placeSql(top, value, names(axes.rows), above);
  const isIn = `(${value} is not null and "$in" <= ${top.count})`;
  return `select * from (select *, ${place} from ${from}) as placed\n  where "$set" <> ${axes.leaf.id}${calculated.map(name => ` or ${name} is not null`).join('')} or ${isIn}`;
}

/** The measure that members are ranked by. Throws CliError (usage) for one that is not asked for. */
export function topMeasure({ query: { top }, shown }: Request): Shown {
  const found = shown.find(one => one.as === (top?.by ?? shown[0]?.as));
  if (found) return found;
  throw usage(`top by ${top?.by}: it is not among the measures`, `there are ${shown.map(one => one.as).join(', ')}`);
}
