import { join } from 'node:path';
import { packageRoot } from '../package-root.js';
import { type Planned, readSql } from '../plan/read-sql.js';

let read: Promise<Planned[]> | undefined;

/** The tables and checks that the program brings along. They do not change while it runs, and a night asks for them three times. */
export function ourSql(): Promise<Planned[]> {
  read ??= readSql(join(packageRoot, 'sql'), 'ours');
  return read;
}
