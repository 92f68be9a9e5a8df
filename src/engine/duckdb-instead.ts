import { rowsOf } from '../table.js';
import { aside } from './duckdb-aside.js';
import type { Connection } from './duckdb-connection.js';
import { identifier } from './engine.js';

const stage = 'instead';

/** What a select sees in the place of the tables it names. */
export interface Instead {
  /** By `schema.table`: the select whose rows it sees. */
  selects: ReadonlyMap<string, string>;
  /** Every table that it reads. */
  inputs: string[];
  /** How a landed view is made that is no table of the database. */
  landed: ReadonlyMap<string, string>;
}

/**
 * Makes a table in memory from a select while some of the tables that it names are replaced: it runs in a database of its own that has a view or table under
 * each of these names, and landed views are changed over for the time.
 */
export async function asideInstead(connection: Connection, select: string, instead: Instead): Promise<string> {
  const database = await currentDatabase(connection);
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
