import type { Writable } from 'node:stream';
import { AsyncByteQueue, RecordBatchStreamWriter } from 'apache-arrow';
import { arrowBatch } from '../frame/arrow.js';
import type { Table } from '../table.js';
import { writeInto } from './write-into.js';

/** Writes pieces of a table as one Arrow IPC stream, to a file or into a stream, which stays open. */
export function writeArrow(pieces: AsyncIterable<Table>, to: string | Writable): Promise<void> {
  return writeInto(bytesOf(pieces), to);
}

/** The bytes of a piece are taken before the next one is asked for. */
async function* bytesOf(pieces: AsyncIterable<Table>): AsyncGenerator<Uint8Array> {
  const made = new Made();
  const writer = new RecordBatchStreamWriter().reset(made);
  for await (const piece of pieces) {
    writer.write(arrowBatch(piece));
    yield* made.take();
  }
  writer.finish();
  yield* made.take();
}

/** What a writer has made and nobody has taken yet: its own queue is only known to be empty when it ends. */
class Made extends AsyncByteQueue {
  #bytes: Uint8Array[] = [];

  override write(bytes: Uint8Array): void {
    this.#bytes.push(bytes);
  }

  take(): Uint8Array[] {
    return this.#bytes.splice(0);
  }
}
