import { type Engine, identifier } from '../engine/engine.js';
import { CliError, exitCode } from '../errors.js';
import { type Cell, rowsOf } from '../table.js';
import { isCalendar } from './calendar.js';
import { tableName } from './catalog.js';
import type { Cube } from './cube.js';
import type { Request } from './request.js';

/** Pairs of facts and dimension, as `facts dimension`, of which every fact finds its member: they may be joined without keeping facts aside; and, as `dates dimension`, calendars. */
type FoundKeys = Set<string>;

/**
 * Looks once per pair that a question uses, for as long as the generation is open, whether the key of the dimension tells its members
 * apart and whether every fact finds one. Throws CliError (project) where a key stands twice: facts would count twice.
 */
export async function lookAtKeys(engine: Engine, { cube, rows, columns, conditions }: Request): Promise<FoundKeys> {
  const used = new Set([...rows, ...columns, ...conditions.map(one => one.level)].map(level => level.dimension));
  for (const [name, fact] of cube.facts) {
    for (const dimension of used) {
      const foreign = fact.dimensions[dimension];
      const pair = `${name} ${dimension}`;
      if (foreign === undefined || looked(cube).has(pair)) continue;
      looked(cube).set(pair, await isFound(engine, cube, name, dimension));
    }
  }
  for (const name of used) {
    const calendar = `dates ${name}`;
    if (cube.aggregates.size === 0 || !cube.dimensions.get(name)?.date || looked(cube).has(calendar)) continue;
    looked(cube).set(calendar, await isCalendar(engine, cube, name));
  }
  return new Set([...looked(cube)].flatMap(([pair, found]) => (found ? [pair] : [])));
}

const known = new WeakMap<Cube, Map<string, boolean>>();

function looked(cube: Cube): Map<string, boolean> {
  const found = known.get(cube) ?? new Map<string, boolean>();
  known.set(cube, found);
  return found;
}

async function isFound(engine: Engine, cube: Cube, name: string, dimension: string): Promise<boolean> {
  const { table, key, bridge } = cube.dimensions.get(dimension) as NonNullable<ReturnType<Cube['dimensions']['get']>>;
  const fact = cube.facts.get(name) as NonNullable<ReturnType<Cube['facts']['get']>>;
  const [from, column] = [tableName(table as string), identifier(key as string)];
  const [twice] = rowsOf(
    await engine.query(
      `select ${column} as member from ${from} where ${column} is not null group by ${column} having count(*) > 1 order by ${column} limit 1`,
    ),
  );
  if (twice) throw doubled(cube, dimension, table as string, key as string, twice.member ?? null);
  if (bridge) return false;
  const foreign = `fact.${identifier(fact.dimensions[dimension] as string)}`;
  const [counted] = rowsOf(
    await engine.query(`select (select count(*) from ${tableName(fact.table)}) as facts, count(*) as found
from ${tableName(fact.table)} as fact join ${from} as member on member.${column} = ${foreign}`),
  );
  return counted?.facts === counted?.found;
}

function doubled(cube: Cube, dimension: string, table: string, key: string, member: Cell): CliError {
  const [issue] = cube.source.issues([{ path: ['dimensions', dimension, 'key'], message: '' }]);
  return new CliError(
    `${issue?.file}:${issue?.line}:${issue?.column}  ${key} ${JSON.stringify(member)} stands twice in ${table}: facts would count twice`,
    exitCode.project,
    'name a column whose values are unique, or a table of one row per member',
  );
}
