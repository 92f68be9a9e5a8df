import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and what is missing of its path, one after the other, and answers those that it made: where the system says that there is
 * none such, as in /proc, Node's `recursive` would try for ever. Throws what the system says.
 */
export function makeFolders(path: string, mode?: number): string[] {
  if (existsSync(path)) return [];
  const above = makeFolders(dirname(path), mode);
  try {
    mkdirSync(path, { mode });
    return [...above, path];
  } catch (error) {
    // Another process may have made it meanwhile.
    if (existsSync(path)) return above;
    throw error;
  }
}
