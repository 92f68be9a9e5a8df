import { identifier } from '../engine/engine.js';
import type { Key } from './axis.js';
import { conditionSql } from './condition.js';
import type { Level } from './cube.js';
import type { PeriodWay } from './part.js';
import type { Request } from './request.js';
import { besides, isOnce, pathOf, spans } from './spans.js';
import { join, raw, type Sql, sql } from './sql.js';
import { usage } from './usage.js';

/**
 * What feeds each period of a calculation: the keys of the period, and "$source", the key of a day that counts there; or, for what was
 * counted by days, its date; or, for what was counted by periods, their members as "$source" and its place in the path.
 */
export function periodSelect(
  request: Request,
  period: PeriodWay,
  { keys, cell, asOf, by }: { keys: Key[]; cell: Key[]; asOf: string | undefined; by: 'fact' | CountedBy },
): Sql {
  const own = keys.filter(key => key.level.dimension === period.target.dimension);
  const path = pathOf(request, period.target);
  const isMixed = path.some(level => cell.every(key => key.level !== level));
  const paired = sql`from placed as target
  join placed as source on ${pairing(request, period, path)}`;
  const shown = targets(request, period.target, path, asOf);
  const select = isMixed && !period.isClosing ? 'select distinct' : 'select';
  if (by === 'period') {
    const members = path.map((level, at) => `source.${identifier(level.name)} as "$source${at}"`);
    return sql`with ${spans(request, period, own)}
  ${select} ${[...own.map(({ name }) => `target.${identifier(name)}`), ...members].join(', ')}
  ${paired}${shown}`;
  }
  const on = path.map(level => `day.${identifier(level.name)} = source.${identifier(level.name)}`);
  const named = own.map(key => keyOf(key, besides(own, path).indexOf(key)));
  const source = by === 'day' ? 'day."$day" as "$source"' : 'day."$source"';
  const place = period.isClosing && isMixed ? [lastIn(named.filter((_, at) => cell.includes(own[at] as Key)))] : [];
  const fed = sql`${select} ${[...named.map(({ value, as }) => `${value} as ${as}`), source, ...place].join(', ')}
  ${paired}
  join days as day on ${on.join(' and ')}${likeForLike(period, asOf)}${shown}`;
  const all = [...named.map(({ as }) => as), '"$source"'].join(', ');
  const last = place.length > 0 ? sql`select ${all} from (${fed}) as fed where "$last" = 1` : fed;
  return sql`with ${spans(request, period, own)}
  ${last}`;
}

/** A balance does not add up along time: of several periods in a cell the last one counts. */
function lastIn(keys: { value: string }[]): string {
  const cell = keys.length > 0 ? `partition by ${keys.map(one => one.value).join(', ')} ` : '';
  return `rank() over (${cell}order by target."$n" desc) as "$last"`;
}

/** A level beside the path is that of the period where each period lies in one member of it, as a day has one weekday, and else that of the days that feed it. */
function keyOf({ name }: Key, beside: number): { value: string; as: string } {
  const as = identifier(name);
  if (beside < 0) return { value: `target.${as}`, as };
  return { value: `case when target."$each${beside}" = 1 then target.${as} else day.${as} end`, as };
}

/** By what facts were counted before they are counted in other periods. */
export type CountedBy = 'day' | 'period';

/**
 * The period of a level that a day lies in, if it is looked at, unless the day is its last: what is counted there is not all of it yet.
 * "$days" is how many days after its first one the day is.
 */
export function unfinishedSelect(request: Request, target: Level, asOf: string): Sql {
  const path = pathOf(request, target);
  const names = path.map(level => identifier(level.name));
  const day: Sql = { text: 'cast(? as date)', values: [asOf] };
  return sql`with ${spans(request, { target }, [])}
  select ${names.join(', ')}, date_diff('day', target."$from", ${day}) as "$days"
  from placed as target${targets(request, target, path, asOf)} and target."$to" > ${day}`;
}

function pairing(request: Request, { calculation, periods = 1, level, target }: PeriodWay, path: Level[]): string {
  const same = (names: string[]) => names.map(name => `source.${identifier(name)} = target.${identifier(name)}`);
  switch (calculation) {
    case 'previous':
      return 'source."$n" = target."$n" - 1';
    case 'last_year':
      return ['source."$place0" = target."$place0" - 1', ...same(yearPlaces(request, path)), aYearApart].join(' and ');
    case 'rolling':
      return `source."$n" between target."$n" - ${periods - 1} and target."$n" and target."$n" >= ${periods}`;
    case 'to_date':
      return [
        ...same(path.slice(0, beginning(request, target, level, path)).map(one => one.name)),
        'source."$n" <= target."$n"',
      ].join(' and ');
    default:
      return 'source."$n" = target."$n"';
  }
}

/** By either end, since the calendar may begin or stop within a period; a week that no year stands above has no last year. */
const aYearApart = `(date_diff('day', source."$from", target."$from") between 350 and 380
    or date_diff('day', source."$to", target."$to") between 350 and 380)`;

/** What is the same a year before, below the year: the members themselves, or the places of those that never come again. */
function yearPlaces({ cube }: Request, path: Level[]): string[] {
  return path.flatMap((level, at) => {
    if (at === 0) return [];
    return [isOnce(cube, level) ? `$place${at}` : level.name];
  });
}

/** How many levels of the path stay the same until the sum begins anew. */
function beginning({ cube }: Request, target: Level, level: string | undefined, path: Level[]): number {
  const names = path.map(one => one.name.slice(one.dimension.length + 1));
  const at = names.indexOf(level ?? '');
  if (at >= 0) return at + 1;
  const isFiner = cube.levels.get(`${target.dimension}.${level}`)?.path.includes(target);
  if (isFiner) return names.length;
  throw usage(`to_date(${level}): ${level} does not stand above ${target.name}`, `there are ${names.join(', ')}`);
}

/** Of a period that is not over, the one it is compared with counts as many days; a closing balance is that of the last of them. Where the calendar stops nobody knows whether it is. */
function likeForLike({ calculation, days, isClosing }: PeriodWay, asOf: string | undefined): Sql {
  const day: Sql = { text: 'cast(? as date)', values: [asOf ?? null] };
  const place = raw(`date_diff('day', source."$from", day."$day")`);
  const isOther = calculation === 'previous' || calculation === 'last_year';
  const isOver = sql`${day} = target."$to" and ${day} < (select max("$to") from placed)`;
  const isOpen = asOf ? sql`(${day} between target."$from" and target."$to" and not (${isOver}))` : raw('false');
  const until = days === undefined ? sql`date_diff('day', target."$from", ${day})` : sql`${days}`;
  if (isClosing && (isOther || days !== undefined)) {
    const whole = raw(`date_diff('day', source."$from", source."$to")`);
    const last = sql`least(${until}, ${whole})`;
    return sql`\n    and ${place} = ${days === undefined ? sql`case when ${isOpen} then ${last} else ${whole} end` : last}`;
  }
  if (isClosing) return sql`\n    and day."$day" = case when ${isOpen} then ${day} else target."$to" end`;
  if (days !== undefined) return sql`\n    and ${place} <= ${until}`;
  if (!asOf || !isOther) return raw('');
  return sql`\n    and (not (${isOpen}) or ${place} <= ${until})`;
}

/** Conditions on time choose the periods that are shown, not the days that feed them; what has not begun is not shown. */
function targets({ cube, conditions }: Request, { dimension }: Level, path: Level[], asOf: string | undefined): Sql {
  const own = conditions.filter(one => one.level.dimension === dimension && path.includes(one.level));
  const column = (level: Level) => raw(`target.${identifier(level.name)}`);
  const begun: Sql[] = asOf ? [{ text: 'target."$from" <= cast(? as date)', values: [asOf] }] : [];
  const all = [...own.map(one => conditionSql(cube, one, column)), ...begun];
  return all.length > 0 ? sql`\n  where ${join(all, ' and ')}` : raw('');
}
