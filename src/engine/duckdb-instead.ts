import { aside } from './duckdb-aside.js';
import type { Connection } from './duckdb-connection.js';
import { type Aside, identifier } from './engine.js';
import type { TablePlace } from './sql-tree.js';

/** A select, where it names tables, and what stands in the place of some of them (`schema.table`). */
interface Instead {
  select: string;
  places: TablePlace[];
  instead: ReadonlyMap<string, string | Aside>;
  signal?: AbortSignal;
}

/** Makes a temporary table from a select in whose text others stand in the place of tables, and that `chosen` makes part of another. */
export async function asideInstead(
  connection: Connection,
  { select, places, instead, signal }: Instead,
  chosen: (select: string) => string,
): Promise<Aside> {
  const others = new Map<string, string>();
  const made: string[] = [];
  for (const [table, rows] of instead) {
    const readings = places.filter(one => one.table === table && !one.isColumn);
    if (typeof rows !== 'string') others.set(table, rows.name);
    // Read once, only what is wanted of it is read; read again and again, it is sooner made once, of the columns that are wanted.
    else if (readings.length <= 1) others.set(table, `(${rows})`);
    else {
      const name = identifier(`rows of ${table}`);
      made.push(`${name} as materialized (${rows})`);
      others.set(table, name);
    }
  }
  const text = renamed(select, places, others);
  const whole = made.length > 0 ? `with ${made.join(', ')}\nselect * from (\n${text}\n) as read` : text;
  return aside(connection, chosen(whole), signal);
}

/** The text with others in the place of tables; columns still know them by the old names. */
function renamed(select: string, places: TablePlace[], others: ReadonlyMap<string, string>): string {
  const bytes = Buffer.from(select);
  let [text, until] = ['', 0];
  for (const { table, name, isColumn, isNamed, at } of places) {
    const other = others.get(table);
    if (!other) continue;
    const [found] = qualified.exec(bytes.subarray(at).toString()) ?? [];
    if (found === undefined) throw new Error(`the place of ${table} was not found in ${select}`);
    text += bytes.subarray(until, at).toString();
    text += isColumn ? identifier(name) : isNamed ? other : `${other} as ${identifier(name)}`;
    until = at + Buffer.byteLength(found);
  }
  return text + bytes.subarray(until).toString();
}

const part = String.raw`(?:"(?:[^"]|"")*"|[\p{L}\p{N}_$]+)`;
const qualified = new RegExp(String.raw`^${part}\s*\.\s*${part}`, 'u');
