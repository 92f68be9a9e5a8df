import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CliError, exitCode, messageOf } from '../errors.js';

/**
 * Makes a folder and what is missing of its path, one after the other: where the system answers that there is none such, as in /proc,
 * Node's `recursive` would try for ever. Throws CliError (resources).
 */
export function madeFolder(named: string, hint: string, path = resolve(named)): void {
  if (existsSync(path)) return;
  madeFolder(named, hint, dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    throw new CliError(`${named} cannot be made: ${messageOf(error, named)}`, exitCode.resources, hint, {
      cause: error,
    });
  }
}
