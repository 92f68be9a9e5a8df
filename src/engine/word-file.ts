import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { version } from '@duckdb/node-api';
import { packageRoot } from '../package-root.js';
import { preamble } from './preamble.js';

/** Where the build lays the database of the portable words (`scripts/words.mjs`), by these words and this engine: one that was made of others is not met. */
export function wordFile(): string {
  const name = createHash('sha256').update(`${version()}\n${preamble()}`).digest('hex').slice(0, 16);
  return join(packageRoot, 'dist', 'words', `${name}.duckdb`);
}
