import { identifier } from '../engine/engine.js';
import type { Choice } from './aggregate/choose.js';
import type { Axes, GroupingSet, Key } from './axis.js';
import type { Cube } from './cube.js';
import type { BaseColumn, Part } from './part.js';
import { join, raw, type Sql, sql } from './sql.js';

/** A named step of a select. */
export interface Step {
  name: string;
  select: Sql;
  /** Of a step that reads facts: what it could have read. */
  choice?: Choice;
}

const names = (keys: Key[]) => keys.map(key => identifier(key.name));

/** The steps from the facts of a part to its cells: keys, "$set" (the number of the grouping) and measures. */
export function partSteps(cube: Cube, part: Part, base: string, name: string): Step[] {
  const keys = keysOf(part);
  if (part.over) return semiAdditive(part, part.over.rule, keys, base, name);
  const isMany = part.sets.length > 1;
  const isDistinct = part.columns.some(({ measure }) => measure.distinct !== undefined);
  if (!isMany) return [{ name, select: grouped(part, keys, base, column => aggregateValue(cube, part, column)) }];
  const finest = `finest_${name}`;
  if (isDistinct) {
    const columns = [...names(keys), ...part.columns.map(column => identifier(column.name))];
    const select = raw(`select distinct ${columns.join(', ')} from ${base}`);
    return [
      { name: finest, select },
      { name, select: grouped(part, keys, finest, column => aggregateValue(cube, part, column)) },
    ];
  }
  const first = part.columns.map(column => `${aggregateValue(cube, part, column)} as ${identifier(column.name)}`);
  const select = raw(`select ${[...names(keys), ...first].join(', ')} from ${base}${groupBy(keys)}`);
  return [
    { name: finest, select },
    { name, select: grouped(part, keys, finest, again) },
  ];
}

/** All parts side by side: one row per cell. What a part does not have is null there. */
export function union(axes: Axes, parts: { part?: Part; sets: GroupingSet[]; name: string }[]): Sql {
  const columns = [...new Set(parts.flatMap(({ part }) => part?.columns.map(one => one.name) ?? []))];
  const keys = names(axes.keys);
  const selects = parts.map(({ part, sets, name }) => {
    const own = new Set([...keysOf({ sets }).map(key => key.name), ...(part?.columns.map(one => one.name) ?? [])]);
    const all = [...axes.keys.map(key => key.name), ...columns].map(column => {
      return own.has(column) ? identifier(column) : `null as ${identifier(column)}`;
    });
    return raw(`select ${[...all, '"$set"'].join(', ')} from ${name}`);
  });
  if (selects.length === 1) return selects[0] as Sql;
  const measures = columns.map(column => `max(${identifier(column)}) as ${identifier(column)}`);
  const group = [...keys, '"$set"'].join(', ');
  return sql`select ${[group, ...measures].join(', ')}
  from (${join(selects, '\n    union all ')}) as parts
  group by ${group}`;
}

/** The keys that any grouping of a part has, in the order of the axes. */
export function keysOf(part: Pick<Part, 'sets'>): Key[] {
  return [...new Map(part.sets.flatMap(set => set.keys).map(key => [key.name, key])).values()];
}

/** Cells without measures: the keys alone, in the same groupings. */
export function groupedKeys(sets: GroupingSet[], from: string): Sql {
  const keys = keysOf({ sets });
  return raw(`select ${[...names(keys), `${setNumber(sets, keys)} as "$set"`].join(', ')}
  from ${from}${groupings(sets, keys)}`);
}

function grouped(part: Part, keys: Key[], from: string, value: (column: BaseColumn) => string): Sql {
  const measures = part.columns.map(column => `${value(column)} as ${identifier(column.name)}`);
  return raw(`select ${[...names(keys), `${setNumber(part.sets, keys)} as "$set"`, ...measures].join(', ')}
  from ${from}${groupings(part.sets, keys)}`);
}

function groupBy(keys: Key[]): string {
  return keys.length > 0 ? `\n  group by ${names(keys).join(', ')}` : '';
}

function groupings(sets: GroupingSet[], keys: Key[], more: string[] = []): string {
  const lists = sets.map(set => [...names(set.keys), ...more].join(', '));
  if (sets.length > 1) return `\n  group by grouping sets (${lists.map(list => `(${list})`).join(', ')})`;
  return keys.length + more.length > 0 ? `\n  group by ${lists[0]}` : '';
}

/** Which grouping a row is of: `grouping` has a bit for each key, 1 where it is summed over. */
function setNumber(sets: GroupingSet[], keys: Key[]): string {
  if (sets.length === 1) return String(sets[0]?.id);
  const cases = sets.map(set => {
    const bits = keys.map(key => (set.keys.includes(key) ? '0' : '1')).join('');
    return `when ${Number.parseInt(bits, 2)} then ${set.id}`;
  });
  return `case grouping(${names(keys).join(', ')}) ${cases.join(' ')} end`;
}

/** Counted in one go from the facts, or from what an aggregate counted. Sums of whole numbers stay in 64 bits. */
export function aggregateValue(cube: Cube, part: Part, column: BaseColumn): string {
  const { name, measure } = column;
  const value = identifier(name);
  if (measure.count !== undefined) return part.aggregate ? again(column) : `count(${value})`;
  if (measure.distinct !== undefined) return `count(distinct ${value})`;
  if (measure.min !== undefined) return `min(${value})`;
  if (measure.max !== undefined) return `max(${value})`;
  const type = cube.catalog.get(cube.facts.get(part.fact)?.table ?? '')?.get(measure.sum ?? '') ?? '';
  return /^(tinyint|smallint|integer|bigint)$/.test(type) ? `cast(sum(${value}) as bigint)` : `sum(${value})`;
}

/** Counted from what was counted: a count of counts is a sum. */
function again({ name, measure }: BaseColumn): string {
  const value = identifier(name);
  if (measure.min !== undefined || measure.max !== undefined)
    return `${measure.min === undefined ? 'max' : 'min'}(${value})`;
  return measure.count === undefined ? `sum(${value})` : `coalesce(cast(sum(${value}) as bigint), 0)`;
}

/** Each day is summed by itself; then the last, the first or the average of the days that have facts. */
function semiAdditive(part: Part, rule: string, keys: Key[], base: string, name: string): Step[] {
  const daily = `daily_${name}`;
  const sums = part.columns.map(column => {
    const value = identifier(column.name);
    return `${column.measure.count === undefined ? 'sum' : 'count'}(${value}) as ${value}`;
  });
  const first = raw(`select ${[...names(keys), '"$day"', `${setNumber(part.sets, keys)} as "$set"`, ...sums].join(', ')}
  from ${base}${groupings(part.sets, keys, ['"$day"'])}`);
  const value = (column: BaseColumn) => {
    const own = identifier(column.name);
    if (rule === 'average') return `cast(sum(${own}) as double) / count(${own})`;
    return `${rule === 'last' ? 'max' : 'min'}_by(${own}, case when ${own} is not null then "$day" end)`;
  };
  const measures = part.columns.map(column => `${value(column)} as ${identifier(column.name)}`);
  const group = [...names(keys), '"$set"'].join(', ');
  const second = raw(`select ${[group, ...measures].join(', ')} from ${daily} group by ${group}`);
  return [
    { name: daily, select: first },
    { name, select: second },
  ];
}
