import { closeSync, createWriteStream, openSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CliError, exitCode, messageOf } from '../errors.js';

/** Writes pieces to a file, mode 600, or into a stream, which stays open; who takes them slowly is waited for. Throws what the file or the stream does. */
export async function writeInto(pieces: AsyncIterable<string | Uint8Array>, to: string | Writable): Promise<void> {
  const target = typeof to === 'string' ? createWriteStream(to, { mode: 0o600 }) : to;
  await pipeline(pieces, target, { end: typeof to === 'string' });
}

/** Throws CliError (usage) where nothing can be written; a full disk is another matter. */
export function requireWritable(path: string): void {
  try {
    closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    if (!isOfPath(error)) throw error;
    throw new CliError(`${path} cannot be written: ${messageOf(error, path)}`, exitCode.usage, 'name another file', {
      cause: error,
    });
  }
}

function isOfPath(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR', 'EPERM', 'EROFS', 'ENAMETOOLONG'].includes(code);
}
