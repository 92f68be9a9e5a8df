import { type Engine, identifier } from '../../engine/engine.js';
import { type Cell, rowsOf } from '../../table.js';
import { raw, type Sql, sql } from '../sql.js';
import type { Stamping } from './stamped-cells.js';

/** How the values of a column are numbered: whole numbers by their distance from the least, all others by a list. */
export interface KeyCodes {
  name: string;
  /** How many numbers there are; of a key with 0 for null. */
  size: number;
  /** Whole numbers: the least of them, and their type. */
  least: string;
  type: string;
  /** Others: the table of the session that lists them, `word` and `code` from 1. */
  words?: string;
}

/** The numbering of all that is counted by, and of what is counted. */
export interface Codes {
  rows: number;
  keys: KeyCodes[];
  value: KeyCodes;
}

/** Whole numbers of a wider range than this are listed. */
const widest = 2 ** 24;

/** Numbers the keys and values of the facts; undefined where there are none, or of a type that is not read exactly. Throws QueryError. */
export async function codesOf(engine: Engine, stamping: Stamping, signal?: AbortSignal): Promise<Codes | undefined> {
  const { steps, from, keys, value } = stamping;
  const columns = [...keys, value].map(name => identifier(name));
  const described = rowsOf(await ask(engine, sql`describe ${steps}\nselect ${columns.map(raw)} from ${from}`, signal));
  const types = described.map(one => String(one.column_type));
  if (!types.every(type => isWhole(type) || isListable(type))) return undefined;
  const bounds = columns.flatMap((name, at) =>
    isWhole(types[at]) ? [`min(${name}) as least${at}, max(${name}) as most${at}`] : [],
  );
  const counted = raw([...bounds, 'count(*) as rows'].join(', '));
  const [found = {}] = rowsOf(await ask(engine, sql`${steps}\nselect ${counted} from ${from}`, signal));
  if (Number(found.rows) === 0) return undefined;
  const all: KeyCodes[] = [];
  for (const [at, type] of types.entries()) {
    const name = [...keys, value][at] as string;
    const whole = isWhole(type) ? wholeCodes(name, type, found[`least${at}`], found[`most${at}`]) : undefined;
    all.push(whole ?? (await listed(engine, stamping, name, signal)));
  }
  return { rows: Number(found.rows), keys: all.slice(0, -1), value: all.at(-1) as KeyCodes };
}

function isWhole(type = ''): boolean {
  return /^U?(TINYINT|SMALLINT|INTEGER|BIGINT)$/.test(type) && type !== 'UBIGINT';
}

function isListable(type: string): boolean {
  return /^(VARCHAR|DATE|TIMESTAMP|BOOLEAN|DOUBLE)$|^DECIMAL/.test(type);
}

function wholeCodes(name: string, type: string, least: Cell = null, most: Cell = null): KeyCodes | undefined {
  const [low, high] = [least, most].map(bound => BigInt(String(bound ?? 0))) as [bigint, bigint];
  const size = Number(high - low) + 2;
  return size <= widest ? { name, size, least: String(low), type } : undefined;
}

async function listed(
  engine: Engine,
  { steps, from }: Stamping,
  name: string,
  signal?: AbortSignal,
): Promise<KeyCodes> {
  const own = identifier(name);
  const list = sql`${steps}
select word, cast(row_number() over (order by word) as integer) as code
from (select distinct ${own} as word from ${from} where ${own} is not null) as words`;
  const words = await ask(engine, list, signal);
  return { name, size: words.rows + 1, least: '0', type: '', words: await engine.writeAside(words) };
}

function ask(engine: Engine, statement: Sql, signal?: AbortSignal) {
  return engine.query(statement.text, statement.values, signal);
}
