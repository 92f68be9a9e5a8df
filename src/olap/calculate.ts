import { identifier } from '../engine/engine.js';
import type { Formula } from '../project/cube/formula.js';
import type { CubeMeasure } from '../project/cube/measure-schema.js';
import { valueAgainst } from './against.js';
import type { Axes, Element, GroupingSet, Key } from './axis.js';
import type { Cube } from './cube.js';
import { formulaOf } from './measure-tree.js';
import { rowOrder } from './order.js';
import { periodSuffix } from './part.js';
import type { LevelCondition, Request } from './request.js';
import type { Shown } from './shown.js';
import { isUnfinished, soFarColumn, soFarSuffix } from './so-far.js';
import { raw, type Sql, sql } from './sql.js';

/** The value of a measure in a cell, over the base measures that stand beside each other there. */
function measureSql(cube: Cube, name: string, base: (name: string) => string): string {
  const measure = cube.measures.get(name) as CubeMeasure;
  const formula = formulaOf(measure);
  const own = formula ? formulaSql(formula, one => measureSql(cube, one, base)) : base(name);
  return measure.empty === 'zero' ? `coalesce(${own}, 0)` : own;
}

/** A shown measure whose value is in its cell alone: not yet compared with other cells. A mean over periods is one of what a ratio is made of. */
export function plainSql(cube: Cube, shown: Shown): string {
  const suffix = periodSuffix(shown);
  const isMean = shown.calculation === 'moving_average';
  return measureSql(cube, shown.measure, name => {
    const value = identifier(name + suffix);
    return isMean ? `(cast(${value} as double) / ${shown.periods})` : value;
  });
}

/** What a shown measure comes to in the first days of each period, as a column; none where no unfinished period is compared. */
export function soFarSql(request: Request, axes: Axes, shown: Shown): string[] {
  if (!isUnfinished(request, axes, shown)) return [];
  const value = measureSql(request.cube, shown.measure, name => identifier(name + soFarSuffix(shown)));
  return [`${value} as ${soFarColumn(shown)}`];
}

/** A shown measure compared with other cells: its plain value has the name `as` already. Undefined where it is not compared. */
export function comparedSql(request: Request, axes: Axes, shown: Shown): Sql | undefined {
  const { calculation } = shown;
  if (shown.against) return toMember(request, axes, shown, shown.against);
  if (calculation === 'difference' || calculation === 'growth') return toBefore(request, axes, shown);
  return comparedInSet(axes, shown);
}

/** A value by what it is a part of, or is compared with. Null over nothing, and from below zero to above it, where a sign would say the opposite. */
function quotient(value: Sql, base: Sql): Sql {
  return sql`case when ${base} > 0 or ${value} <= 0 then cast(${value} as double) / nullif(cast(${base} as double), 0) end`;
}

/** By how much a cell differs from that of the chosen member, or how many times that it is. Where one of them is not over, both count as many days. */
function toMember(request: Request, axes: Axes, shown: Shown, against: LevelCondition): Sql {
  const value = raw(identifier(shown.as));
  const other = (one: Sql) => valueAgainst(request.cube, axes, against, one);
  const isOpen = isUnfinished(request, axes, shown);
  const part = raw(soFarColumn(shown));
  const left = isOpen
    ? sql`case when ${other(sql`case when ${isOpen} then 1 end`)} = 1 then ${part} else ${value} end`
    : value;
  const right = isOpen ? sql`case when ${isOpen} then ${other(part)} else ${other(value)} end` : other(value);
  if (shown.calculation === 'difference_to') return sql`${left} - ${right}`;
  return quotient(left, right);
}

/** By how much a cell differs from the one before it, along time by as many days. */
function toBefore(request: Request, axes: Axes, shown: Shown): Sql {
  const value = identifier(shown.as);
  const isPeriod = ({ level }: Key) =>
    level.hierarchy !== undefined && request.cube.dimensions.get(level.dimension)?.date !== undefined;
  const lag = (column: string) => amongSiblings(axes, window => `lag(${column}) over (${window()})`, isPeriod);
  const isOpen = isUnfinished(request, axes, shown);
  const before = isOpen
    ? sql`case when ${isOpen} then ${lag(soFarColumn(shown))} else ${lag(value)} end`
    : raw(lag(value));
  if (shown.calculation === 'difference') return sql`${value} - ${before}`;
  return sql`${quotient(raw(value), before)} - 1`;
}

function comparedInSet(axes: Axes, shown: Shown): Sql | undefined {
  const value = identifier(shown.as);
  switch (shown.calculation) {
    case 'share':
      return share(axes, value, () => axes.sets.find(set => set.keys.length === 0));
    case 'share_of_parent':
      return share(axes, value, set => axes.sets.find(one => one.rows === set.rows - 1 && one.columns === set.columns));
    case 'share_of_column':
      return share(axes, value, set => axes.sets.find(one => one.rows === 0 && one.columns === set.columns));
    case 'rank':
      return raw(rank(axes, value));
    case 'running':
      return raw(amongSiblings(axes, window => `sum(${value}) over (${window()} rows unbounded preceding)`));
    default:
      return undefined;
  }
}

/** Others are no member: they have no rank and take none. */
function rank(axes: Axes, value: string): string {
  const others = axes.keys.filter(key => key.kind === 'others').map(key => `coalesce(${identifier(key.name)}, false)`);
  const isRanked = [`${value} is not null`, ...others.map(one => `not ${one}`)].join(' and ');
  const order = [...others, `${value} desc`].join(', ');
  return amongSiblings(axes, window => `case when ${isRanked} then rank() over (${window(order)}) end`);
}

/** The cell of another grouping that this one lies in, as a window over its keys. */
function share(axes: Axes, value: string, wholeOf: (set: GroupingSet) => GroupingSet | undefined): Sql {
  const cases = axes.sets.map(set => {
    const whole = wholeOf(set);
    const keys = whole?.keys.map(key => identifier(key.name)).join(', ');
    const all =
      whole && `max(case when "$set" = ${whole.id} then ${value} end) over (${keys && `partition by ${keys}`})`;
    return `when ${set.id} then ${all ?? value}`;
  });
  return quotient(raw(value), raw(`case "$set" ${cases.join(' ')} end`));
}

/**
 * A window over the cells of one grouping that lie below the same parent, column by column, in their own order unless told otherwise.
 * Keys that `goesOn` names are no parents of each other: a month follows the one before it also where a year begins. Without rows it goes along the columns.
 */
function amongSiblings(
  axes: Axes,
  make: (window: (order?: string) => string) => string,
  goesOn: (key: Key) => boolean = () => false,
): string {
  const isDown = axes.rows.length > 0;
  const [rows, columns] = isDown ? [axes.rows, axes.columns] : [axes.columns, []];
  const depthOf = (set: GroupingSet) => (isDown ? set.rows : set.columns);
  const depths = [...new Set(axes.sets.map(depthOf))].filter(depth => depth > 0);
  const cases = depths.map(depth => {
    const ids = axes.sets.filter(set => depthOf(set) === depth).map(set => set.id);
    const last = rows[depth - 1]?.level.dimension;
    const isLast = ({ level, keys }: Element) =>
      level.dimension === last && keys.some(goesOn) && rows[depth - 1]?.keys.some(goesOn);
    const parents = [...rows.slice(0, depth - 1).filter(one => !isLast(one)), ...columns];
    const keys = parents.flatMap(one => one.keys).map(key => identifier(key.name));
    const own = rowOrder([...rows.slice(0, depth - 1).filter(isLast), ...rows.slice(depth - 1, depth)]).join(', ');
    const made = rows[depth - 1]?.keys.filter(key => key.kind === 'calculated').map(key => identifier(key.name)) ?? [];
    const window = (order = own) => `partition by ${['"$set"', ...keys, ...made].join(', ')} order by ${order}`;
    const isReal = made.map(name => ` and ${name} is null`).join('');
    return `when "$set" in (${ids.join(', ')})${isReal} then ${make(window)}`;
  });
  return cases.length > 0 ? `case ${cases.join(' ')} end` : 'null';
}

/** A formula over values. Sums and differences stay exact; a product or quotient is a double, and divided by zero it is null. */
export function formulaSql(formula: Formula, valueOfName: (name: string) => string): string {
  if ('number' in formula) return formula.number;
  if ('name' in formula) return valueOfName(formula.name);
  const [left, right] = [formula.left, formula.right].map(one => formulaSql(one, valueOfName));
  if (formula.operator === '+' || formula.operator === '-') return `(${left} ${formula.operator} ${right})`;
  if (formula.operator === '*') return `(cast(${left} as double) * cast(${right} as double))`;
  return `(cast(${left} as double) / nullif(cast(${right} as double), 0))`;
}
