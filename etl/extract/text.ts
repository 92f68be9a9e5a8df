import { createHash } from 'node:crypto';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from '../../src/project/schema.js';
import { type Compression, openPacked, type PackedFile, unpackedBytes } from './bytes.js';
import { joinFields } from './csv-fields.js';
import { decoded } from './decode.js';
import { cleanDialect, type Dialect } from './dialect.js';
import type { SourceFile } from './files.js';
import type { Piece, Pieces } from './piece-writer.js';
import { fileSink, type SinkResult } from './record-sink.js';
import type { TextReader, TextShape, TextSurvey } from './text-reader.js';

/** Of a text with newlines inside quotes the engine keeps all that it has read: a longer one it gets in pieces. */
const mostKeptBytes = 32 << 20;

/** How the engine reads a text file, or the clean text made of it. */
export interface TextScan extends Dialect, TextShape {
  kind: 'text';
  /** The file itself, or the clean text made of it, with the records in each. */
  pieces: Piece[];
  /** The largest piece, unpacked. */
  contentBytes: number;
  compression: Compression;
}

/** A text file as it stands ready for the engine. */
interface PreparedText {
  /** What it unpacks to, in bytes. */
  contentBytes: number;
  /** Of the file as it lies on the disk, and of what it unpacks to. */
  bytes_sha256: string;
  sha256: string;
  header: string[];
  absent?: string[];
  rows: number;
  refused: number;
  /** The first refused record in words. */
  firstRefusal?: string;
  reader: 'engine' | 'exact';
  scan: TextScan;
  /** Clean text with one line per refused record (see `refusalColumns`). */
  refusals?: TextScan;
}

/** What is needed to prepare a text file. */
interface TextTask {
  file: SourceFile;
  source: Source;
  reader: TextReader;
  /** Where clean text may be written, and a name there that is this file's alone. */
  folder: string;
  id: string;
  /** Whether content with this hash is landed already under the file's name: then no more is done. */
  isKnown(sha256: string): boolean;
  /** The exact reader is wanted, whatever the survey says. */
  exact?: boolean;
  signal?: AbortSignal;
}

/**
 * Reads a text file once, counting on its own, and once more through the exact reader where the engine could lose records of it.
 * Undefined where its content is known. Throws CliError (source) where the file as a whole cannot be read.
 */
export async function prepareText(task: TextTask): Promise<PreparedText | undefined> {
  const { file, source, reader, folder, id } = task;
  const raw = createHash('sha256');
  const content = contentHash();
  const packed = await openPacked(file.path, file.bytes);
  const isUtf8 = source.encoding === 'utf-8';
  const text: PackedFile = isUtf8 ? packed : { path: join(folder, `${id}.text`), compression: 'none' };
  const unpacked = unpackedBytes(packed, piece => raw.update(piece));
  const chunks = decoded(tapped(unpacked, task.signal, content), source.encoding);
  const survey = await reader.survey(isUtf8 ? chunks : written(chunks, text.path), source, file.path);
  const read = { contentBytes: content.bytes(), bytes_sha256: raw.digest('hex'), sha256: content.digest() };
  if (task.isKnown(read.sha256)) {
    if (!isUtf8) rmSync(text.path);
    return undefined;
  }
  const { plain } = survey;
  const isTooLong = plain?.hasNewlineInQuotes && read.contentBytes > mostKeptBytes;
  if (plain && !isTooLong && !task.exact) return { ...read, ...asItIs(survey, plain, text, read.contentBytes) };
  return { ...read, ...(await cleaned(task, survey, text)) };
}

function asItIs(
  { header, dialect }: TextSurvey,
  plain: NonNullable<TextSurvey['plain']>,
  { path, compression }: PackedFile,
  contentBytes: number,
) {
  const { rows, ...shape } = plain;
  const scan: TextScan = { kind: 'text', pieces: [{ path, rows }], contentBytes, compression, ...dialect, ...shape };
  return { header, rows, refused: 0, reader: 'engine' as const, scan };
}

async function cleaned({ source, reader, folder, id, file, signal }: TextTask, survey: TextSurvey, text: PackedFile) {
  const pathOf = (name: string) => join(folder, `${id}.${name}`);
  const sink = fileSink(pathOf, file.name, joinFields(firstLine(survey.header), survey.dialect));
  let written: SinkResult | undefined;
  try {
    const unpacked = unpackedBytes(text, () => {});
    await reader.clean(decoded(tapped(unpacked, signal), 'utf-8'), source, survey, sink);
  } finally {
    written = sink.close();
  }
  const { accepted, refused, firstRefusal } = written;
  const { header, absent } = survey;
  const counted = {
    header,
    ...(absent && { absent }),
    rows: accepted.rows,
    refused: refused?.rows ?? 0,
    reader: 'exact' as const,
  };
  const refusals = refused && cleanScan(refused, cleanDialect);
  return { ...counted, scan: cleanScan(accepted, survey.dialect), refusals, firstRefusal };
}

function cleanScan({ rows: _, ...pieces }: Pieces, dialect: Dialect): TextScan {
  const shape = { hasHeader: true, hasNewlineInQuotes: true, endsInBoth: false };
  return { kind: 'text', compression: 'none', ...dialect, ...shape, ...pieces };
}

/** Clean text has a header even where it needs none: the engine would take U+FEFF at its beginning for a byte order mark. */
const firstLine = (header: string[]) => (header.length > 0 ? header : ['']);

function contentHash() {
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    update(chunk: Uint8Array) {
      hash.update(chunk);
      bytes += chunk.length;
    },
    bytes: () => bytes,
    digest: () => hash.digest('hex'),
  };
}

async function* tapped(
  chunks: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
  hash?: ReturnType<typeof contentHash>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    hash?.update(chunk);
    yield chunk;
  }
}

async function* written(chunks: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array> {
  const file = openSync(path, 'w', 0o600);
  try {
    for await (const chunk of chunks) {
      for (let from = 0; from < chunk.length; ) from += writeSync(file, chunk, from);
      yield chunk;
    }
  } finally {
    closeSync(file);
  }
}
