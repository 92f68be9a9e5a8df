import { identifier } from '../../engine/engine.js';
import type { Key } from '../axis.js';
import { dateLevel } from '../calendar.js';
import { tableName } from '../catalog.js';
import { conditionSql } from '../condition.js';
import type { Level } from '../cube.js';
import type { BaseColumn, Part } from '../part.js';
import type { Request } from '../request.js';
import type { Rows } from '../rows.js';
import { pathOf } from '../spans.js';
import { join, raw, sql } from '../sql.js';
import { type Aggregate, baseName, keptColumns } from './aggregate.js';
import { countedBy } from './periods.js';

/** What a part counts, from an aggregate in the place of the facts: its keys, and values that were counted already. `periods` is the step of those that are counted in others. */
export function aggregateRows(
  request: Request,
  part: Part,
  keys: Key[],
  { aggregate, periods }: { aggregate: Aggregate; periods: string | undefined },
): Rows {
  const time = part.period?.target.dimension;
  const columns = [
    ...keys.map(key => ({ name: key.name, value: keySql(key, time) })),
    ...part.columns.map(column => ({ name: column.name, value: valueSql(column) })),
  ];
  const read = (level: Level) => raw(own(level.name));
  const conditions = request.conditions
    .filter(one => one.level.dimension !== time)
    .map(one => conditionSql(request.cube, one, read));
  const where = conditions.length > 0 ? sql`\n  where ${join(conditions, '\n    and ')}` : '';
  const counted = periods ? `\n  join ${periods} as periods on ${onPeriods(request, part, aggregate)}` : '';
  const from = sql`\n  from ${tableName(aggregate.table)} as cell${counted}${where}`;
  return { columns, from, areDifferent: areDifferent(part, keys, aggregate) };
}

/** An aggregate has a row for each of the values, by all of its keys: what is counted by these finds none twice, unless other values stand beside them. */
function areDifferent({ sets, period }: Part, keys: Key[], aggregate: Aggregate): boolean {
  const names = new Set(keys.map(key => key.name));
  const values = aggregate.columns.filter(({ measure }) => measure.distinct !== undefined);
  return sets.length === 1 && !period && values.length === 1 && aggregate.keys.every(key => names.has(key.name));
}

function keySql({ name, level }: Key, time: string | undefined): string {
  return level.dimension === time ? identifier('periods', name) : own(name);
}

function onPeriods(request: Request, part: Part, aggregate: Aggregate): string {
  const target = part.period?.target as Level;
  if (countedBy(request, part, aggregate) === 'day') {
    const day = dateLevel(request.cube, target.dimension) as Level;
    return `periods."$source" = ${own(day.name)}`;
  }
  return pathOf(request, target)
    .map((level, at) => `periods."$source${at}" = ${own(level.name)}`)
    .join(' and ');
}

/** Values of several parts are put together again. */
function valueSql({ name, measure }: BaseColumn): string {
  const base = baseName(name);
  const kept = measure.distinct ? keptColumns({ name: base, measure }) : [];
  if (kept.length < 2) return own(base);
  const [counts = '', ...parts] = kept.map(one => own(one.name)).reverse();
  return `case when ${counts} then (${parts.reverse().join(', ')}) end`;
}

const own = (name: string) => identifier('cell', name);
