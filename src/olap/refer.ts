import { identifier } from '../engine/engine.js';
import type { CubeDimension } from '../project/cube/dimension-schema.js';
import { tableName } from './catalog.js';
import type { Cube, Level } from './cube.js';
import { raw, type Sql, sql } from './sql.js';

/** A column of a level as SQL reads it: of its dimension's table, one joined to it, or the facts. */
export function refer(cube: Cube, level: Level, column: string = level.own.column): Sql {
  const own = raw(columnOf(cube, level, column));
  if (!level.own.ragged || column !== level.own.column) return own;
  const above = level.path.at(-2);
  if (!above) return own;
  const isText = typeOf(cube, level).startsWith('varchar');
  return sql`coalesce(${isText ? sql`nullif(${own}, '')` : own}, ${refer(cube, above)})`;
}

/**
 * What the members of a level are called or ordered by, which is a column of the same dimension. As they were, a member may have had several names:
 * it is called as its last version is, or it would be several members. Where that is below another member of the level, as a product that changed
 * its category, it says nothing of this one.
 */
export function referLast(cube: Cube, level: Level, column: string, asked: string | undefined): Sql {
  const isCalled = isAsWas(dimensionOf(cube, level.dimension), asked) && isOfVersions(level, column);
  return isCalled ? raw(identifier(level.dimension, calledName(level, column))) : refer(cube, level, column);
}

/** Among the joins of a dimension the one of `referLast`. */
export const lastVersion = '$last';

/** The engine's type of a level's members; empty when the catalog does not know the column. */
export function typeOf(cube: Cube, level: Level, column: string = level.own.column): string {
  const { table, joins } = dimensionOf(cube, level.dimension);
  const [first, last] = split(column);
  const from = last ? joins[first]?.table : (table ?? factTable(cube, level.dimension));
  return cube.catalog.get(from ?? '')?.get(last ?? first) ?? '';
}

/** The joins that put a dimension beside `fact.<column>`, with the tables that say more of it. */
export function joinDimension(
  cube: Cube,
  name: string,
  foreign: Sql,
  asked: string | undefined,
  used: ReadonlySet<string>,
  isFound = false,
): Sql {
  const dimension = dimensionOf(cube, name);
  const alias = identifier(name);
  const isCalled = used.has(lastVersion) && isAsWas(dimension, asked);
  const table = raw(isCalled ? calledTable(cube, name) : tableName(dimension.table as string));
  const key = identifier(dimension.key as string);
  const main =
    dimension.versions && !isAsWas(dimension, asked)
      ? joinVersion(dimension, name, foreign, asked ?? dimension.versions.default, isFound)
      : sql`\n  ${isFound ? 'join' : 'left join'} ${table} as ${alias} on ${alias}.${key} = ${foreign}`;
  const more = Object.entries(dimension.joins)
    .filter(([join]) => used.has(join))
    .map(([join, { table: other, on }]) => {
      const joined = identifier(`${name}.${join}`);
      const pairs = Object.entries(on).map(
        ([theirs, ours]) => `${joined}.${identifier(theirs)} = ${alias}.${identifier(ours)}`,
      );
      return raw(`\n  left join ${tableName(other)} as ${joined} on ${pairs.join(' and ')}`);
    });
  return more.reduce((all, one) => sql`${all}${one}`, sql`${main}`);
}

/** The dimension of that name, roles resolved. */
export function dimensionOf(cube: Cube, name: string): CubeDimension {
  return cube.dimensions.get(name) as CubeDimension;
}

/** A table of versions with what `referLast` reads: the last one is beside each version before facts are, which are many more. */
function calledTable(cube: Cube, name: string): string {
  const { table, key, versions } = dimensionOf(cube, name);
  const [from, join] = [tableName(table as string), `${name}.${lastVersion}`];
  const columns = [...cube.levels.values()].flatMap(level => {
    const { caption, order } = level.own;
    const called = [...new Set([caption, order])].flatMap(one => (one && isOfVersions(level, one) ? [one] : []));
    return level.dimension === name ? called.map(one => calledColumn(level, one)) : [];
  });
  return `(
    select ${[`${identifier(name)}.*`, ...columns].join(', ')}
    from ${from} as ${identifier(name)}
    left join ${from} as ${identifier(join)} on ${identifier(join, key as string)} = ${identifier(name, versions?.current as string)}
  )`;
}

function calledColumn(level: Level, column: string): string {
  const { dimension, path } = level;
  const last = (name: string) => identifier(`${dimension}.${lastVersion}`, name);
  const isSame = path.map(({ own }) => `${last(own.column)} is not distinct from ${identifier(dimension, own.column)}`);
  const called = `case when ${isSame.join(' and ')} then ${last(column)} else ${identifier(dimension, column)} end`;
  return `${called} as ${identifier(calledName(level, column))}`;
}

/** Whether a column and the keys of a level are all in the table of versions itself. */
function isOfVersions({ path }: Level, column: string): boolean {
  return [column, ...path.map(one => one.own.column)].every(one => !one.includes('.'));
}

const calledName = (level: Level, column: string) => `$${column} of ${level.name}`;

/** Whether members stand in several versions: each as it was at the time of the fact. */
function isAsWas({ versions }: CubeDimension, asked: string | undefined): boolean {
  return versions !== undefined && (asked ?? versions.default) === 'as_was';
}

/** By way of the version that the fact has, to the last one or to that of a day. */
function joinVersion(
  { table, key, versions }: CubeDimension,
  name: string,
  foreign: Sql,
  when: string,
  isFound: boolean,
): Sql {
  const [was, is] = [identifier(`${name}.version`), identifier(name)];
  const from = tableName(table as string);
  const column = (one: string | undefined) => identifier(one ?? '');
  const first = sql`\n  ${isFound ? 'join' : 'left join'} ${from} as ${was} on ${was}.${column(key)} = ${foreign}`;
  if (when === 'as_is')
    return sql`${first}\n  left join ${from} as ${is} on ${is}.${column(key)} = ${was}.${column(versions?.current)}`;
  const moment = { text: "cast(date_add('day', 1, cast(? as date)) as timestamp)", values: [when] };
  return sql`${first}
  left join ${from} as ${is} on ${is}.${column(versions?.durable)} = ${was}.${column(versions?.durable)}
    and ${is}.${column(versions?.valid_from)} < ${moment} and ${is}.${column(versions?.valid_to)} >= ${moment}`;
}

function columnOf(cube: Cube, { dimension }: Level, column: string): string {
  if (!dimensionOf(cube, dimension).table) return `fact.${identifier(column)}`;
  const [first, last] = split(column);
  return last ? `${identifier(`${dimension}.${first}`)}.${identifier(last)}` : identifier(dimension, first);
}

function split(column: string): [string, string | undefined] {
  const dot = column.indexOf('.');
  return dot < 0 ? [column, undefined] : [column.slice(0, dot), column.slice(dot + 1)];
}

function factTable(cube: Cube, dimension: string): string | undefined {
  return [...cube.facts.values()].find(fact => fact.degenerate?.includes(dimension))?.table;
}
