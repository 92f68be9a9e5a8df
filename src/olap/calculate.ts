import { identifier } from '../engine/engine.js';
import type { Formula } from '../project/cube/formula.js';
import type { CubeMeasure } from '../project/cube/measure-schema.js';
import type { Axes, GroupingSet, Key } from './axis.js';
import type { Cube } from './cube.js';
import { formulaOf, isAdditive } from './measure-tree.js';
import { rowOrder } from './order.js';
import { periodSuffix } from './part.js';
import type { Request } from './request.js';
import type { Shown } from './shown.js';

/** The value of a measure in a cell, over the base measures that stand beside each other there. */
export function measureSql(cube: Cube, name: string, suffix = ''): string {
  const measure = cube.measures.get(name) as CubeMeasure;
  const formula = formulaOf(measure);
  const own = formula ? formulaSql(cube, formula, suffix) : identifier(name + suffix);
  return measure.empty === 'zero' ? `coalesce(${own}, 0)` : own;
}

/** A shown measure whose value is in its cell alone: not yet compared with other cells. */
export function plainSql(cube: Cube, shown: Shown): string {
  const value = measureSql(cube, shown.measure, periodSuffix(shown));
  if (shown.calculation !== 'moving_average') return value;
  return `cast(${value} as double) / ${identifier(`$periods${shown.periods}`)}`;
}

/** A shown measure compared with other cells: its plain value has the name `as` already. Undefined where it is not compared. */
export function comparedSql(request: Request, axes: Axes, shown: Shown): string | undefined {
  const value = identifier(shown.as);
  const { cube } = request;
  switch (shown.calculation) {
    case 'share':
      return share(axes, value, () => axes.sets.find(set => set.keys.length === 0));
    case 'share_of_parent':
      return share(axes, value, set => axes.sets.find(one => one.rows === set.rows - 1 && one.columns === set.columns));
    case 'share_of_column':
      return share(axes, value, set => axes.sets.find(one => one.rows === 0 && one.columns === set.columns));
    case 'rank':
      return `case when ${value} is not null then rank() over (${among(axes)}order by ${value} desc) end`;
    case 'running':
      if (!isAdditive(cube, shown.measure)) return undefined;
      return `sum(${value}) over (${among(axes)}order by ${along(axes)} rows unbounded preceding)`;
    case 'difference':
      return `${value} - ${before(axes, value)}`;
    case 'growth':
      return `cast(${value} as double) / nullif(cast(${before(axes, value)} as double), 0) - 1`;
    default:
      return undefined;
  }
}

/** The cell of another grouping that this one lies in, as a window over its keys. */
function share(axes: Axes, value: string, wholeOf: (set: GroupingSet) => GroupingSet | undefined): string {
  const cases = axes.sets.map(set => {
    const whole = wholeOf(set);
    const keys = whole?.keys.map(key => identifier(key.name)).join(', ');
    const all =
      whole && `max(case when "$set" = ${whole.id} then ${value} end) over (${keys && `partition by ${keys}`})`;
    return `when ${set.id} then ${all ?? value}`;
  });
  return `cast(${value} as double) / nullif(cast(case "$set" ${cases.join(' ')} end as double), 0)`;
}

/** Cells of one grouping below the same parent, column by column. */
function among(axes: Axes): string {
  const keys = [...axes.rows.slice(0, -1), ...axes.columns].flatMap(one => one.keys);
  return `partition by ${['"$set"', ...keys.map((key: Key) => identifier(key.name))].join(', ')} `;
}

function along(axes: Axes): string {
  return rowOrder(axes.rows.slice(-1)).join(', ') || '"$set"';
}

function before(axes: Axes, value: string): string {
  return `lag(${value}) over (${among(axes)}order by ${along(axes)})`;
}

/** Sums and differences stay exact; a product or quotient is a double, and divided by zero it is null. */
function formulaSql(cube: Cube, formula: Formula, suffix: string): string {
  if ('number' in formula) return formula.number;
  if ('name' in formula) return measureSql(cube, formula.name, suffix);
  const [left, right] = [formula.left, formula.right].map(one => formulaSql(cube, one, suffix));
  if (formula.operator === '+' || formula.operator === '-') return `(${left} ${formula.operator} ${right})`;
  if (formula.operator === '*') return `(cast(${left} as double) * cast(${right} as double))`;
  return `(cast(${left} as double) / nullif(cast(${right} as double), 0))`;
}
