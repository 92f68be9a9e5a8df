import { CliError, exitCode } from '../errors.js';
import { hasCode } from './error-code.js';

/** An error of the file system that says the disk (or what this user may have of it) is full, in words; any other as it is. */
export function noRoom(error: unknown, folder: string): unknown {
  if (error instanceof CliError || !hasCode(error, 'ENOSPC', 'EDQUOT', 'EFBIG')) return error;
  const { path } = error as NodeJS.ErrnoException;
  return new CliError(
    `the disk is full: no room to write ${path ?? `below ${folder}`}`,
    exitCode.resources,
    'free some space (custometry runs gc) and run again',
    { cause: error },
  );
}
