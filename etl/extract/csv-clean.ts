import { isUtf8 } from 'node:buffer';
import { type ByteWindow, byteWindow } from './byte-window.js';
import { joinFields, splitFields } from './csv-fields.js';
import { type FoundRecord, findRecord, firstLine } from './csv-record.js';
import { byteKinds, type Dialect } from './dialect.js';
import type { RecordSink } from './record-sink.js';
import type { Fault } from './refusal.js';

const newline = Buffer.from('\n');

/** What the exact reader must know of a delimited text. */
export interface CsvShape extends Dialect {
  width: number;
  hasHeader: boolean;
  maxRecordBytes: number;
}

/**
 * Reads delimited UTF-8 text record by record, in bounded memory and in time linear in its length: each good record goes to the
 * sink as it was written, with a line feed at its end, each faulty one is refused alone. A quote that is not closed within
 * `maxRecordBytes`, or is followed by other text when it is, refuses the line it stands on; reading goes on with the next line.
 */
export async function cleanCsv(chunks: AsyncIterable<Uint8Array>, shape: CsvShape, sink: RecordSink): Promise<void> {
  const window = byteWindow(chunks);
  try {
    await records(window, shape, sink);
  } finally {
    await window.close();
  }
}

async function records(window: ByteWindow, shape: CsvShape, sink: RecordSink): Promise<void> {
  const judge = recordJudge(shape, sink);
  const kinds = byteKinds(shape);
  for (let from = 0; ; ) {
    const found = findRecord(window.bytes, from, window.isLast, kinds);
    if (found) {
      judge(window, from, found);
      from = found.next;
    } else if (window.isLast) return;
    // One byte more may be the first half of its newline.
    else if (window.bytes.length - from <= shape.maxRecordBytes + 1) {
      await window.advance(from);
      from = 0;
    } else {
      const line = await overlongLine(window, from);
      judge(line.view, line.from, line.record);
      from = line.next;
    }
  }
}

/** The line at `from`, where no record ends within the limit; of a long one only its beginning is kept in view. */
async function overlongLine(window: ByteWindow, from: number) {
  const inView = firstLine(window.bytes, from, window.isLast, 'unclosed_quote');
  if (inView) return { view: window, from, record: inView, next: inView.next };
  const view = { bytes: Buffer.from(window.bytes.subarray(from)), offset: window.offset + from };
  const start = view.offset;
  let record: FoundRecord | undefined;
  while (!record) {
    await window.advance(window.bytes.length - 1);
    record = firstLine(window.bytes, 0, window.isLast, 'unclosed_quote');
  }
  const { next } = record;
  record = { ...record, end: record.end + window.offset - start, fault: undefined };
  return { view, from: 0, record, next };
}

type View = Pick<ByteWindow, 'bytes' | 'offset'>;

function recordJudge({ width, hasHeader, maxRecordBytes, ...dialect }: CsvShape, sink: RecordSink) {
  let recordNumber = hasHeader ? -1 : 0;
  return (view: View, from: number, found: FoundRecord) => {
    if (found.isBlank && (width !== 1 || recordNumber < 0)) return;
    recordNumber++;
    if (recordNumber === 0) return;
    const raw = view.bytes.subarray(from, found.end);
    const length = found.end - from;
    const problem = length > maxRecordBytes ? tooLong(length, maxRecordBytes) : faultOf(found, raw, width);
    if (problem) sink.refuse({ recordNumber, offset: view.offset + from, length, raw, ...problem });
    else if (found.hasLiteralQuotes) sink.accept(joinFields(splitFields(raw, dialect), dialect));
    else acceptAsItIs(sink, raw);
  };
}

function acceptAsItIs(sink: RecordSink, raw: Buffer): void {
  sink.accept(Buffer.concat([raw, newline]));
}

interface Problem {
  fault: Fault;
  message: string;
}

/** The refusal of a record for its length. */
export function tooLong(length: number, limit: number): Problem {
  return { fault: 'too_long', message: `${length} bytes long, the limit max_record_bytes is ${limit}` };
}

function faultOf(found: FoundRecord, raw: Uint8Array, width: number): Problem | undefined {
  if (found.fault === 'unclosed_quote') return { fault: found.fault, message: 'a quote is opened and never closed' };
  if (found.fault) return { fault: found.fault, message: 'a closing quote is followed by other text' };
  if (!isUtf8(raw)) return { fault: 'invalid_byte', message: 'holds bytes that are not valid in the encoding' };
  if (found.fields === width) return undefined;
  const message = `has ${found.fields} ${found.fields === 1 ? 'field' : 'fields'}, expected ${width}`;
  return { fault: found.fields < width ? 'missing_columns' : 'surplus_columns', message };
}
