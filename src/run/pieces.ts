import { closeSync, openSync, readSync } from 'node:fs';

/** A file, a megabyte at a time. A piece is only good until the next one is asked for. */
export function* piecesOf(path: string): Generator<Uint8Array> {
  const handle = openSync(path, 'r');
  const piece = Buffer.allocUnsafe(1 << 20);
  try {
    for (let read = readSync(handle, piece); read > 0; read = readSync(handle, piece)) yield piece.subarray(0, read);
  } finally {
    closeSync(handle);
  }
}
