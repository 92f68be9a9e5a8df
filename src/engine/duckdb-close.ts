import { existsSync } from 'node:fs';
import type { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDbOptions } from './duckdb.js';
import { queryError } from './duckdb-error.js';
import { attachedName } from './duckdb-open.js';
import { identifier } from './engine.js';

/** Longer than a process has left to do that closes its last database. */
const later_ms = 250;

/**
 * Closes a database that nobody is connected to. Its file is closed at once. Where that is one of several in the engine, or none, what is left
 * is memory, and to give that back takes longer than to end: a process that soon does leaves it to the system. What was spilled goes at once.
 */
export async function closeInstance(instance: DuckDBInstance, options: DuckDbOptions): Promise<void> {
  const { path, tempDirectory } = options;
  const attached = attachedName(options);
  if (attached !== undefined) await detach(instance, attached);
  const isMemory = path === undefined || attached !== undefined;
  if (isMemory && !(tempDirectory && existsSync(tempDirectory)))
    setTimeout(() => instance.closeSync(), later_ms).unref();
  else instance.closeSync();
}

async function detach(instance: DuckDBInstance, name: string): Promise<void> {
  const statement = `detach ${identifier(name)}`;
  const connection = await instance.connect();
  try {
    await connection.run(statement);
  } catch (error) {
    instance.closeSync();
    throw queryError(error, statement);
  } finally {
    connection.closeSync();
  }
}
