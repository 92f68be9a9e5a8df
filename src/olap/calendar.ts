import { type Engine, identifier } from '../engine/engine.js';
import { rowsOf } from '../table.js';
import { tableName } from './catalog.js';
import type { Cube, Level } from './cube.js';
import { dimensionOf } from './refer.js';

/** The level of a dimension of time whose members are its days, if it has one. */
export function dateLevel(cube: Cube, dimension: string): Level | undefined {
  const { date } = dimensionOf(cube, dimension);
  return [...cube.levels.values()].find(one => one.dimension === dimension && date && one.own.column === date);
}

/** Whether each day stands once in a dimension of time, and what has no day lies in no period: then days and periods may be counted in the place of its members. */
export async function isCalendar(engine: Engine, cube: Cube, dimension: string): Promise<boolean> {
  const { table, date, joins, levels } = dimensionOf(cube, dimension);
  if (!table || !date || Object.keys(joins).length > 0) return false;
  const day = identifier(date);
  const placed = Object.values(levels).map(({ column }) => `${identifier(column)} is not null`);
  const [row] = rowsOf(
    await engine.query(`select count(${day}) - count(distinct ${day}) as twice,
  count(case when ${day} is null and (${placed.join(' or ')}) then 1 end) as astray
from ${tableName(table)}`),
  );
  return row?.twice === 0 && row.astray === 0;
}
