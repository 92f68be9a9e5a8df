import { type Engine, identifier } from '../engine/engine.js';
import { rowsOf } from '../table.js';
import { axesOf } from './axis.js';
import { carriedTime } from './carry.js';
import { tableName } from './catalog.js';
import type { Cube } from './cube.js';
import { partsOf } from './part.js';
import { unfinishedSelect } from './periods.js';
import { dimensionOf } from './refer.js';
import type { Request } from './request.js';

/** The day that is looked back from, where a question compares periods, and a note on the period that is not over then. */
export async function asOfQuestion(
  engine: Engine,
  request: Request,
  signal?: AbortSignal,
): Promise<{ asOf?: string; notes: string[] }> {
  const axes = axesOf(request);
  const periods = partsOf(request, axes, request.shown).flatMap(({ period }) => (period ? [period] : []));
  const [first] = periods;
  const time = first?.target.dimension ?? (request.query.empty ? carriedTime(request) : undefined);
  if (time === undefined) return { notes: [] };
  const asOf = await lastDay(engine, request.cube, time, signal);
  if (asOf === undefined) return { notes: [] };
  if (!first) return { asOf, notes: [] };
  const { text, values } = unfinishedSelect(request, first.target, asOf);
  const [open] = rowsOf(await engine.query(text, values, signal));
  if (!open) return { asOf, notes: [] };
  const member = Object.values(open).join(' ');
  const isCompared = periods.some(({ calculation }) => calculation === 'previous' || calculation === 'last_year');
  const like = isCompared ? '; what it is compared with counts as many days' : '';
  return { asOf, notes: [`${first.target.name} ${member} is not over: facts up to ${asOf}${like}`] };
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
