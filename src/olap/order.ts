import { identifier } from '../engine/engine.js';
import type { Axes, Element, GroupingSet } from './axis.js';
import type { Request } from './request.js';

/** What members of some levels are ordered by, in their own order: others last, then nulls. */
export function rowOrder(elements: Element[]): string[] {
  return elements.flatMap(element => {
    const { keys } = element;
    const given = keys.filter(key => key.kind === 'order' || key.kind === 'member');
    const members = given.filter(
      key => key.kind === 'order' || !given.some(one => one.kind === 'order' && one.level === key.level),
    );
    const rest = given.filter(key => !members.includes(key));
    return [...madeLast(element), ...[...members, ...rest].map(key => `${identifier(key.name)} nulls last`)];
  });
}

/** The order of the rows of an answer: parents before what lies in them, subtotals after it. */
export function rowsOrder(request: Request, axes: Axes): string[] {
  const { order } = request.query;
  if (order?.across) {
    const made = axes.rows.flatMap(madeLast);
    return [...leafFirst(axes), ...made, ...by(order, 0), ...rowOrder(axes.rows), ...deepestFirst(axes)];
  }
  return axes.rows.flatMap((element, at) => [
    ...isSummed(axes.sets, set => set.rows <= at),
    ...madeLast(element),
    ...(order ? by(order, at) : []),
    ...rowOrder([element]),
  ]);
}

/** Members that are no members of the dimension come after those that are: calculated ones, and others. */
function madeLast({ keys }: Element): string[] {
  return keys.flatMap(({ kind, name }) => {
    if (kind === 'others') return [`coalesce(${identifier(name)}, false)`];
    return kind === 'calculated' ? [`coalesce(${identifier(name)}, 0)`] : [];
  });
}

/** The values that rows are ordered by, each over all columns: the row's own, or at each level that of the row it lies in. */
export function orderValues({ query: { order } }: Request, axes: Axes): string[] {
  if (!order) return [];
  const depths = order.across ? [axes.rows.length] : axes.rows.map((_, at) => at + 1);
  return depths.map((rows, at) => `${overColumns(axes, rows, order.by)} as ${identifier(`$by${at}`)}`);
}

function by({ descending }: { descending: boolean }, at: number): string[] {
  return [`${identifier(`$by${at}`)} ${descending ? 'desc' : 'asc'} nulls last`];
}

/** The order of the columns, the same way. */
export function columnsOrder(axes: Axes): string[] {
  return axes.columns.flatMap((element, at) => [
    ...isSummed(axes.sets, set => set.columns <= at),
    ...rowOrder([element]),
  ]);
}

function isSummed(sets: GroupingSet[], is: (set: GroupingSet) => boolean): string[] {
  const ids = sets.filter(is).map(set => set.id);
  return ids.length === 0 ? [] : [`case when "$set" in (${ids.join(', ')}) then 1 else 0 end`];
}

function leafFirst({ sets, rows }: Axes): string[] {
  return isSummed(sets, set => set.rows < rows.length);
}

/** Of a null member with a null member alone below it, their subtotals are alike but for what they sum over. */
function deepestFirst({ sets, rows }: Axes): string[] {
  return rows.flatMap((_, at) => isSummed(sets, set => set.rows <= at));
}

function overColumns(axes: Axes, rows: number, measure: string): string {
  const set = axes.sets.find(one => one.rows === rows && one.columns === 0);
  const keys = set?.keys.map(key => identifier(key.name)).join(', ');
  return `max(case when "$set" = ${set?.id} then ${identifier(measure)} end) over (${keys && `partition by ${keys}`})`;
}
