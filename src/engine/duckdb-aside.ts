import { rowsOf, type Table } from '../table.js';
import type { Connection } from './duckdb-connection.js';
import { appendColumns, columnsSql } from './duckdb-write.js';
import { identifier } from './engine.js';

/** What a select sees in the place of the tables it names. */
export interface Instead {
  /** By `schema.table`: the select whose rows it sees. */
  selects: ReadonlyMap<string, string>;
  /** Every table that it reads. */
  inputs: string[];
  /** How a landed view is made that is no table of the database. */
  landed: ReadonlyMap<string, string>;
}

/** Tables in memory, of the session. */
const memory = 'aside';
const stage = 'instead';
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

/**
 * The same while some of the tables that the select names are replaced: it runs in a database of its own that has a view or table under
 * each of these names, and landed views are changed over for the time.
 */
export async function asideInstead(connection: Connection, select: string, instead: Instead): Promise<string> {
  const database = await currentDatabase(connection);
  await connection.run(`attach if not exists ':memory:' as ${memory} (read_write)`);
  await connection.run(`attach ':memory:' as ${stage} (read_write)`);
  const changedOver: string[] = [];
  try {
    for (const input of instead.inputs) {
      const rows = instead.selects.get(input);
      if (!instead.landed.has(input)) await setUp(connection, database, input, rows);
      else if (rows) {
        const table = await aside(connection, rows);
        changedOver.push(input);
        await connection.run(`create or replace view ${quoted(input)} as select * from ${table}`);
      }
    }
    await connection.run(`use ${stage}`);
    try {
      return await aside(connection, select);
    } finally {
      await connection.run(`use ${identifier(database)}`);
    }
  } finally {
    for (const input of changedOver) await connection.run(instead.landed.get(input) as string);
    await connection.run(`detach ${stage}`);
  }
}

async function setUp(connection: Connection, database: string, input: string, rows: string | undefined): Promise<void> {
  const [schema = '', name = ''] = input.split('.');
  await connection.run(`create schema if not exists ${identifier(stage, schema)}`);
  const place = identifier(stage, schema, name);
  if (rows) await connection.run(`create table ${place} as ${rows}`);
  else await connection.run(`create view ${place} as select * from ${identifier(database, schema, name)}`);
}

async function currentDatabase(connection: Connection): Promise<string> {
  const [row] = rowsOf(await connection.run('select current_database() as name'));
  return String(row?.name);
}

function quoted(table: string): string {
  return identifier(...table.split('.'));
}
