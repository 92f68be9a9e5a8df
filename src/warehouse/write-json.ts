import { createWriteStream } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { cellReader, type Table } from '../table.js';

/** Writes pieces of a table as one array of row objects, a row on a line, its cells as every answer in JSON has them; a given stream stays open. */
export async function writeJson(pieces: AsyncIterable<Table>, to: string | Writable): Promise<void> {
  const target = typeof to === 'string' ? createWriteStream(to, { mode: 0o600 }) : to;
  await pipeline(Readable.from(texts(pieces)), target, { end: typeof to === 'string' });
}

async function* texts(pieces: AsyncIterable<Table>): AsyncGenerator<string> {
  let before = '[';
  for await (const piece of pieces) {
    if (piece.rows === 0) continue;
    yield before + rowTexts(piece).join(',\n ');
    before = ',\n ';
  }
  yield before === '[' ? '[]\n' : ']\n';
}

function rowTexts(table: Table): string[] {
  const readers = table.columns.map(one => [`${JSON.stringify(one.name)}:`, cellReader(one)] as const);
  return Array.from({ length: table.rows }, (_, row) => {
    const members = readers.map(([name, read]) => name + JSON.stringify(read(row)));
    return `{${members.join(',')}}`;
  });
}
