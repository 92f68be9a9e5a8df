import { version } from '@duckdb/node-api';
import { QueryError } from '../errors.js';
import type { Table } from '../table.js';
import type { DuckDb, DuckDbOptions } from './duckdb.js';
import { aside, difference, writeAside } from './duckdb-aside.js';
import { type Connection, connect } from './duckdb-connection.js';
import { asideInstead } from './duckdb-instead.js';
import { parquetSelect, recordsSelect } from './duckdb-land.js';
import { SelectReader } from './duckdb-parse.js';
import { appendColumns, columnsSql } from './duckdb-write.js';
import { type Aside, type AsideOptions, type Difference, type Exchange, identifier, type Value } from './engine.js';

/** Opens the database and a connection to it. Throws CliError. */
export async function openSession(options: DuckDbOptions): Promise<DuckDb> {
  return new Session(await connect(options));
}

/** The verbs of the seam, spelt for DuckDB. */
class Session implements DuckDb {
  readonly name = 'duckdb';
  readonly version = version();
  readonly #connection: Connection;
  /** Those that are there, or are being made outside a transaction. */
  readonly #schemas: Map<string, Promise<unknown>>;
  readonly #selects: SelectReader;

  constructor(connection: Connection, schemas = new Map<string, Promise<unknown>>()) {
    this.#connection = connection;
    this.#schemas = schemas;
    this.#selects = new SelectReader(connection);
  }

  async another(): Promise<DuckDb> {
    return new Session(await this.#connection.another(), this.#schemas);
  }

  query(sql: string, values: Value[] = [], signal?: AbortSignal): Promise<Table> {
    return this.#connection.run(sql, { values, signal });
  }

  again(sql: string, values: Value[] = [], signal?: AbortSignal): Promise<Table> {
    return this.#connection.again(sql, { values, signal });
  }

  stream(sql: string, values: Value[] = [], signal?: AbortSignal): AsyncGenerator<Table> {
    return this.#connection.stream(sql, { values, signal });
  }

  async run(sql: string): Promise<void> {
    await this.#connection.run(sql);
  }

  async replace(table: string, select: string, signal?: AbortSignal): Promise<number> {
    return onlyNumber(await this.#create('table', table, bare(select), signal));
  }

  async replaceView(view: string, select: string): Promise<void> {
    await this.#create('view', view, bare(select));
  }

  replacePart(table: string, by: string, values: Value[], select: string): Promise<void> {
    const target = quoted(table);
    const places = values.filter(value => value !== null);
    const nulls = places.length < values.length ? ` or ${identifier(by)} is null` : '';
    const chosen = `${identifier(by)} in (${places.map(() => '?').join(', ') || 'null'})${nulls}`;
    const insert = `insert into ${target} by name select * from (\n${bare(select)}\n) where ${chosen}`;
    return this.transaction(async () => {
      await this.#connection.run(`delete from ${target} where ${chosen}`, { table, values: places });
      await this.#connection.run(insert, { table, values: places });
    });
  }

  exchange(table: string, { by, gone, come, where }: Exchange): Promise<{ went: number; came: number }> {
    const target = quoted(table);
    const names = by.map(name => identifier(name)).join(', ');
    const chosen = `(${names}) in (select ${names} from ${gone})${where ? ` and ${where}` : ''}`;
    return this.transaction(async () => {
      const insert = `insert into ${target} by name select * from ${come} where ${chosen}`;
      const went = onlyNumber(await this.#connection.run(`delete from ${target} where ${chosen}`, { table }));
      return { went, came: onlyNumber(await this.#connection.run(insert, { table })) };
    });
  }

  append(table: string, come: string): Promise<void> {
    const insert = `insert into ${quoted(table)} by name select * from ${come}`;
    return this.transaction(async () => {
      await this.#connection.run(insert, { table });
    });
  }

  async aside(select: string, { instead, where, signal }: AsideOptions = {}): Promise<Aside> {
    const chosen = (text: string) => (where ? `select * from (\n${text}\n) as made where ${where}` : text);
    if (!instead) return aside(this.#connection, chosen(bare(select)), signal);
    const places = await this.#selects.places(bare(select));
    return asideInstead(this.#connection, { select: bare(select), places, instead, signal }, chosen);
  }

  difference(before: string, after: string): Promise<Difference> {
    return difference(this.#connection, before, after);
  }

  writeAside(columns: Table): Promise<string> {
    return writeAside(this.#connection, columns);
  }

  async checksum(table: string): Promise<string> {
    const hashed = `select hash(one) as hash from ${quoted(table)} as one`;
    const [sums, columns] = [
      await this.query(`select count(*), cast(sum(hash) as varchar), bit_xor(hash) from (${hashed})`),
      await this.query(`describe ${quoted(table)}`),
    ];
    return [...sums.columns, ...columns.columns].map(({ values }) => [...values].join(' ')).join('\n');
  }

  async countKeys(
    keys: [table: string, columns: string[]][],
    signal?: AbortSignal,
  ): Promise<{ rows: number; keys: number }> {
    if (keys.length === 0) return { rows: 0, keys: 0 };
    const hashes = keys.map(([table, columns], place) => {
      const names = columns.map(name => identifier(name));
      const isMissing = names.map(name => `${name} is null`).join(' or ');
      return `select case when ${isMissing} then null else hash(${[place, ...names].join(', ')}) end as hash from ${quoted(table)}`;
    });
    const counted = `select count(*), count(distinct hash) from (\n${hashes.join('\nunion all\n')}\n)`;
    const [rows, unique] = (await this.query(counted, [], signal)).columns;
    return { rows: Number(rows?.values[0]), keys: Number(unique?.values[0]) };
  }

  async drop(table: string): Promise<void> {
    const dropped = (kind: Kind) => this.#connection.change(`drop ${kind} if exists ${quoted(table)}`, { table });
    await dropped('table').catch(error => {
      if (!isOfOtherKind(error)) throw error;
      return dropped('view');
    });
  }

  async write(table: string, columns: Table): Promise<void> {
    const create = `create or replace table ${quoted(table)} (${columnsSql(columns)})`;
    const append = `insert into ${quoted(table)}`;
    await this.#schema(table);
    return this.transaction(async () => {
      await this.#connection.run(create, { table });
      await this.#connection.work(append, main => appendColumns(main, split(table), columns), { table });
    });
  }

  land(table: string, files: string[], condition?: string): Promise<void> {
    return this.landSelect(table, parquetSelect(files, condition));
  }

  landRecords(table: string, files: string[], columns: Record<string, string>, condition?: string): Promise<void> {
    return this.landSelect(table, recordsSelect(files, columns, condition));
  }

  async landSelect(table: string, select: string): Promise<void> {
    await this.#connection.attach(split(table)[0]);
    await this.#connection.run(`create or replace view ${quoted(table)} as ${select}`, { table });
  }

  inputs(sql: string): Promise<string[]> {
    return this.#selects.inputs(bare(sql));
  }

  transaction<T>(work: () => Promise<T>): Promise<T> {
    return this.#connection.transaction(work);
  }

  useAllThreads(): Promise<void> {
    return this.#connection.useAllThreads();
  }

  checkpoint(): Promise<void> {
    return this.#connection.checkpoint();
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  /** What stands there under this name as the other kind makes room. */
  async #create(kind: Kind, table: string, select: string, signal?: AbortSignal): Promise<Table> {
    const create = `create or replace ${kind} ${quoted(table)} as\n${select}`;
    await this.#schema(table);
    return this.#connection.change(create, { table, signal }).catch(async error => {
      if (!isOfOtherKind(error)) throw error;
      await this.drop(table);
      return this.#connection.change(create, { table, signal });
    });
  }

  /** Nobody but a transaction sees the schema that it makes, nor may it wait for others: they may wait for a checkpoint, and that for its end. */
  async #schema(table: string): Promise<void> {
    const [schema] = split(table);
    const make = () => this.#connection.change(`create schema if not exists ${identifier(schema)}`, { table });
    if (this.#connection.isInTransaction) return void (await make());
    const made =
      this.#schemas.get(schema) ??
      make().catch(error => {
        this.#schemas.delete(schema);
        throw error;
      });
    this.#schemas.set(schema, made);
    await made;
  }
}

type Kind = 'table' | 'view';

function isOfOtherKind(error: unknown): boolean {
  return error instanceof QueryError && / is of type (View|Table), trying to /.test(error.message);
}

function onlyNumber(table: Table): number {
  return Number(table.columns[0]?.values[0]);
}

function quoted(table: string): string {
  return identifier(...split(table));
}

function split(table: string): [schema: string, name: string] {
  const dot = table.indexOf('.');
  return dot < 0 ? ['main', table] : [table.slice(0, dot), table.slice(dot + 1)];
}

/** A select as it can stand inside another statement: without the semicolon at its end. */
function bare(select: string): string {
  return select.trimEnd().replace(/;+$/, '');
}
