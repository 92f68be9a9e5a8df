import { identifier } from '../../engine/engine.js';
import { QueryError } from '../../errors.js';
import { type Witness, witness } from '../../plan/witness.js';
import { columnNames, type Ground, identityOf, isRecord, type Place, quoted } from './trail.js';

/** The rows beneath a place: pairs of a row above and one below, in a temporary table, and what each adds as `_c`. */
export interface Beneath extends Place {
  /** How the rows were found. */
  found: 'passed' | 'evaluated' | 'all';
  /** What they add, taken together, can be held against the value. */
  isWhole: boolean;
}

/** The rows of an input that a place rests on; undefined where it rests on no table of the plan. Throws QueryError. */
export async function beneath(
  ground: Ground,
  place: Place,
  known: ReadonlyMap<string, string>,
): Promise<Beneath | undefined> {
  const source = ground.sources.get(place.table);
  if (!source) return undefined;
  const passed = await byPassedColumns(ground, place);
  if (passed) return passed;
  const found = await evaluated(ground, place, known);
  return found ?? everything(ground, place);
}

/** Where the columns that say which record a row is are passed on unchanged, they lead back. */
async function byPassedColumns(ground: Ground, place: Place): Promise<Beneath | undefined> {
  const input = inputsOf(ground, place).find(one => ground.sources.has(one.table));
  const columns = ground.sources.get(place.table)?.columns ?? [];
  const passed = columns.filter(one => one.passes && one.feeds[0]?.table === input?.table);
  const names = passed.map(one => one.feeds[0]?.column as string);
  const identity = input && identityOf(ground, input.table);
  if (!input || !identity || !(isRecord(names) || identity.every(name => names.includes(name)))) return undefined;
  const followed = inputsOf(ground, place).filter(one => one.table === input.table && one.column !== '#');
  const same = passed.map((one, at) => `above.${identifier(one.column)} = below.${identifier(names[at] as string)}`);
  const strict = passed.map((one, at) => ({ name: names[at] as string, sql: same[at] as string, one }));
  const on = strict.map(({ name, sql, one }) =>
    isKeyOf(name, identity) ? sql : `above.${identifier(one.column)} is not distinct from below.${identifier(name)}`,
  );
  const [only] = followed.length === 1 ? followed : [];
  const isUnchanged = columns.some(one => one.passes && place.columns.includes(one.column));
  const adds = only ? `below.${identifier(only.column)}` : '1';
  await keepPairs(ground, place, {
    sql: `select ${identity.map((name, key) => `below.${identifier(name)} as _p${key}`).join(', ')}, ${adds} as _c
from ${place.rows} as above join ${quoted(input.table)} as below on ${on.join(' and ')}`,
    table: input.table,
    identity,
    keepsAll: true,
  });
  const isWhole = place.columns.length === 0 || (only !== undefined && isUnchanged);
  return {
    table: input.table,
    columns: followed.map(one => one.column),
    rows: nextRows(place),
    found: 'passed',
    isWhole,
  };
}

function isKeyOf(name: string, identity: string[]): boolean {
  return identity.includes(name);
}

/** The select of the table is evaluated so that each of its rows takes along the rows it is made of. */
async function evaluated(
  ground: Ground,
  place: Place,
  known: ReadonlyMap<string, string>,
): Promise<Beneath | undefined> {
  const source = ground.sources.get(place.table);
  const own = identityOf(ground, place.table);
  if (!source || !own) return undefined;
  try {
    const found = await witness(ground.engine, source, {
      columns: place.columns,
      known,
      columnsOf: table => columnNames(ground, table),
      identityOf: table => identityOf(ground, table),
    });
    if (!found) return undefined;
    const identity = identityOf(ground, found.table) ?? [];
    await keepPairs(ground, place, {
      sql: evaluation(found, place, own, identity),
      table: found.table,
      identity,
      keepsAll: false,
    });
    return { ...found, rows: nextRows(place), found: 'evaluated' };
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}

function evaluation(found: Witness, { rows }: Place, own: string[], identity: string[]): string {
  const on = own.map(name => `whole.${identifier(name)} is not distinct from above.${identifier(name)}`).join(' and ');
  return `${found.with}
select ${identity.map((_, key) => `whole._p${key}`).join(', ')}, whole._c
from ${found.from} as whole join ${rows} as above on ${on}`;
}

/** Nothing narrows it down: any row of the first input may have a part in it. */
async function everything(ground: Ground, place: Place): Promise<Beneath | undefined> {
  const input = inputsOf(ground, place).find(one => ground.sources.has(one.table));
  const identity = input && identityOf(ground, input.table);
  if (!input || !identity) return undefined;
  const select = identity.map((name, key) => `${identifier(name)} as _p${key}`).join(', ');
  const sql = `select ${select}, 1 as _c from ${quoted(input.table)}`;
  await keepPairs(ground, place, { sql, table: input.table, identity, keepsAll: true });
  return {
    table: input.table,
    columns: [input.column].filter(name => !'#*'.includes(name)),
    rows: nextRows(place),
    found: 'all',
    isWhole: false,
  };
}

/** The input columns of what is followed. */
function inputsOf({ sources }: Ground, { table, columns }: Place) {
  const source = sources.get(table);
  if (columns.length === 0) return source?.rows ?? [];
  return (source?.columns ?? []).filter(one => columns.includes(one.column)).flatMap(one => one.feeds);
}

interface Pairs {
  sql: string;
  table: string;
  identity: string[];
  /** Rows that add nothing are kept too. */
  keepsAll: boolean;
}

/** Keeps the pairs, and the rows below that add something, each once. Where none does, all of them. */
async function keepPairs({ engine }: Ground, place: Place, { sql, table, identity, keepsAll }: Pairs): Promise<void> {
  const pairs = pairsOf(place);
  await engine.run(`create temp table ${pairs} as ${sql}`);
  const on = identity.map((name, key) => `pair._p${key} is not distinct from below.${identifier(name)}`).join(' and ');
  const adding = keepsAll ? '' : `where _c is not null or not exists (select 1 from ${pairs} where _c is not null)`;
  const keys = identity.map((_, key) => `_p${key}`).join(', ');
  await engine.run(`create temp table ${nextRows(place)} as
select below.* from ${quoted(table)} as below
join (select distinct ${keys} from ${pairs} ${adding}) as pair on ${on}`);
}

/** Where the pairs of a place and the rows beneath it lie. */
export function pairsOf({ rows }: Place): string {
  return `${rows}_pair`;
}

function nextRows({ rows }: Place): string {
  return rows.replace(/\d+$/, step => String(Number(step) + 1));
}
