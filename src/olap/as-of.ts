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
import { comparedLevel, type Unfinished } from './so-far.js';

/** The day that is looked back from, where a question compares periods; those that are not over then, and a note on each. */
export async function asOfQuestion(
  engine: Engine,
  request: Request,
  signal?: AbortSignal,
): Promise<Pick<Request, 'unfinished'> & { asOf?: string; notes: string[] }> {
  const axes = axesOf(request);
  const periods = partsOf(request, axes).flatMap(({ period }) => (period ? [period.target] : []));
  const compared = request.shown.flatMap(one => axes.sets.flatMap(set => comparedLevel(request, axes, one, set) ?? []));
  const [target] = [...periods, ...compared];
  const time = target?.dimension ?? (request.query.empty ? carriedTime(request) : undefined);
  if (time === undefined) return { notes: [] };
  const asOf = await lastDay(engine, request.cube, time, signal);
  if (asOf === undefined) return { notes: [] };
  const levels = [...new Set([...periods.slice(0, 1), ...compared])];
  const found = await Promise.all(levels.map(level => unfinishedOf(engine, request, level, asOf, signal)));
  const unfinished = found.flatMap(one => one ?? []);
  const isAsked = periods.length > 0 || unfinished.length > 0 || request.query.empty;
  const notes = unfinished.map(one => unfinishedNote(request, one, compared.includes(one.level), asOf));
  return { ...(isAsked && { asOf }), unfinished: unfinished.filter(one => compared.includes(one.level)), notes };
}

async function unfinishedOf(
  engine: Engine,
  request: Request,
  level: Level,
  asOf: string,
  signal?: AbortSignal,
): Promise<(Unfinished & { named: string }) | undefined> {
  const { text, values } = unfinishedSelect(request, level, asOf);
  const [row] = rowsOf(await engine.query(text, values, signal));
  if (!row) return undefined;
  const { $days, ...path } = row;
  const members = level.path.map(one => path[one.name]) as Unfinished['members'];
  return { level, members, days: Number($days), named: Object.values(path).join(' ') };
}

function unfinishedNote(
  { shown }: Request,
  { level, named }: { level: Level; named: string },
  isCompared: boolean,
  asOf: string,
): string {
  const isOther = shown.some(({ calculation }) => calculation === 'previous' || calculation === 'last_year');
  const like = isOther || isCompared ? '; what it is compared with counts as many days' : '';
  return `${level.name} ${named} is not over: facts up to ${asOf}${like}`;
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
