import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The bytes of a file, or of all files below a folder; what a link leads to is not in it, and what goes meanwhile counts nothing. */
export function bytesIn(path: string): number {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found?.size ?? 0;
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const sizes = files.map(({ parentPath, name }) => lstatSync(join(parentPath, name), { throwIfNoEntry: false })?.size);
  return sizes.reduce((sum: number, size = 0) => sum + size, 0);
}
