import type { Writable } from 'node:stream';
import { type RecordBatch, RecordBatchStreamWriter } from 'apache-arrow';
import { arrowBatch } from '../frame/arrow.js';
import type { Table } from '../table.js';

/** Writes pieces of a table as one Arrow IPC stream and ends it; the target is closed unless it is standard output. Answers the number of rows. */
export async function writeArrow(pieces: AsyncIterable<Table>, to: Writable): Promise<number> {
  let rows = 0;
  async function* batches(): AsyncGenerator<RecordBatch> {
    for await (const piece of pieces) {
      rows += piece.rows;
      yield arrowBatch(piece);
    }
  }
  const writer = await RecordBatchStreamWriter.writeAll(batches());
  for await (const bytes of writer) if (!to.write(bytes)) await new Promise(resolve => to.once('drain', resolve));
  if (to !== process.stdout) await new Promise<void>((resolve, reject) => to.once('error', reject).end(resolve));
  return rows;
}
