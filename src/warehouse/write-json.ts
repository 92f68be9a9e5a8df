import type { Writable } from 'node:stream';
import { cellReader, type Table } from '../table.js';
import { writeInto } from './write-into.js';

/** Writes pieces of a table as one array of row objects, a row on a line, its cells as every answer in JSON has them; a given stream stays open. */
export function writeJson(pieces: AsyncIterable<Table>, to: string | Writable): Promise<void> {
  return writeInto(texts(pieces), to);
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
