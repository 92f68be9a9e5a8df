import { closeSync, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/** To make room for a megabyte takes longer than to read a small file, of which there may be thousands. */
const [least, most] = [1 << 12, 1 << 20];

/** A file, a megabyte at a time. A piece is only good until the next one is asked for. */
export function* piecesOf(path: string): Generator<Uint8Array> {
  const handle = openSync(path, 'r');
  try {
    const { size } = fileIn(handle, path);
    const piece = Buffer.allocUnsafe(Math.min(Math.max(size, least), most));
    for (let read = readSync(handle, piece); read > 0; read = readSync(handle, piece)) yield piece.subarray(0, read);
  } finally {
    closeSync(handle);
  }
}

/** The system opens a folder as it does a file, and does not say which one it then cannot read. */
function fileIn(handle: number, path: string): Stats {
  const found = fstatSync(handle);
  if (!found.isDirectory()) return found;
  const error: NodeJS.ErrnoException = new Error(`${path} is a folder, and no file`);
  throw Object.assign(error, { code: 'EISDIR', syscall: 'read', path });
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
