import { CliError, exitCode, messageOf } from '../errors.js';
import type { Engine } from './engine.js';

/** How a DuckDB database is opened. */
export interface DuckDbOptions {
  /** The database file. Default: a database in memory. */
  path?: string;
  /** Default true. When false, what is committed is not logged: a kill takes all that no checkpoint, nor the close, has written into the file. */
  isLogged?: boolean;
  /** Nothing in the file may change; several processes may then read it at once. */
  readOnly?: boolean;
  /** Default: as many as there are cores. */
  threads?: number;
  /** The most that may be held in memory, e.g. `4GB`. Default: 80 % of the machine. */
  memory?: string;
  /** Where what does not fit into memory goes. */
  tempDirectory?: string;
  /** Folders that may be read when external access is off. */
  folders?: string[];
  /** Default true. When false, no file is reached but those in `folders` (then only selects are run), and no setting changes. */
  externalAccess?: boolean;
  /** The portable words of macros.sql, by default unless external access is off. When false, DuckDB's own dialect. */
  macros?: boolean;
  /** What stops every statement that names no signal of its own. */
  signal?: AbortSignal;
}

/** DuckDB behind the seam. */
export interface DuckDb extends Engine {
  /** The version of the engine, e.g. `v1.5.6`. */
  readonly version: string;
  /** Runs statements for their effect. Throws QueryError. */
  run(sql: string): Promise<void>;
  another(): Promise<DuckDb>;
  /** Works with as many threads as there are cores from now on, where it was opened with fewer. Throws QueryError. */
  useAllThreads(): Promise<void>;
  /**
   * Writes what was committed into the file, which else is done at the end, beside whatever is read meanwhile; what is being written, in a
   * transaction too, is waited for. Throws QueryError.
   */
  checkpoint(): Promise<void>;
}

/**
 * Opens a DuckDB database; the driver is loaded on the first call and not before.
 * Throws CliError when the file is held by another process, is missing in a read-only opening, or is no database, and when the driver is not
 * there for this machine.
 */
export async function openDuckDb(options: DuckDbOptions = {}): Promise<DuckDb> {
  const { openSession } = await import('./duckdb-session.js').catch(notForThisMachine);
  return openSession(options);
}

/** Packages of one machine are none of another: copied to it, installed without what is optional, or where DuckDB has no build. */
function notForThisMachine(error: NodeJS.ErrnoException): never {
  if (error.code !== 'MODULE_NOT_FOUND' && error.code !== 'ERR_DLOPEN_FAILED') throw error;
  const what = `DuckDB cannot be loaded on ${process.platform} ${process.arch}: ${messageOf(error).split('\n')[0]}`;
  const hint = 'install custometry on this machine, with its optional packages: npm install --include=optional';
  throw new CliError(what, exitCode.resources, hint, { cause: error });
}
