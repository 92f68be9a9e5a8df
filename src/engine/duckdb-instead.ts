import { aside } from './duckdb-aside.js';
import type { Connection } from './duckdb-connection.js';
import { parsed } from './duckdb-parse.js';
import { identifier } from './engine.js';
import { type TablePlace, tablePlaces } from './sql-tree.js';

/**
 * Makes a temporary table from a select while some of the tables that it names (`schema.table`) are replaced by the rows of other selects:
 * in its text, other names stand in the place of theirs.
 */
export async function asideInstead(
  connection: Connection,
  select: string,
  instead: ReadonlyMap<string, string>,
): Promise<string> {
  const places = tablePlaces(await parsed(connection, select));
  const others = new Map<string, string>();
  const drops: string[] = [];
  for (const [table, rows] of instead) {
    const readings = places.filter(one => one.table === table && !one.isColumn);
    if (readings.length === 0) continue;
    // Read once, only what is wanted of it is read; read again and again, it is sooner made once.
    const kind = readings.length > 1 ? 'table' : 'view';
    const other = await aside(connection, rows, kind);
    others.set(table, other);
    drops.push(`drop ${kind} ${other}`);
  }
  const made = await aside(connection, renamed(select, places, others));
  for (const drop of drops) await connection.run(drop);
  return made;
}

/** The text with other names of tables; columns still know them by the old ones. */
function renamed(select: string, places: TablePlace[], others: ReadonlyMap<string, string>): string {
  const bytes = Buffer.from(select);
  let [text, until] = ['', 0];
  for (const { table, name, isColumn, isNamed, at } of places.sort((a, b) => a.at - b.at)) {
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
