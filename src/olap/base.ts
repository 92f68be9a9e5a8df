import { identifier } from '../engine/engine.js';
import type { CubeFact } from '../project/cube/fact-schema.js';
import type { CubeMeasure } from '../project/cube/measure-schema.js';
import type { Key } from './axis.js';
import { tableName } from './catalog.js';
import { conditionSql } from './condition.js';
import type { Cube, Level } from './cube.js';
import type { Part } from './part.js';
import { dimensionOf, joinDimension, refer } from './refer.js';
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
    ...own.map(key => ({ name: key.name, value: keySql(cube, key).text })),
    ...keys
      .filter(key => key.level.dimension === time)
      .map(({ name }) => ({ name, value: identifier('periods', name) })),
    ...part.columns.map(({ name, measure }) => ({ name, value: valueSql(name, measure) })),
    ...(over
      ? [{ name: '$day', value: identifier(over.dimension, dimensionOf(cube, over.dimension).date as string) }]
      : []),
  ];
  return { columns, from: factsSql(request, part, { levels: own.map(key => key.level), periods }) };
}

/** From the facts of a part, with the dimensions of some levels beside them, those that the question looks at. */
export function factsSql(
  request: Asked,
  part: Part,
  { levels, periods, only = [] }: { levels: Level[]; periods?: string | undefined; only?: Sql[] },
): Sql {
  const { cube } = request;
  const fact = cube.facts.get(part.fact) as CubeFact;
  const time = part.period?.target.dimension;
  const conditions = request.conditions.filter(one => one.level.dimension !== time);
  const direct = conditions.filter(one => !isAcross(cube, one.level) || part.bridged.includes(one.level.dimension));
  const across = conditions.filter(one => !direct.includes(one));
  const used = [...levels, ...direct.flatMap(one => (one.path ? one.level.path : [one.level]))];
  const joins = joinsOf(request, part, fact, used);
  const timeJoin =
    periods && time
      ? sql`\n  join ${periods} as periods on periods."$source" = fact.${identifier(fact.dimensions[time] as string)}`
      : '';
  const all = [
    ...direct.map(one => conditionSql(cube, one)),
    ...across.map(one => acrossBridge(request, fact, one)),
    ...only,
  ];
  const where = all.length > 0 ? sql`\n  where ${join(all, '\n    and ')}` : '';
  return sql`\n  from ${factSource(fact, part)}${joins}${timeJoin}${where}`;
}

/** A key as it is read from its dimension. */
export function keySql(cube: Cube, { level, kind }: Key): Sql {
  if (kind === 'member') return refer(cube, level);
  return refer(cube, level, (kind === 'order' ? level.own.order : level.own.caption) as string);
}

/** The tables joined to a dimension that its levels read. */
export function joinedTables(levels: Level[]): Set<string> {
  const columns = levels
    .flatMap(level => level.path.concat(level))
    .flatMap(({ own }) => [own.column, own.caption, own.order]);
  return new Set(columns.flatMap(column => (column?.includes('.') ? [column.split('.')[0] as string] : [])));
}

function isAcross(cube: Cube, { dimension }: Level): boolean {
  return dimensionOf(cube, dimension).bridge !== undefined;
}

/** A condition of a measure or of the facts sees the columns of the facts alone, under their own names. */
function factSource(fact: CubeFact, part: Part): string {
  const conditional = part.columns.filter(({ measure }) => measure.where !== undefined);
  if (!fact.where && conditional.length === 0) return `${tableName(fact.table)} as fact`;
  const flags = conditional.map(({ name, measure }) => `, (${measure.where}) as ${identifier(`if ${name}`)}`);
  return `(select *${flags.join('')} from ${tableName(fact.table)}${fact.where ? ` where ${fact.where}` : ''}) as fact`;
}

function valueSql(name: string, measure: CubeMeasure): string {
  const { sum, count, distinct, min, max, where } = measure;
  const names = distinct ?? [(sum ?? count ?? min ?? max) as string];
  const columns = names.map(column => `fact.${identifier(column)}`);
  const value = count === 'rows' ? '1' : columns.length > 1 ? `(${columns.join(', ')})` : (columns[0] as string);
  return where === undefined ? value : `case when fact.${identifier(`if ${name}`)} then ${value} end`;
}

function joinsOf({ cube, query, found }: Asked, part: Part, fact: CubeFact, levels: Level[]): Sql {
  const names = [...new Set([...levels.map(one => one.dimension), ...(part.over ? [part.over.dimension] : [])])];
  const joins = names
    .filter(name => dimensionOf(cube, name).table)
    .map(name => {
      const used = joinedTables(levels.filter(one => one.dimension === name));
      const foreign = raw(`fact.${identifier(fact.dimensions[name] as string)}`);
      const { bridge } = dimensionOf(cube, name);
      if (!bridge) return joinDimension(cube, name, foreign, query.versions, used, found.has(`${part.fact} ${name}`));
      const alias = identifier(`${name}.bridge`);
      const first = sql`\n  join ${tableName(bridge.table)} as ${alias} on ${alias}.${identifier(bridge.fact)} = ${foreign}`;
      return sql`${first}${joinDimension(cube, name, raw(`${alias}.${identifier(bridge.member)}`), query.versions, used)}`;
    });
  return join(joins, '');
}

/** A fact is in if any of its members is, and counts once. */
function acrossBridge({ cube, query }: Asked, fact: CubeFact, condition: LevelCondition): Sql {
  const { dimension } = condition.level;
  const bridge = dimensionOf(cube, dimension).bridge as NonNullable<ReturnType<typeof dimensionOf>['bridge']>;
  const member = raw(`bridge.${identifier(bridge.member)}`);
  const more = joinDimension(cube, dimension, member, query.versions, joinedTables([condition.level]));
  return sql`fact.${identifier(fact.dimensions[dimension] as string)} in (select bridge.${identifier(bridge.fact)}
    from ${tableName(bridge.table)} as bridge${more} where ${conditionSql(cube, condition)})`;
}
