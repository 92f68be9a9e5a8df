import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/** To make room for a megabyte takes longer than to read a small file, of which there may be thousands. */
const [least, most] = [1 << 12, 1 << 20];

/** A file, a megabyte at a time. A piece is only good until the next one is asked for. */
export function* piecesOf(path: string): Generator<Uint8Array> {
  const handle = openSync(path, 'r');
  const piece = Buffer.allocUnsafe(Math.min(Math.max(fstatSync(handle).size, least), most));
  try {
    for (let read = readSync(handle, piece); read > 0; read = readSync(handle, piece)) yield piece.subarray(0, read);
  } finally {
    closeSync(handle);
  }
}

/** The lines of a text file, without holding all of it; what stands behind the last line end is one too. */
export function* linesOf(path: string): Generator<string> {
  const decoder = new StringDecoder('utf8');
  let begun = '';
  for (const piece of piecesOf(path)) {
    const lines = `${begun}${decoder.write(piece)}`.split('\n');
    begun = lines.pop() ?? '';
    yield* lines;
  }
  begun += decoder.end();
  if (begun !== '') yield begun;
}
