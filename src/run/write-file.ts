import { chmodSync, closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CliError, exitCode } from '../errors.js';
import { sync } from '../sync.js';
import { hasCode, isLinkless } from './error-code.js';
import { temporaryFor } from './leftovers.js';
import { piecesOf } from './pieces.js';

/**
 * Writes a whole file in one step that survives a power cut: whoever opens `path` finds the old bytes or the new ones,
 * never a part. Mode 600. Throws what the file system says; then the old file stands.
 */
export function writeFileAtomic(path: string, content: string | Uint8Array | Generator<string>): void {
  const isWhole = typeof content === 'string' || content instanceof Uint8Array;
  const temporary = writeTemporary(path, isWhole ? [content] : content);
  renameSync(temporary, path);
  sync(dirname(path));
}

/** The same for a file that must not be there yet: false, and nothing touched, when somebody else has made it. */
export function createFile(path: string, pieces: Iterable<string | Uint8Array>): boolean {
  const temporary = writeTemporary(path, pieces);
  try {
    return nameOnce(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Moves a finished file, from another disk too, to a name that must not be there yet: false, and it stays, when it is. */
export function moveFile(from: string, path: string): boolean {
  chmodSync(from, 0o600);
  sync(from);
  const isMoved = linkOrCopy(from, path);
  if (isMoved) rmSync(from);
  return isMoved;
}

function linkOrCopy(from: string, path: string): boolean {
  try {
    return nameOnce(from, path);
  } catch (error) {
    if (!hasCode(error, 'EXDEV')) throw error;
    return createFile(path, piecesOf(from));
  }
}

/** Unlike the system's rename a link never replaces. ENOENT: the temporary was cleared away by the lock's next holder. */
function nameOnce(from: string, path: string): boolean {
  try {
    linkSync(from, path);
  } catch (error) {
    if (isLinkless(error)) throw linkless(path, error);
    if (!hasCode(error, 'EEXIST', 'ENOENT')) throw error;
    return false;
  }
  sync(dirname(path));
  return true;
}

function linkless(path: string, cause: unknown): CliError {
  const what = `the file system of ${dirname(path)} makes no hard links, by which one run knows of another`;
  return new CliError(what, exitCode.resources, 'name a folder on another one with --state DIR', { cause });
}

function writeTemporary(path: string, pieces: Iterable<string | Uint8Array>): string {
  const temporary = temporaryFor(path);
  const handle = openSync(temporary, 'wx', 0o600);
  try {
    for (const piece of pieces) writeFileSync(handle, piece);
    fsyncSync(handle);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
  return temporary;
}
