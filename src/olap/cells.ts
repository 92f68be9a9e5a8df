import { identifier } from '../engine/engine.js';
import type { Choice } from './aggregate/choose.js';
import type { Axes, GroupingSet, Key } from './axis.js';
import type { Cube } from './cube.js';
import type { BaseColumn, Part } from './part.js';
import { type Rows, rowsOfStep } from './rows.js';
import { join, raw, type Sql, sql } from './sql.js';

/** A named step of a select. */
export interface Step {
  name: string;
  select: Sql;
  /** Of a step that reads facts: what it could have read. */
  choice?: Choice;
  /** Its columns in their order, where it gives the measures of one part for all keys. */
  columns?: string[];
}

const names = (keys: Key[]) => keys.map(key => identifier(key.name));

/** The steps from the facts of a part to its cells: keys, "$set" (the number of the grouping) and measures. */
export function partSteps(cube: Cube, part: Part, facts: Rows, name: string): Step[] {
  const keys = keysOf(part);
  if (part.over) return semiAdditive(part, part.over.rule, keys, facts.from, name);
  const once = (column: BaseColumn, value: string) =>
    facts.areDifferent && column.measure.distinct ? `count(${value})` : aggregateValue(cube, part, column, value);
  if (part.sets.length === 1) return [{ name, select: grouped(part, keys, facts, once) }];
  const finest = { name: `finest_${name}`, rows: rowsOfStep(`finest_${name}`, [...keys, ...part.columns]) };
  const isDistinct = part.columns.some(({ measure }) => measure.distinct !== undefined);
  const select = isDistinct
    ? sql`select distinct ${rowColumns(facts, [...keys, ...part.columns])}${facts.from}`
    : sql`select ${[...rowColumns(facts, keys), ...counted(part, facts, once)]}${facts.from}${groupBy(keys.length)}`;
  return [
    { name: finest.name, select },
    { name, select: grouped(part, keys, finest.rows, isDistinct ? once : again) },
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
  from ${from}${groupings(sets, keys).text}`);
}

type Counting = (column: BaseColumn, value: string) => string;

function grouped(part: Part, keys: Key[], rows: Rows, count: Counting): Sql {
  const set = raw(`${setNumber(part.sets, keys)} as "$set"`);
  return sql`select ${[...rowColumns(rows, keys), set, ...counted(part, rows, count)]}${rows.from}${groupings(part.sets, keys)}`;
}

function counted({ columns }: Part, rows: Rows, count: Counting): Sql[] {
  return columns.map(column => raw(`${count(column, valueIn(rows, column))} as ${identifier(column.name)}`));
}

function rowColumns(rows: Rows, columns: { name: string }[]): Sql[] {
  return columns.map(column => raw(`${valueIn(rows, column)} as ${identifier(column.name)}`));
}

function valueIn({ columns }: Rows, { name }: { name: string }): string {
  return columns.find(one => one.name === name)?.value ?? identifier(name);
}

/** By the first columns of the select, whatever they are made of. */
function groupBy(columns: number): string {
  const places = Array.from({ length: columns }, (_, at) => at + 1);
  return columns > 0 ? `\n  group by ${places.join(', ')}` : '';
}

function groupings(sets: GroupingSet[], keys: Key[], more: string[] = []): Sql {
  if (sets.length === 1) return raw(groupBy(keys.length + more.length));
  const lists = sets.map(set => `(${[...names(set.keys), ...more].join(', ')})`);
  return raw(`\n  group by grouping sets (${lists.join(', ')})`);
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
export function aggregateValue(cube: Cube, part: Part, column: BaseColumn, value = identifier(column.name)): string {
  const { measure } = column;
  if (measure.count !== undefined) return part.aggregate ? again(column, value) : `count(${value})`;
  if (measure.distinct !== undefined) return `count(distinct ${value})`;
  if (measure.min !== undefined) return `min(${value})`;
  if (measure.max !== undefined) return `max(${value})`;
  const type = cube.catalog.get(cube.facts.get(part.fact)?.table ?? '')?.get(measure.sum ?? '') ?? '';
  return /^(tinyint|smallint|integer|bigint)$/.test(type) ? `cast(sum(${value}) as bigint)` : `sum(${value})`;
}

/** Counted from what was counted: a count of counts is a sum. */
function again({ measure }: BaseColumn, value: string): string {
  if (measure.min !== undefined || measure.max !== undefined)
    return `${measure.min === undefined ? 'max' : 'min'}(${value})`;
  return measure.count === undefined ? `sum(${value})` : `coalesce(cast(sum(${value}) as bigint), 0)`;
}

/** Each day is summed by itself; then the last, the first or the average of the days that have facts. */
function semiAdditive(part: Part, rule: string, keys: Key[], from: Sql, name: string): Step[] {
  const daily = `daily_${name}`;
  const sums = part.columns.map(column => {
    const value = identifier(column.name);
    return `${column.measure.count === undefined ? 'sum' : 'count'}(${value}) as ${value}`;
  });
  const columns = [...names(keys), '"$day"', `${setNumber(part.sets, keys)} as "$set"`, ...sums];
  const first = sql`select ${columns.join(', ')}${from}${groupings(part.sets, keys, ['"$day"'])}`;
  const value = (column: BaseColumn) => {
    const own = identifier(column.name);
    if (rule !== 'average')
      return `${rule === 'last' ? 'max' : 'min'}_by(${own}, case when ${own} is not null then "$day" end)`;
    const dated = `case when "$day" is not null then ${own} end`;
    return `cast(sum(${dated}) as double) / count(${dated})`;
  };
  const measures = part.columns.map(column => `${value(column)} as ${identifier(column.name)}`);
  const group = [...names(keys), '"$set"'].join(', ');
  const whole = part.sets.find(set => set.keys.length === 0);
  const days = whole ? `(${withNoDay(part, whole, keys, daily)}) as days` : daily;
  const second = raw(`select ${[group, ...measures].join(', ')} from ${days} group by ${group}`);
  return [
    { name: daily, select: first },
    { name, select: second },
  ];
}

/** The days with one of nothing, which changes no value: the total of everything is a row also where there is no day. */
function withNoDay({ columns }: Part, whole: GroupingSet, keys: Key[], daily: string): string {
  const all = [...names(keys), '"$day"', '"$set"', ...columns.map(column => identifier(column.name))];
  const none = all.map(name => `${name === '"$set"' ? whole.id : 'null'} as ${name}`);
  return `select ${all.join(', ')} from ${daily} union all select ${none.join(', ')}`;
}
