import { identifier } from '../engine/engine.js';
import type { Axes, GroupingSet } from './axis.js';
import { conditionSql } from './condition.js';
import type { Level } from './cube.js';
import { dimensionOf } from './refer.js';
import type { LevelCondition, Request } from './request.js';
import type { Shown } from './shown.js';
import { join, raw, type Sql, sql } from './sql.js';

/** A period that is not over: other periods are compared with it by as many days. */
export interface Unfinished {
  level: Level;
  /** From the top of its path down to itself. */
  members: LevelCondition['values'];
  /** How many days after its first one the last is that has been counted. */
  days: number;
}

/** How the name of a measure goes on that is counted in the first days of each period; a chosen member may lie in another time than the rows. */
export function soFarSuffix({ against }: Shown): string {
  return `:so_far${against ? `(${against.level.name})` : ''}`;
}

/** The level whose periods a measure compares in the cells of a grouping. Undefined where it compares none. */
export function comparedLevel({ cube }: Request, axes: Axes, shown: Shown, set: GroupingSet): Level | undefined {
  const along = axes.rows.length > 0 ? axes.rows.slice(0, set.rows) : axes.columns.slice(0, set.columns);
  const isBeside = shown.calculation === 'growth' || shown.calculation === 'difference';
  const level = shown.against?.level ?? (isBeside ? along.at(-1)?.level : undefined);
  if (!level?.hierarchy || !dimensionOf(cube, level.dimension).date) return undefined;
  const levels = set.keys.filter(({ kind }) => kind === 'member').map(key => key.level);
  if (!levels.includes(level)) return undefined;
  const names = dimensionOf(cube, level.dimension).hierarchies[level.hierarchy] ?? [];
  return names
    .flatMap(
      name => levels.find(one => one.name === `${level.dimension}.${name}` && one.hierarchy === level.hierarchy) ?? [],
    )
    .at(-1);
}

/** The period that is not over among those that a measure compares in the cells of a grouping. */
export function unfinishedIn(request: Request, axes: Axes, shown: Shown, set: GroupingSet): Unfinished | undefined {
  const level = request.unfinished?.length ? comparedLevel(request, axes, shown, set) : undefined;
  return request.unfinished?.find(one => one.level === level);
}

/** Whether a cell is of a period that is not over and is compared with others. Undefined where no cell is. */
export function isUnfinished(request: Request, axes: Axes, shown: Shown): Sql | undefined {
  const cells = axes.sets.flatMap(set => {
    const found = unfinishedIn(request, axes, shown, set);
    if (!found) return [];
    const { level, members: values } = found;
    const member = conditionSql(request.cube, { level, is: 'in', values, path: true }, one =>
      raw(identifier(one.name)),
    );
    return [sql`("$set" = ${set.id} and ${member})`];
  });
  return cells.length > 0 ? sql`(${join(cells, ' or ')})` : undefined;
}

/** The column of a step that has what a measure comes to in the first days of each period. */
export function soFarColumn({ as }: Shown): string {
  return identifier(`${as}$so_far`);
}
