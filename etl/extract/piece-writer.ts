import { closeSync, openSync, writeSync } from 'node:fs';

/** How large a piece of clean text becomes before the next one is begun. */
const pieceBytes = 8 << 20;

/** A file to be read, and how many records it holds. */
export interface Piece {
  path: string;
  rows: number;
}

/** Clean text in files each of which the engine can hold as one. */
export interface Pieces {
  pieces: Piece[];
  rows: number;
  /** The longest record and the largest piece, in bytes, headers included. */
  longestBytes: number;
  contentBytes: number;
}

/** Writes records below a header into as many files as it takes; at least one. */
export function pieceWriter(pathOf: (piece: number) => string, header: string) {
  const written: Pieces = { pieces: [], rows: 0, longestBytes: Buffer.byteLength(header), contentBytes: 0 };
  let piece = begin();

  function begin() {
    const entry: Piece = { path: pathOf(written.pieces.length), rows: 0 };
    written.pieces.push(entry);
    const writer = blockWriter(entry.path);
    return { writer, entry, bytes: writer.write(header) };
  }

  function end(): void {
    piece.writer.close();
    written.contentBytes = Math.max(written.contentBytes, piece.bytes);
  }

  return {
    write(record: Uint8Array | string): void {
      if (piece.bytes > pieceBytes) {
        end();
        piece = begin();
      }
      const length = piece.writer.write(record);
      piece.bytes += length;
      piece.entry.rows++;
      written.rows++;
      written.longestBytes = Math.max(written.longestBytes, length);
    },
    close(): Pieces {
      end();
      return written;
    },
  };
}

function blockWriter(path: string) {
  const file = openSync(path, 'w', 0o600);
  const block = Buffer.allocUnsafe(1 << 18);
  let filled = 0;
  const flush = () => {
    for (let from = 0; from < filled; ) from += writeSync(file, block, from, filled - from);
    filled = 0;
  };
  return {
    write(record: Uint8Array | string): number {
      const bytes = typeof record === 'string' ? Buffer.from(record) : record;
      for (let from = 0; from < bytes.length; ) {
        if (filled === block.length) flush();
        const part = bytes.subarray(from, from + block.length - filled);
        block.set(part, filled);
        filled += part.length;
        from += part.length;
      }
      return bytes.length;
    },
    close() {
      flush();
      closeSync(file);
    },
  };
}
