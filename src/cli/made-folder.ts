import { resolve } from 'node:path';
import { CliError, exitCode, messageOf } from '../errors.js';
import { makeFolders } from '../make-folders.js';

/** Makes a folder and what is missing of its path. Throws CliError (resources). */
export function madeFolder(named: string, hint: string): void {
  const path = resolve(named);
  try {
    makeFolders(path);
  } catch (error) {
    throw new CliError(`${named} cannot be made: ${messageOf(error, path)}`, exitCode.resources, hint, {
      cause: error,
    });
  }
}
