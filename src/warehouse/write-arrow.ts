import type { Writable } from 'node:stream';
import { type RecordBatch, RecordBatchStreamWriter } from 'apache-arrow';
import { arrowBatch } from '../frame/arrow.js';
import type { Table } from '../table.js';

/** Writes pieces of a table as one Arrow IPC stream and ends it; the target is closed unless it is standard output. */
export async function writeArrow(pieces: AsyncIterable<Table>, to: Writable): Promise<void> {
  const writer = await RecordBatchStreamWriter.writeAll(batches(pieces));
  for await (const bytes of writer) if (!to.write(bytes)) await new Promise(resolve => to.once('drain', resolve));
  if (to !== process.stdout) await new Promise<void>((resolve, reject) => to.once('error', reject).end(resolve));
}

async function* batches(pieces: AsyncIterable<Table>): AsyncGenerator<RecordBatch> {
  for await (const piece of pieces) yield arrowBatch(piece);
}
