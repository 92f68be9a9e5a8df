import type { Engine } from '../engine/engine.js';
import { CliError, exitCode } from '../errors.js';
import { nearest } from '../project/nearest.js';
import { type Cell, cellReader, rowsOf } from '../table.js';
import type { Cube, Level } from './cube.js';
import type { LevelCondition, Request } from './request.js';
import { membersSelect } from './spine.js';

/** A member of a level: its key, what people read, and the members above it. */
export interface Member {
  key: Cell;
  caption: Cell;
  path: Cell[];
}

/** The members of a level, whether they have facts or not, in their order. */
export async function membersOf(engine: Engine, cube: Cube, level: Level): Promise<Member[]> {
  const keys = level.path.map(one => ({ name: one.name, level: one, kind: 'member' as const }));
  const caption = { name: `${level.name}$caption`, level, kind: 'caption' as const };
  const all = level.own.caption ? [...keys, caption] : keys;
  const query = {} as Request['query'];
  const { text, values } = membersSelect({ cube, query, conditions: [] }, level.dimension, all);
  const order = all.map((_, at) => `${at + 1} nulls last`).join(', ');
  return rowsOf(await engine.query(`${text}\n    order by ${order}`, values)).map(row => {
    const key = row[level.name] ?? null;
    return { key, caption: row[caption.name] ?? key, path: keys.map(({ name }) => row[name] ?? null) };
  });
}

/** Throws CliError (usage), with the nearest names, for a condition that names a member that is not there. */
export async function checkMembers(engine: Engine, { cube, conditions, shown, calculated }: Request): Promise<void> {
  for (const condition of [
    ...conditions,
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
  const near = nearest(String(missing), all.keys());
  const names = [...all].filter(name => name !== 'null').sort();
  throw new CliError(
    `${level.name} has no member ${JSON.stringify(missing)}`,
    exitCode.usage,
    near
      ? `did you mean ${near}?`
      : `it has ${names.slice(0, 10).join(', ') || 'none'}${names.length > 10 ? ' …' : ''}`,
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
