import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, extname } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { CliError, exitCode } from '../errors.js';
import type { DuckDbOptions } from './duckdb.js';
import { openError } from './duckdb-error.js';
import { identifier, literal } from './engine.js';
import { preamble } from './preamble.js';
import { wordFile } from './word-file.js';

/** Opens the database and sets it up; what is set here holds for every connection. Throws CliError. */
export async function openInstance(options: DuckDbOptions): Promise<DuckDBInstance> {
  const path = options.path ?? ':memory:';
  if (path.includes('?')) throw questionMark(path);
  const attached = attachedName(options);
  const refused = (error: unknown) => {
    throw openError(error, path);
  };
  const first = attached === undefined ? path : ':memory:';
  const instance = await DuckDBInstance.create(first, startOptions(options)).catch(refused);
  const connection = await instance.connect();
  try {
    if (speaksPortably(options)) await bringWords(connection);
    await connection.run(settings(options).join(';\n'));
    if (options.externalAccess === false) await connection.run(lock(options).join(';\n'));
    if (attached !== undefined) await connection.run(attach(path, attached, options)).catch(refused);
  } catch (error) {
    instance.closeSync();
    throw error;
  } finally {
    connection.closeSync();
  }
  return instance;
}

/** DuckDB (1.5) looks for the log of such a file elsewhere, as if its path were an address with a query. */
function questionMark(path: string): CliError {
  const hint = 'rename the folder, or name another one with --state DIR';
  return new CliError(`DuckDB keeps no database below a name with a question mark: ${path}`, exitCode.resources, hint);
}

/** Tells one connection which database is meant, and where the portable words are found, before the engine's own. */
export async function teach(connection: DuckDBConnection, options: DuckDbOptions): Promise<void> {
  const attached = attachedName(options);
  const use = attached === undefined ? [] : [`use ${identifier(attached)}`];
  const path = speaksPortably(options) ? [`set search_path='main,${wordBook}.main'`] : [];
  if (use.length + path.length > 0) await connection.run([...use, ...path].join(';\n'));
}

/**
 * The name of a file that is written to, as the engine would call it: it stands beside the database that the engine was opened with, so that it
 * is closed without all of the engine.
 */
export function attachedName({ path, readOnly, externalAccess = true }: DuckDbOptions): string | undefined {
  return path === undefined || readOnly || !externalAccess ? undefined : basename(path, extname(path));
}

function attach(path: string, name: string, { isLogged = true }: DuckDbOptions): string {
  const logs = isLogged ? '' : 'recovery_mode no_wal_writes, ';
  return `attach ${literal(path)} as ${identifier(name)} (${logs}block_size ${blockSize}, storage_version 'latest')`;
}

/** Of each table that was made at least one block is written: half of what the engine takes by itself is as quick for long ones. */
const blockSize = 128 * 1024;

/** The statements after which as many threads work as there are cores. */
export function allThreads(): string {
  const told = Object.entries(threadOptions()).map(([name, value]) => `set global ${name}=${value}`);
  return ['reset global threads', ...told].join(';\n');
}

/** Tables are always made whole: a checkpoint that merges their row groups writes them a second time, to a larger file. */
const noCompaction = 'set global max_vacuum_tasks=0';

/** Files are read as they lie there: one that has taken another's name must not be met with what is remembered of that. The system keeps them at hand. */
const noFileCache = 'set global enable_external_file_cache=false';

/**
 * What is written goes into the file when it is closed, not on the way there too; what is long goes there at once. Of what is not logged none
 * goes there by itself: what is committed beside a checkpoint would be missing from the file.
 */
function lateCheckpoint(isLogged: boolean): string {
  return `set global checkpoint_threshold='${isLogged ? '256MB' : '1TB'}'`;
}

function startOptions({ path, readOnly, threads, memory, tempDirectory }: DuckDbOptions): Record<string, string> {
  return {
    ...(readOnly && path ? { access_mode: 'READ_ONLY' } : { storage_compatibility_version: 'latest' }),
    ...threadOptions(threads),
    ...(memory ? { memory_limit: memory } : {}),
    ...(tempDirectory ? { temp_directory: tempDirectory } : {}),
  };
}

/**
 * Two threads let the tables of their groups grow far beyond the caches; three begin new ones in time, and many groups cost a fifth less. So the
 * engine is told of a third thread, one of those that only come from outside: nobody starts it, and two work.
 */
function threadOptions(threads?: number): Record<string, string> {
  if ((threads ?? availableParallelism()) === 2) return { threads: '3', external_threads: '2' };
  return threads ? { threads: String(threads) } : {};
}

function settings(options: DuckDbOptions): string[] {
  const taught = speaksPortably(options) ? lines().filter(isSetting) : ["set TimeZone='UTC'"];
  return [
    ...taught.map(line => line.replace(/^set /, 'set global ')),
    'set global preserve_insertion_order=true',
    noCompaction,
    lateCheckpoint(options.isLogged ?? true),
    noFileCache,
  ];
}

function lock({ folders = [] }: DuckDbOptions): string[] {
  return [
    `set allowed_directories=[${folders.map(folder => literal(folder.replace(/\/*$/, '/'))).join(', ')}]`,
    'set enable_external_access=false',
    'set lock_configuration=true',
  ];
}

/** Where settings are locked, no connection can be told where words are found. */
function speaksPortably({ externalAccess = true, macros = externalAccess }: DuckDbOptions): boolean {
  return macros;
}

/** A database that holds the portable words: temporary macros would be made again for each connection, which takes longer than to open a small file. */
const wordBook = 'portable';

/**
 * To make the words one by one takes several times as long as to attach the file that the build made of them; where that cannot be, they are made.
 * Like those of a shell they are read before the settings hold.
 */
async function bringWords(connection: DuckDBConnection): Promise<void> {
  const file = wordFile();
  const isThere = existsSync(file) && (await attaches(connection, file));
  if (!isThere) await connection.run([`attach ':memory:' as ${wordBook} (read_write)`, ...words()].join(';\n'));
}

/** A file system may know no locks, and a file may have been cut short. */
function attaches(connection: DuckDBConnection, file: string): Promise<boolean> {
  const attach = connection.run(`attach ${literal(file)} as ${wordBook} (read_only)`);
  return attach.then(
    () => true,
    () => false,
  );
}

function words(): string[] {
  const macros = lines().filter(line => !isSetting(line));
  return macros.map(line => line.replace(/^create temp macro /, `create macro ${wordBook}.main.`));
}

function lines(): string[] {
  return preamble()
    .trim()
    .split(/;(?:\n|$)/)
    .filter(line => line !== '');
}

function isSetting(line: string): boolean {
  return line.startsWith('set ');
}
