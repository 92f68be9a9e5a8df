import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.js';

/** The settings and macros that DuckDB is taught at open, as one SQL text: paste it into a shell, then any file of `sql/`. */
export function preamble(): string {
  return readFileSync(join(packageRoot, 'src', 'engine', 'macros.sql'), 'utf8');
}
