import type { Table } from '../table.js';
import type { Connection } from './duckdb-connection.js';
import { appendColumns, columnsSql } from './duckdb-write.js';
import { identifier } from './engine.js';

/** Tables in memory, of the session. */
const memory = 'aside';
let count = 0;

/** Makes a table in memory from a select; answers its name. Throws QueryError. */
export async function aside(connection: Connection, select: string): Promise<string> {
  const name = await asideName(connection);
  await connection.run(`create table ${identifier(...name)} as\n${select}`);
  return identifier(...name);
}

/** Makes one from columns. */
export async function writeAside(connection: Connection, columns: Table): Promise<string> {
  const [database, schema, table] = await asideName(connection);
  const name = identifier(database, schema, table);
  await connection.run(`create table ${name} (${columnsSql(columns)})`);
  await connection.work(`insert into ${name}`, main => appendColumns(main, [schema, table, database], columns));
  return name;
}

async function asideName(connection: Connection): Promise<[database: string, schema: string, table: string]> {
  await connection.run(`attach if not exists ':memory:' as ${memory} (read_write)`);
  return [memory, 'main', `t${++count}`];
}
