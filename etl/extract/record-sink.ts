import { joinFields } from './csv-fields.js';
import { cleanDialect } from './dialect.js';
import { type Pieces, pieceWriter } from './piece-writer.js';
import type { Refusal } from './refusal.js';
import { refusalColumns, refusalFields } from './refusal-text.js';

/** Where a reader of text puts what it finds: good records as clean delimited text, bad ones with what is wrong with them. */
export interface RecordSink {
  /** One record in the sink's dialect, newline included. */
  accept(record: Uint8Array | string): void;
  refuse(refusal: Refusal): void;
}

/** What went into a sink. */
export interface SinkResult {
  accepted: Pieces;
  /** Absent where nothing was refused. */
  refused?: Pieces;
  /** The first refusal in words. */
  firstRefusal?: string;
}

/**
 * A sink that writes what it is given into files of clean text: accepted records below `header`, refused ones with the name of
 * their `file` before the columns of a refusal. It is closed once.
 */
export function fileSink(pathOf: (name: string) => string, file: string, header: string) {
  const accepted = pieceWriter(piece => pathOf(`${piece}.csv`), header);
  let refused: ReturnType<typeof pieceWriter> | undefined;
  let firstRefusal: string | undefined;
  return {
    accept: accepted.write,
    refuse(refusal: Refusal): void {
      firstRefusal ??= `record ${refusal.recordNumber} ${refusal.message}`;
      refused ??= pieceWriter(piece => pathOf(`${piece}.refused.csv`), refusalHeader());
      refused.write(joinFields([file, ...refusalFields(refusal)], cleanDialect));
    },
    close: (): SinkResult => ({ accepted: accepted.close(), refused: refused?.close(), firstRefusal }),
  };
}

function refusalHeader(): string {
  return joinFields(['_file', ...refusalColumns.map(column => column.name)], cleanDialect);
}
