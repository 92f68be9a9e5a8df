import { type Engine, identifier } from '../engine/engine.js';
import { rowsOf } from '../table.js';
import { axesOf } from './axis.js';
import { carriedTime } from './carry.js';
import { tableName } from './catalog.js';
import type { Cube, Level } from './cube.js';
import { partsOf } from './part.js';
import { unfinishedSelect } from './periods.js';
import { dimensionOf } from './refer.js';
import type { Request } from './request.js';
import type { Shown } from './shown.js';

/** The day that is looked back from, where a question compares periods, and a note on the period that is not over then. */
export async function asOfQuestion(
  engine: Engine,
  request: Request,
  signal?: AbortSignal,
): Promise<{ asOf?: string; notes: string[] }> {
  const axes = axesOf(request);
  const periods = partsOf(request, axes, request.shown).flatMap(({ period }) => (period ? [period] : []));
  const [first] = periods;
  const target = first?.target ?? besideTime(request);
  const time = target?.dimension ?? (request.query.empty ? carriedTime(request) : undefined);
  if (time === undefined) return { notes: [] };
  const asOf = await lastDay(engine, request.cube, time, signal);
  if (asOf === undefined) return { notes: [] };
  if (!target) return { asOf, notes: [] };
  const { text, values } = unfinishedSelect(request, target, asOf);
  const [open] = rowsOf(await engine.query(text, values, signal));
  const notes = open ? [unfinishedNote(request, target, Object.values(open).join(' '), asOf)] : [];
  return { ...((first || request.query.empty) && { asOf }), notes };
}

/** The level of time whose rows are compared with the row before them, where no other period is looked at. */
function besideTime({ cube, rows, columns, shown }: Request): Level | undefined {
  if (!shown.some(isBeside)) return undefined;
  const along = rows.length > 0 ? rows : columns;
  return along.findLast(level => level.hierarchy && dimensionOf(cube, level.dimension).date);
}

const isBeside = ({ calculation }: Shown) => calculation === 'growth' || calculation === 'difference';
const isLikeForLike = ({ calculation }: Shown) => calculation === 'previous' || calculation === 'last_year';

function unfinishedNote({ shown }: Request, { name }: Level, member: string, asOf: string): string {
  const like = shown.some(isLikeForLike) ? '; what it is compared with counts as many days' : '';
  const beside = shown.find(isBeside)?.calculation;
  const whole = beside ? `; ${beside} compares it with a whole one, previous with as many days` : '';
  return `${name} ${member} is not over: facts up to ${asOf}${like}${whole}`;
}

async function lastDay(engine: Engine, cube: Cube, time: string, signal?: AbortSignal): Promise<string | undefined> {
  const { as_of: said } = cube.source.says;
  const sql = said
    ? `select cast(${identifier(said.column)} as date) as day from ${tableName(said.table)}`
    : lastFact(cube, time);
  const [row] = rowsOf(await engine.query(sql, [], signal));
  return row?.day === null || row === undefined ? undefined : String(row.day);
}

function lastFact(cube: Cube, time: string): string {
  const { table, key, date } = dimensionOf(cube, time);
  const days = [...cube.facts.values()].flatMap(fact => {
    const foreign = fact.dimensions[time];
    if (!foreign) return [];
    return [
      `select ${identifier(foreign)} as day_key from ${tableName(fact.table)}${fact.where ? ` where ${fact.where}` : ''}`,
    ];
  });
  return `select max(cast(${identifier(date as string)} as date)) as day from ${tableName(table as string)}
where ${identifier(key as string)} in (${days.join(' union all ')})`;
}
