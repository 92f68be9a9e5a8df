import type { Table } from '../table.js';
import type { Connection } from './duckdb-connection.js';
import { appendColumns, columnsSql } from './duckdb-write.js';
import { identifier } from './engine.js';

/** A database in memory, for what all connections see. */
const memory = 'aside';
let count = 0;

/**
 * Makes a temporary table or view from a select; answers its name. Unlike one in another database, it may be made inside a transaction
 * that writes the warehouse. Throws QueryError.
 */
export async function aside(connection: Connection, select: string, kind: 'table' | 'view' = 'table'): Promise<string> {
  const name = asideName();
  await connection.run(`create temp ${kind} ${identifier(name)} as\n${select}`);
  return name;
}

/** Makes a table in memory from columns. */
export async function writeAside(connection: Connection, columns: Table): Promise<string> {
  await connection.run(`attach if not exists ':memory:' as ${memory} (read_write)`);
  const [database, schema, table] = [memory, 'main', asideName()] as const;
  const name = identifier(database, schema, table);
  await connection.run(`create table ${name} (${columnsSql(columns)})`);
  await connection.work(`insert into ${name}`, main => appendColumns(main, [schema, table, database], columns));
  return name;
}

function asideName(): string {
  return `aside_${++count}`;
}
