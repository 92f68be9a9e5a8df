import { type Engine, identifier } from '../engine/engine.js';
import { type Axes, type Element, elementsOf } from './axis.js';
import { checkPath } from './check-path.js';
import { conditionSql } from './condition.js';
import type { LevelCondition, Request } from './request.js';
import type { Shown } from './shown.js';
import { membersSelect } from './spine.js';
import { raw, type Sql, sql } from './sql.js';
import { usage } from './usage.js';

/** Finds the level of the member that a measure is compared with. Throws CliError (usage) where that is not on an axis. */
export function againstOf(
  { rows, columns }: Pick<Request, 'rows' | 'columns'>,
  shown: Shown,
): LevelCondition | undefined {
  const { member, level: named, calculation } = shown;
  if (member === undefined) return undefined;
  const level = named === undefined ? rows.at(-1) : [...rows, ...columns].find(one => one.name === named);
  if (!level)
    throw usage(
      `${calculation} needs ${named ?? 'a level'} among the rows or columns`,
      'the others of its level are compared with the member',
    );
  const values = [member].flat();
  checkPath(level, values);
  return { level, is: 'in', values, path: Array.isArray(member) };
}

/** Throws CliError (usage) for a member that several members of its level are called, where what stands above them is not asked for. */
export async function checkAgainst(engine: Engine, request: Request): Promise<void> {
  for (const { against } of request.shown) {
    if (!against) continue;
    const element = elementsOf([...request.rows, ...request.columns]).find(one => one.level === against.level);
    const keys = element?.keys.filter(key => key.kind === 'member') ?? [];
    if (keys.length < 2) continue;
    const question = { cube: request.cube, query: request.query, conditions: [...request.conditions, against] };
    const { text, values } = membersSelect(question, against.level.dimension, keys);
    if ((await engine.query(text, values)).rows < 2) continue;
    const member = against.values.at(-1);
    throw usage(
      `${against.level.name} has several members ${member}`,
      'write its path from the top, such as [DE].[Halle], or ask for the levels above it too',
    );
  }
}

/** The value of the cell that differs from this one by having that member. Of a grouping that does not have the level, null. */
export function valueAgainst(
  cube: Request['cube'],
  { rows, columns, sets }: Axes,
  against: LevelCondition,
  value: Sql,
): Sql {
  const { level, path } = against;
  const is = conditionSql(cube, against, one => raw(identifier(one.name)));
  const isOwn = (one: Element) => one.level === level || (path && level.path.includes(one.level));
  const own = [...rows, ...columns].filter(isOwn).flatMap(one => one.keys);
  const made = own
    .filter(key => key.kind === 'calculated')
    .map(key => ` and ${identifier(key.name)} is null`)
    .join('');
  const cases = sets
    .filter(set => set.keys.some(key => own.includes(key) && key.level === level))
    .map(set => {
      const rest = set.keys.filter(key => !own.includes(key)).map(key => identifier(key.name));
      return sql`when ${set.id} then max(case when ${is}${made} then ${value} end) over (partition by ${['"$set"', ...rest].join(', ')})`;
    });
  return sql`${cases.reduce((all, one) => sql`${all} ${one}`, raw('case "$set"'))} end`;
}
