import { identifier } from '../engine/engine.js';
import type { Key } from './axis.js';
import { joinedTables, keySql } from './base.js';
import { conditionSql } from './condition.js';
import type { Cube, Level } from './cube.js';
import type { PeriodWay } from './part.js';
import { dimensionOf, joinDimension, refer } from './refer.js';
import type { Request } from './request.js';
import { join, raw, type Sql, sql } from './sql.js';

/** Levels of its hierarchy from the top down to it, whether they are grouped by or not. */
export function pathOf({ cube }: Pick<Request, 'cube'>, target: Level): Level[] {
  const names = dimensionOf(cube, target.dimension).hierarchies[target.hierarchy ?? ''] ?? [];
  const until = names.indexOf(target.name.slice(target.dimension.length + 1));
  return names.slice(0, until + 1).map(name => cube.levels.get(`${target.dimension}.${name}`) as Level);
}

/** The keys of a dimension of time that are not members of the path. */
export function besides(own: Key[], path: Level[]): Key[] {
  return own.filter(one => one.kind !== 'member' || !path.includes(one.level));
}

/** Whether members of a level of time never come again: the day itself, and what is declared unique. */
export function isOnce(cube: Cube, { own, dimension }: Level): boolean {
  return own.unique || own.column === dimensionOf(cube, dimension).date;
}

/**
 * The days that conditions beside the path choose; the periods with their first and last day; and these, where years are compared, with their places in time and
 * within each level above, which are those among all periods that there are.
 */
export function spans(
  request: Request,
  { calculation, target }: Pick<PeriodWay, 'target'> & Partial<PeriodWay>,
  own: Key[],
): Sql {
  const { cube, query, conditions } = request;
  const path = pathOf(request, target);
  const more = besides(own, path);
  const columns = more.map(one => sql`${keySql(cube, one, query.versions)} as ${identifier(one.name)}`);
  const onDays = conditions.filter(one => one.level.dimension === target.dimension && !path.includes(one.level));
  const beside = [...more.map(one => one.level), ...onDays.map(one => one.level)];
  const where = onDays.map(one => conditionSql(cube, one));
  const names = path.map(level => identifier(level.name)).join(', ');
  const rest = more.flatMap(({ name }, at) => {
    const column = identifier(name);
    const isOne = `min(${column}) is not distinct from max(${column}) and count(${column}) in (0, count(*))`;
    return [`min(${column}) as ${column}`, `case when ${isOne} then 1 else 0 end as "$one${at}"`];
  });
  const each = more.map((_, at) => `min("$one${at}") over () as "$each${at}"`);
  return sql`days as (
    ${daysSelect(request, target, { columns, joined: joinedTables([...path, ...beside], more), where })}
  ),
  spans as (
    select ${[names, ...rest].join(', ')}, min("$day") as "$from", max("$day") as "$to",
      row_number() over (order by min("$day")) as "$n"
    from days group by ${names}
  ),
  ${calculation === 'last_year' ? sql`found as (select ${['*', ...each].join(', ')} from spans),${placed(request, target)}` : raw(`placed as (select ${['*', ...each].join(', ')} from spans)`)}`;
}

/** Of the periods found the places among all, whatever days of them are looked at. */
function placed(request: Request, target: Level): Sql {
  const path = pathOf(request, target);
  const names = path.map(level => identifier(level.name));
  const starts = names.map(
    (_, at) => `min("$begin") over (partition by ${names.slice(0, at + 1).join(', ')}) as "$start${at}"`,
  );
  const places = names.map((_, at) => {
    const above = at > 0 ? `partition by ${names.slice(0, at).join(', ')} ` : '';
    return `dense_rank() over (${above}order by "$start${at}") as "$place${at}"`;
  });
  const same = names.map(name => `found.${name} is not distinct from places.${name}`);
  return sql`
  every_day as (
    ${daysSelect(request, target, { columns: [], joined: joinedTables(path, []), where: [] })}
  ),
  every_span as (select ${names.join(', ')}, min("$day") as "$begin" from every_day group by ${names.join(', ')}),
  begun as (select *, ${starts.join(', ')} from every_span),
  places as (select ${[...names, ...places].join(', ')} from begun),
  placed as (
    select found.*, ${names.map((_, at) => `places."$place${at}"`).join(', ')}
    from found join places on ${same.join(' and ')}
  )`;
}

/** The days of a dimension of time, with the levels of the path and more columns. */
function daysSelect(
  request: Request,
  target: Level,
  { columns, joined, where }: { columns: Sql[]; joined: ReturnType<typeof joinedTables>; where: Sql[] },
): Sql {
  const { cube, query } = request;
  const { dimension } = target;
  const { table, key, date } = dimensionOf(cube, dimension);
  const calendar = raw(`calendar.${identifier(key as string)}`);
  const day = identifier(dimension, date as string);
  const path = pathOf(request, target).map(level => sql`${refer(cube, level)} as ${identifier(level.name)}`);
  const known = join([sql`${day} is not null`, ...where], ' and ');
  return sql`select ${[sql`${calendar} as "$source"`, sql`${day} as "$day"`, ...path, ...columns]}
    from (select ${identifier(key as string)} from ${identifier(...(table as string).split('.'))}) as calendar${joinDimension(
      cube,
      dimension,
      calendar,
      query.versions,
      joined,
    )}
    where ${known}`;
}
