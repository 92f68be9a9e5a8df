import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api';
import type { Table } from '../table.js';
import { readResult } from './duckdb-run.js';

/** More are not kept: each holds a plan. */
const most = 100;

/** Selects without values that are run again and again on one connection: prepared from the second time on, those that were run last. */
export class KeptStatements {
  /** Nothing for one that was run once. */
  readonly #all = new Map<string, DuckDBPreparedStatement | undefined>();

  async read(connection: DuckDBConnection, sql: string): Promise<Table> {
    const isKnown = this.#all.has(sql);
    const prepared = this.#all.get(sql) ?? (isKnown ? await connection.prepare(sql) : undefined);
    this.#all.delete(sql);
    try {
      const table = await readResult(await (prepared ? prepared.run() : connection.run(sql)));
      this.#all.set(sql, prepared);
      return table;
    } finally {
      if (!this.#all.has(sql)) prepared?.destroySync();
      this.#dropOldest();
    }
  }

  #dropOldest(): void {
    const [oldest] = this.#all;
    if (this.#all.size <= most || !oldest) return;
    this.#all.delete(oldest[0]);
    oldest[1]?.destroySync();
  }
}
