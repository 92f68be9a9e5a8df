import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The bytes of a file, or of all files below a folder. */
export function bytesIn(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).size;
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
