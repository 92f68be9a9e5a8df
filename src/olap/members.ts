import { type Engine, identifier, type Value } from '../engine/engine.js';
import { notThere } from '../nearest.js';
import { type Cell, cellReader, rowsOf } from '../table.js';
import { elementsOf } from './axis.js';
import type { Cube, Level } from './cube.js';
import { rowOrder } from './order.js';
import type { LevelCondition, Request } from './request.js';
import { membersSelect } from './spine.js';
import { join, type Sql, sql } from './sql.js';

/** A member of a level: its key, what people read, and the members above it. */
export interface Member {
  key: Cell;
  caption: Cell;
  path: Cell[];
}

/** Which members of a level are looked for. */
export interface MemberSearch {
  /** Part of the key or the caption, in small letters or capitals; `%` stands for anything, and then all of it is meant. */
  search?: string;
  /** How many are passed over; default: none. */
  offset?: number;
  /** How many are given; default: all. */
  limit?: number;
}

/** The members of a level, whether they have facts or not, in their order. */
export async function membersOf(
  engine: Engine,
  cube: Cube,
  level: Level,
  { search, offset = 0, limit }: MemberSearch = {},
): Promise<Member[]> {
  const elements = elementsOf([level]);
  const keys = elements.flatMap(one => one.keys);
  const query = {} as Request['query'];
  const every = membersSelect({ cube, query, conditions: [] }, level.dimension, keys);
  const read = keys.filter(key => key.level === level && key.kind !== 'order').map(key => key.name);
  const named = search === undefined ? '' : likeAny(read, search);
  const page = [sql`offset ${bound(offset)}`, ...(limit === undefined ? [] : [sql`limit ${bound(limit)}`])];
  const order = rowOrder(elements).join(', ');
  const { text, values } =
    sql`select *\n  from (${every}) as members${named}\n  order by ${order}\n  ${join(page, ' ')}`;
  return rowsOf(await engine.query(text, values)).map(row => {
    const key = row[level.name] ?? null;
    return {
      key,
      caption: row[`${level.name}$caption`] ?? key,
      path: level.path.map(({ name }) => row[name] ?? null),
    };
  });
}

/** Whether one of the columns has the text in it, or is as a text with `%` says. */
function likeAny(columns: string[], text: string): Sql {
  const own = text.replaceAll(/[\\_]/g, '\\$&');
  const pattern = bound(own.includes('%') ? own : `%${own}%`);
  const likes = columns.map(
    name => sql`lower(cast(${identifier(name)} as varchar)) like lower(${pattern}) escape '\\'`,
  );
  return sql`\n  where ${join(likes, ' or ')}`;
}

const bound = (value: Value): Sql => ({ text: '?', values: [value] });

/** Throws CliError (usage), with the nearest names, for a condition that names a member that is not there. */
export async function checkMembers(
  engine: Engine,
  { cube, conditions, opened, shown, calculated }: Request,
): Promise<void> {
  for (const condition of [
    ...conditions,
    ...opened,
    ...shown.flatMap(({ against }) => against ?? []),
    ...(calculated?.groups.flat() ?? []),
  ]) {
    if (condition.is !== 'in' && condition.is !== 'not in') continue;
    const levels = condition.path ? condition.level.path.slice(0, condition.values.length) : [condition.level];
    for (const [at, level] of levels.entries()) {
      await checkLevel(engine, cube, level, condition.path ? [condition.values[at] ?? null] : condition.values);
    }
  }
}

/** Members that were found, by cube: a generation does not lose them while it is open. */
const found = new WeakMap<Cube, Set<string>>();

async function checkLevel(engine: Engine, cube: Cube, level: Level, all: LevelCondition['values']): Promise<void> {
  const seen = found.get(cube) ?? new Set<string>();
  found.set(cube, seen);
  const nameOf = (value: (typeof all)[number]) => JSON.stringify([level.name, value]);
  const values = all.filter(value => !seen.has(nameOf(value)));
  if (values.length > 0) await checkThere(engine, cube, level, values);
  for (const value of values) seen.add(nameOf(value));
}

async function checkThere(engine: Engine, cube: Cube, level: Level, values: LevelCondition['values']): Promise<void> {
  const keys = [{ name: level.name, level, kind: 'member' as const }];
  const question = { cube, query: {} as Request['query'] };
  const condition = { level, is: 'in' as const, values, path: false };
  const own = membersSelect({ ...question, conditions: [condition] }, level.dimension, keys);
  const there = await known(engine, own);
  const missing = values.find(value => value !== null && !there.has(spelled(value)) && there.size < values.length);
  if (missing === undefined) return;
  const all = await known(engine, membersSelect({ ...question, conditions: [] }, level.dimension, keys));
  if (all.has(spelled(missing))) return;
  const names = [...all].filter(name => name !== 'null').sort();
  throw notThere(
    `${level.name} has no member ${JSON.stringify(missing)}`,
    String(missing),
    all,
    `it has ${names.slice(0, 10).join(', ') || 'none'}${names.length > 10 ? ' …' : ''}`,
  );
}

async function known(engine: Engine, { text, values }: ReturnType<typeof membersSelect>): Promise<Set<string>> {
  const table = await engine.query(text, values);
  const [column] = table.columns;
  const read = column ? cellReader(column) : () => null;
  return new Set(Array.from({ length: table.rows }, (_, row) => spelled(read(row))));
}

/** Numbers and dates however they were written. */
function spelled(value: Cell): string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2} 00:00:00$/.test(value) ? value.slice(0, 10) : String(value);
}
