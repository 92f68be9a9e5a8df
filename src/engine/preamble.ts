import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The settings and macros that DuckDB is taught at open, as one SQL text: paste it into a shell, then any file of `sql/`. */
export function preamble(): string {
  return readFileSync(join(packageRoot(), 'src', 'engine', 'macros.sql'), 'utf8');
}

/** The nearest folder upwards that holds this package; the same from the source as from what was built. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!isOurs(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) throw new Error('the folder of the package custometry was not found');
    folder = dirname(folder);
  }
  return folder;
}

function isOurs(file: string): boolean {
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'custometry';
}
