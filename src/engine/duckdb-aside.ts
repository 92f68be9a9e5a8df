import type { Table } from '../table.js';
import type { Connection } from './duckdb-connection.js';
import { appendColumns, columnsSql } from './duckdb-write.js';
import { type Aside, type Difference, identifier } from './engine.js';

/** A database in memory, for what all connections see and the file does not keep. */
const memory = 'aside';
let count = 0;

/** Makes a table in memory from a select. Throws QueryError, also inside a transaction that has written: one writes one database. */
export async function aside(connection: Connection, select: string, signal?: AbortSignal): Promise<Aside> {
  const [database, , table] = await newPlace(connection);
  const name = identifier(database, table);
  const { columns } = await connection.run(`create table ${name} as\n${select}`, { signal });
  return { name, table: `${database}.${table}`, rows: Number(columns[0]?.values[0]) };
}

/** Makes a table in memory of the rows that one of two selects has more often than the other. */
export async function difference(connection: Connection, before: string, after: string): Promise<Difference> {
  const both = `select *, -1 as _more from (${before}) as old union all select *, 1 as _more from (${after}) as new`;
  const signed = `select * exclude (_more), cast(sum(_more) as bigint) as _came from (${both}) as one`;
  const made = await aside(connection, `${signed} group by all having sum(_more) <> 0`);
  return { ...made, name: `(select * exclude (_came) from ${made.name})`, signed: made.name };
}

/** Makes a table in memory from columns. */
export async function writeAside(connection: Connection, columns: Table): Promise<string> {
  const [database, schema, table] = await newPlace(connection);
  const name = identifier(database, schema, table);
  await connection.run(`create table ${name} (${columnsSql(columns)})`);
  await connection.work(`insert into ${name}`, main => appendColumns(main, [schema, table, database], columns));
  return name;
}

async function newPlace(connection: Connection): Promise<[database: string, schema: string, table: string]> {
  await connection.attach(memory);
  return [memory, 'main', `aside_${++count}`];
}
