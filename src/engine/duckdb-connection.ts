import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Table } from '../table.js';
import type { DuckDbOptions } from './duckdb.js';
import { interruptible, isAbort, promptly } from './duckdb-abort.js';
import { closeInstance } from './duckdb-close.js';
import { queryError } from './duckdb-error.js';
import { Gate } from './duckdb-gate.js';
import { guard } from './duckdb-guard.js';
import { KeptStatements } from './duckdb-kept.js';
import { allThreads, attachedName, openInstance, teach } from './duckdb-open.js';
import { readAll, readPieces } from './duckdb-run.js';
import { identifier, type Value } from './engine.js';

/** What else is known about a statement: the values of its `?`, the table it makes, and what may stop it. */
export interface StatementOptions {
  values?: Value[];
  table?: string;
  signal?: AbortSignal;
}

/** Opens the database and one connection, taught and guarded as the options say. Throws CliError. */
export async function connect(options: DuckDbOptions): Promise<Connection> {
  const instance = await openInstance(options);
  try {
    const connection = await instance.connect();
    await teach(connection, options);
    return new Connection(instance, connection, options);
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

/** One connection whose statements take turns, and idle further ones for streams. */
export class Connection {
  readonly #instance: DuckDBInstance;
  readonly #main: DuckDBConnection;
  readonly #options: DuckDbOptions;
  readonly #idle: DuckDBConnection[] = [];
  readonly #others: Connection[] = [];
  /** Databases in memory that all connections see, by name. */
  readonly #attached: Map<string, Promise<unknown>>;
  readonly #gate: Gate;
  readonly #kept = new KeptStatements();
  #turn: Promise<unknown> = Promise.resolve();
  #inTransaction = false;
  #closed: Promise<void> | undefined;

  constructor(
    instance: DuckDBInstance,
    main: DuckDBConnection,
    options: DuckDbOptions,
    attached = new Map<string, Promise<unknown>>(),
    gate = new Gate(),
  ) {
    this.#instance = instance;
    this.#main = main;
    this.#options = options;
    this.#attached = attached;
    this.#gate = gate;
  }

  /** A further one to the same database, whose statements do not wait for those of this one; closed with it. */
  async another(): Promise<Connection> {
    const other = new Connection(this.#instance, await this.#taught(), this.#options, this.#attached, this.#gate);
    this.#others.push(other);
    return other;
  }

  /** To start threads anew takes long while the engine holds much: where all work already, nothing is done. Throws QueryError. */
  async useAllThreads(): Promise<void> {
    if (this.#options.threads !== undefined) await this.run(allThreads());
  }

  /** A database in memory, made when it is first asked for; a transaction that is given up does not take it along. Throws QueryError. */
  async attach(name: string): Promise<void> {
    const attached =
      this.#attached.get(name) ??
      this.#runBeside(`attach if not exists ':memory:' as ${identifier(name)} (read_write)`).catch(error => {
        this.#attached.delete(name);
        throw error;
      });
    this.#attached.set(name, attached);
    await attached;
  }

  /** Runs a statement when those before it have ended. Throws QueryError, and AbortError on `signal`. */
  run(sql: string, { values = [], ...options }: StatementOptions = {}): Promise<Table> {
    return this.work(sql, main => readAll(main, sql, values), options);
  }

  /** The same for a statement that makes or drops a table: not while there is a checkpoint, which DuckDB (1.5) refuses beside it. */
  change(sql: string, options: StatementOptions): Promise<Table> {
    return this.#inTransaction ? this.run(sql, options) : this.#gate.pass(() => this.run(sql, options));
  }

  /** The same for a select that will be run again: without values its plan is kept. */
  again(sql: string, { values = [], ...options }: StatementOptions = {}): Promise<Table> {
    const read = (main: DuckDBConnection) =>
      values.length > 0 ? readAll(main, sql, values) : this.#kept.read(main, sql);
    return this.work(sql, read, options);
  }

  /** Does any work on the connection, in the same way; `sql` is what an error shows. An abort is answered at once, even while the engine winds down. */
  work<T>(sql: string, work: (main: DuckDBConnection) => Promise<T>, options: StatementOptions = {}): Promise<T> {
    const { table, signal = this.#options.signal } = options;
    const done = this.#turn.then(() =>
      interruptible(this.#main, signal, async () => {
        await guard(this.#main, sql, this.#options);
        return work(this.#main);
      }),
    );
    this.#turn = done.catch(() => undefined);
    const told = done.catch(error => {
      throw isAbort(error) ? error : queryError(error, sql, table);
    });
    return signal ? promptly(told, signal) : told;
  }

  /** The answer of a statement in pieces, beside whatever else runs; inside a transaction in one piece. */
  async *stream(sql: string, { values = [], signal = this.#options.signal }: StatementOptions): AsyncGenerator<Table> {
    if (this.#inTransaction) yield await this.run(sql, { values, signal });
    else yield* this.#ownStream(sql, values, signal);
  }

  get isInTransaction(): boolean {
    return this.#inTransaction;
  }

  /** All of it or nothing; not while there is a checkpoint. */
  transaction<T>(work: () => Promise<T>): Promise<T> {
    return this.#inTransaction ? work() : this.#gate.pass(() => this.#transaction(work));
  }

  async #transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.run('begin transaction');
    this.#inTransaction = true;
    try {
      const result = await work();
      await this.run('commit');
      return result;
    } catch (error) {
      await this.run('rollback').catch(() => undefined);
      throw error;
    } finally {
      this.#inTransaction = false;
    }
  }

  /** Writes what was committed into the file, beside whatever is read meanwhile; what writes is waited for, and waits. Throws QueryError. */
  checkpoint(): Promise<void> {
    const name = attachedName(this.#options);
    return this.#gate.alone(() =>
      this.#runBeside(name === undefined ? 'checkpoint' : `checkpoint ${identifier(name)}`),
    );
  }

  /** Closes the database when all that was begun has ended; a second time, nothing is left to close. */
  close(): Promise<void> {
    this.#closed ??= this.#gate
      .alone(() => this.#disconnect())
      .then(() => closeInstance(this.#instance, this.#options));
    return this.#closed;
  }

  async #disconnect(): Promise<void> {
    await Promise.all([this.#turn, ...this.#others.map(other => other.#disconnect())]);
    for (const connection of [this.#main, ...this.#idle.splice(0)]) connection.closeSync();
  }

  /** On a connection of its own, whatever goes on in this one. */
  async #runBeside(statement: string): Promise<void> {
    const connection = await this.#instance.connect();
    try {
      await connection.run(statement);
    } catch (error) {
      throw queryError(error, statement);
    } finally {
      connection.closeSync();
    }
  }

  async *#ownStream(sql: string, values: Value[], signal?: AbortSignal): AsyncGenerator<Table> {
    const connection = this.#idle.pop() ?? (await this.#taught());
    let ended = false;
    try {
      await guard(connection, sql, this.#options);
      const pieces = readPieces(connection, sql, values);
      const next = () => interruptible(connection, signal, () => pieces.next());
      for (let piece = await next(); !piece.done; piece = await next()) yield piece.value;
      ended = true;
    } catch (error) {
      throw isAbort(error) ? error : queryError(error, sql);
    } finally {
      if (ended) this.#idle.push(connection);
      else connection.closeSync();
    }
  }

  async #taught(): Promise<DuckDBConnection> {
    const connection = await this.#instance.connect();
    await teach(connection, this.#options);
    return connection;
  }
}
