import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the installed package: the nearest one upwards that holds `package.json` beside `sql`. */
export const packageRoot = find(dirname(fileURLToPath(import.meta.url)));

function find(folder: string): string {
  if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'sql'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('the package has no sql folder: it was not installed whole');
  return find(parent);
}
