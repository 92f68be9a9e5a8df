import { identifier } from '../engine/engine.js';
import type { CubeFact } from '../project/cube/fact-schema.js';
import type { CubeMeasure } from '../project/cube/measure-schema.js';
import type { Key } from './axis.js';
import { tableName } from './catalog.js';
import { conditionSql } from './condition.js';
import type { Cube, Level } from './cube.js';
import type { Part } from './part.js';
import { dimensionOf, joinDimension, lastVersion, refer, referLast } from './refer.js';
import type { LevelCondition, Request } from './request.js';
import type { Rows } from './rows.js';
import { join, raw, type Sql, sql } from './sql.js';

/** What of a question says which facts it looks at. */
interface Asked extends Pick<Request, 'cube' | 'conditions' | 'found'> {
  query: Pick<Request['query'], 'versions'>;
}

/** The facts of a part with the keys they are grouped by and the values that are counted: one row per fact (and member, across a bridge). */
export function baseRows(request: Asked, part: Part, keys: Key[], periods?: string): Rows {
  const { cube } = request;
  const time = part.period?.target.dimension;
  const own = keys.filter(key => key.level.dimension !== time);
  const { over } = part;
  const columns = [
    ...own.map(key => ({
      name: key.name,
      value: isAcross(cube, key.level)
        ? identifier(`${key.level.dimension}.member`, key.name)
        : keySql(cube, key, request.query.versions).text,
    })),
    ...keys
      .filter(key => key.level.dimension === time)
      .map(({ name }) => ({ name, value: identifier('periods', name) })),
    ...part.columns.map(({ name, measure }) => ({ name, value: valueSql(name, measure) })),
    ...(over
      ? [{ name: '$day', value: identifier(over.dimension, dimensionOf(cube, over.dimension).date as string) }]
      : []),
    ...(part.isNumbered ? [{ name: '$fact', value: 'fact."$fact"' }] : []),
  ];
  return { columns, from: factsSql(request, part, { keys: own, periods }) };
}

/** From the facts of a part, with the dimensions of some keys beside them, those that the question looks at. */
export function factsSql(
  request: Asked,
  part: Part,
  { keys, periods, only = [] }: { keys: Key[]; periods?: string | undefined; only?: Sql[] },
): Sql {
  const { cube } = request;
  const fact = cube.facts.get(part.fact) as CubeFact;
  const time = part.period?.target.dimension;
  const conditions = request.conditions.filter(one => one.level.dimension !== time);
  const direct = conditions.filter(one => !isAcross(cube, one.level));
  const used = [...keys.map(key => key.level), ...readBy(direct)].filter(level => !isAcross(cube, level));
  const joins = [
    ...joinsOf(request, part, fact, { levels: used, keys }),
    ...bridgesOf(request, fact, keys, conditions),
  ];
  const timeJoin =
    periods && time
      ? sql`\n  join ${periods} as periods on periods."$source" = fact.${identifier(fact.dimensions[time] as string)}`
      : '';
  const all = [...direct.map(one => conditionSql(cube, one)), ...only];
  const where = all.length > 0 ? sql`\n  where ${join(all, '\n    and ')}` : '';
  return sql`\n  from ${factSource(fact, part)}${join(joins, '')}${timeJoin}${where}`;
}

/** A key as it is read from its dimension. */
export function keySql(cube: Cube, { level, kind }: Key, versions: string | undefined): Sql {
  if (kind === 'member') return refer(cube, level);
  return referLast(cube, level, (kind === 'order' ? level.own.order : level.own.caption) as string, versions);
}

/** What is joined to a dimension because its levels read it, and the last version where its keys are what members are called or ordered by. */
export function joinedTables(levels: Level[], keys: Key[]): Set<string> {
  const columns = levels
    .flatMap(level => level.path.concat(level))
    .flatMap(({ own }) => [own.column, own.caption, own.order]);
  const tables = columns.flatMap(column => (column?.includes('.') ? [column.split('.')[0] as string] : []));
  const isCalled = keys.some(({ kind }) => kind === 'caption' || kind === 'order');
  return new Set(isCalled ? [...tables, lastVersion] : tables);
}

/** Whether a level is of a dimension that facts reach across a bridge. */
function isAcross(cube: Cube, { dimension }: Level): boolean {
  return dimensionOf(cube, dimension).bridge !== undefined;
}

/** A condition of a measure or of the facts sees the columns of the facts alone, under their own names. */
function factSource(fact: CubeFact, part: Part): string {
  const flags = part.columns
    .filter(({ measure }) => measure.where !== undefined)
    .map(({ name, measure }) => `, (${measure.where}) as ${identifier(`if ${name}`)}`);
  const more = part.isNumbered ? [...flags, ', row_number() over () as "$fact"'] : flags;
  if (!fact.where && more.length === 0) return `${tableName(fact.table)} as fact`;
  return `(select *${more.join('')} from ${tableName(fact.table)}${fact.where ? ` where ${fact.where}` : ''}) as fact`;
}

function valueSql(name: string, measure: CubeMeasure): string {
  const { sum, count, distinct, min, max, where } = measure;
  const names = distinct ?? [(sum ?? count ?? min ?? max) as string];
  const columns = names.map(column => `fact.${identifier(column)}`);
  const value = count === 'rows' ? '1' : columns.length > 1 ? `(${columns.join(', ')})` : (columns[0] as string);
  return where === undefined ? value : `case when fact.${identifier(`if ${name}`)} then ${value} end`;
}

function joinsOf(
  { cube, query, found }: Asked,
  part: Part,
  fact: CubeFact,
  { levels, keys }: { levels: Level[]; keys: Key[] },
): Sql[] {
  const names = [...new Set([...levels.map(one => one.dimension), ...(part.over ? [part.over.dimension] : [])])];
  return names
    .filter(name => dimensionOf(cube, name).table)
    .map(name => {
      const own = keys.filter(key => key.level.dimension === name);
      const used = joinedTables(
        levels.filter(one => one.dimension === name),
        own,
      );
      const foreign = raw(`fact.${identifier(fact.dimensions[name] as string)}`);
      return joinDimension(cube, name, foreign, query.versions, used, found.has(`${part.fact} ${name}`));
    });
}

/**
 * A fact stands under each of its members that the conditions let in, all of them one member. Where it is not grouped by them, it is in if any
 * member is, and counts once.
 */
function bridgesOf(request: Asked, fact: CubeFact, keys: Key[], conditions: LevelCondition[]): Sql[] {
  const bridged = keys.filter(key => isAcross(request.cube, key.level));
  const across = conditions.filter(one => isAcross(request.cube, one.level));
  const names = new Set([...bridged, ...across].map(one => one.level.dimension));
  return [...names].map(name =>
    joinBridge(request, fact, {
      name,
      keys: bridged.filter(key => key.level.dimension === name),
      conditions: across.filter(one => one.level.dimension === name),
    }),
  );
}

/**
 * Each key of the bridge once beside each combination of `keys` that it has; a fact that the bridge does not know has the null member. Under
 * conditions that this one meets, the keys of the facts are laid beside the bridge first.
 */
function joinBridge(
  { cube, query }: Asked,
  fact: CubeFact,
  { name, keys, conditions }: { name: string; keys: Key[]; conditions: LevelCondition[] },
): Sql {
  const alias = identifier(`${name}.member`);
  const bridge = dimensionOf(cube, name).bridge as NonNullable<ReturnType<typeof dimensionOf>['bridge']>;
  const foreign = identifier(fact.dimensions[name] as string);
  const used = joinedTables([...keys.map(key => key.level), ...readBy(conditions)], keys);
  const members = joinDimension(cube, name, raw(`"$bridge".${identifier(bridge.member)}`), query.versions, used);
  const columns = keys.map(key => sql`, ${keySql(cube, key, query.versions)} as ${identifier(key.name)}`);
  const known = sql`(select distinct "$bridge".${identifier(bridge.fact)} as "$fact"${join(columns, '')}
    from ${tableName(bridge.table)} as "$bridge"${members}`;
  const own = raw(`) as ${alias} on ${alias}."$fact" = fact.${foreign}`);
  if (conditions.length === 0) return sql`\n  left join ${known}\n  ${own}`;
  const where = sql`\n    where ${join(
    conditions.map(one => conditionSql(cube, one)),
    ' and ',
  )}`;
  if (conditions.some(one => !meetsNull(one))) return sql`\n  join ${known}${where}\n  ${own}`;
  return sql`\n  join (select distinct "$told"."$fact"${join(columns, '')}
    from (select distinct ${foreign} as "$fact" from ${tableName(fact.table)}) as "$told"
    left join ${tableName(bridge.table)} as "$bridge" on "$bridge".${identifier(bridge.fact)} = "$told"."$fact"${members}${where}
  ) as ${alias} on ${alias}."$fact" is not distinct from fact.${foreign}`;
}

/** Whether the null member meets a condition. */
function meetsNull({ is, values, path }: LevelCondition): boolean {
  if (is === 'not in') return !values.includes(null);
  return is === 'in' && (path ? values.every(value => value === null) : values.includes(null));
}

/** The levels that conditions read. */
function readBy(conditions: LevelCondition[]): Level[] {
  return conditions.flatMap(one => (one.path ? one.level.path : [one.level]));
}
