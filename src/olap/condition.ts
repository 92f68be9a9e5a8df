import type { Value } from '../engine/engine.js';
import { isMoment } from '../moment.js';
import type { Cube, Level } from './cube.js';
import { refer, typeOf } from './refer.js';
import type { LevelCondition } from './request.js';
import { join, type Sql, sql } from './sql.js';
import { usage } from './usage.js';

/** A condition on members as SQL; nulls are members like others. Members are read from their dimension, or as `read` says. */
export function conditionSql(
  cube: Cube,
  { level, is, values, path }: LevelCondition,
  read = (one: Level) => refer(cube, one),
): Sql {
  if (path)
    return join(
      values.map((value, at) => equal(cube, level.path[at] as Level, value, read)),
      ' and ',
    );
  const column = read(level);
  const put = (value: LevelCondition['values'][number]) => parameter(value, level, typeOf(cube, level));
  if (is === 'in' || is === 'not in') return membership(column, is, values, put);
  if (is === 'between') return sql`${column} between ${put(values[0] ?? null)} and ${put(values[1] ?? null)}`;
  if (is === 'like')
    return sql`lower(cast(${column} as varchar)) like ${{ text: '?', values: [String(values[0]).toLowerCase()] }}`;
  return sql`${column} ${is} ${put(values[0] ?? null)}`;
}

function membership(
  column: Sql,
  is: 'in' | 'not in',
  values: LevelCondition['values'],
  put: (value: LevelCondition['values'][number]) => Sql,
): Sql {
  const given = values.filter(value => value !== null);
  const hasNull = given.length < values.length;
  const listed = given.length > 0 ? [sql`${column} ${is} (${given.map(put)})`] : [];
  if (is === 'in') return sql`(${join([...listed, ...(hasNull ? [sql`${column} is null`] : [])], ' or ')})`;
  return sql`(${join(
    [...listed, hasNull ? sql`${column} is not null` : undefined].filter(one => one !== undefined),
    ' and ',
  )}${hasNull ? '' : sql` or ${column} is null`})`;
}

function equal(cube: Cube, level: Level, value: LevelCondition['values'][number], read: (one: Level) => Sql): Sql {
  return membership(read(level), 'in', [value], one => parameter(one, level, typeOf(cube, level)));
}

/** A value as a parameter of the column's type. Throws CliError (usage) for one that cannot be of it. */
export function parameter(value: LevelCondition['values'][number], level: Level, type: string): Sql {
  const wrong = (wanted: string) =>
    usage(`${JSON.stringify(value)} is no member of ${level.name}: ${wanted} is expected`);
  const bound = (put: Value): Sql => ({ text: '?', values: [put] });
  if (/^(tinyint|smallint|integer|bigint|hugeint|decimal|double)/.test(type)) {
    const number = Number(value);
    if (value === '' || typeof value === 'boolean' || !Number.isFinite(number)) throw wrong('a number');
    return type.startsWith('decimal') ? sql`cast(${bound(String(value))} as ${type})` : bound(number);
  }
  if (type === 'boolean') {
    if (!/^(true|false)$/.test(String(value))) throw wrong('true or false');
    return bound(String(value) === 'true');
  }
  if (type === 'date' || type.startsWith('timestamp')) {
    if (!isMoment(String(value))) throw wrong('a date such as 2024-01-31');
    return sql`cast(${bound(String(value))} as ${type === 'date' ? 'date' : 'timestamp'})`;
  }
  return bound(String(value));
}
