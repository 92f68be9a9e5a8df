import { identifier } from '../engine/engine.js';
import type { Axes, Key } from './axis.js';
import { joinedTables, keySql } from './base.js';
import { carriedTime } from './carry.js';
import { tableName } from './catalog.js';
import { groupedKeys, type Step } from './cells.js';
import { conditionSql } from './condition.js';
import { dimensionOf, joinDimension } from './refer.js';
import type { Request } from './request.js';
import { join, raw, type Sql, sql } from './sql.js';

/** The steps that make a cell for every combination of members, whether it has facts or not. */
export function spineSteps(
  request: Request,
  axes: Axes,
  { asOf, prefix }: { asOf: string | undefined; prefix: string },
  within: (from: string) => Step[],
): Step[] {
  const members = dimensionMembers(request, axes, asOf);
  if (members.length === 0) return [];
  const columns = axes.keys
    .filter(key => key.kind !== 'others')
    .map(({ kind, name }) => `${kind === 'calculated' ? 'cast(null as integer) as ' : ''}${identifier(name)}`);
  const all = sql`select ${columns.join(', ')}\n  from ${join(members, '\n  cross join ')}`;
  const every = { name: `${prefix}combined`, select: all };
  const kept = within(every.name);
  const from = kept.at(-1)?.name ?? every.name;
  return [every, ...kept, { name: `${prefix}spine`, select: groupedKeys(axes.sets, from) }];
}

/** How many cells the members on the axes of a question make together, as one number. */
export function denseCells(request: Request, axes: Axes, asOf: string | undefined): Sql {
  const counts = dimensionMembers(request, axes, asOf).map(
    members => sql`cast((select count(*) from ${members}) as double)`,
  );
  return sql`select ${counts.length > 0 ? join(counts, ' * ') : '1'} as cells`;
}

/** The members of each dimension of the axes, as tables to be put beside each other. */
function dimensionMembers(request: Request, axes: Axes, asOf: string | undefined): Sql[] {
  const keys = axes.keys.filter(key => key.kind !== 'others' && key.kind !== 'calculated');
  const dimensions = [...new Set(keys.map(key => key.level.dimension))];
  const time = carriedTime(request);
  return dimensions.map(name => {
    const own = keys.filter(key => key.level.dimension === name);
    return sql`(${membersSelect(request, name, own, name === time ? asOf : undefined)}) as ${identifier(`members.${name}`)}`;
  });
}

/** The members of a dimension as a question sees them: those that its own conditions let in; of time, those up to a day. */
export function membersSelect(
  { cube, query, conditions }: Pick<Request, 'cube' | 'query' | 'conditions'>,
  name: string,
  keys: Key[],
  until?: string,
): Sql {
  const own = conditions.filter(one => one.level.dimension === name);
  const columns = keys.map(key => sql`${keySql(cube, key, query.versions)} as ${identifier(key.name)}`);
  const day = identifier(name, dimensionOf(cube, name).date ?? '');
  const last = until === undefined ? [] : [sql`${day} <= ${{ text: 'cast(? as date)', values: [until] }}`];
  const all = [...own.map(one => conditionSql(cube, one)), ...last];
  const where = all.length > 0 ? sql`\n    where ${join(all, ' and ')}` : '';
  return sql`select distinct ${columns}\n    from ${membersFrom(cube, query.versions, name, { levels: [...keys.map(key => key.level), ...own.map(one => one.level)], keys })}${where}`;
}

function membersFrom(
  cube: Request['cube'],
  versions: string | undefined,
  name: string,
  { levels, keys }: { levels: Key['level'][]; keys: Key[] },
): Sql {
  const { table, key } = dimensionOf(cube, name);
  if (!table) {
    const fact = [...cube.facts.values()].find(one => one.degenerate?.includes(name));
    return raw(`${tableName(fact?.table ?? '')} as fact`);
  }
  const from = raw(`(select ${identifier(key as string)} as "$key" from ${tableName(table)}) as every_one`);
  return sql`${from}${joinDimension(cube, name, raw('every_one."$key"'), versions, joinedTables(levels, keys))}`;
}
