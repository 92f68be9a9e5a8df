import type { Engine } from '../src/engine/engine.js';
import type { Source } from '../src/project/schema.js';
import { columnNames } from './extract/column-names.js';
import type { SourceFile } from './extract/files.js';
import { type ParquetScan, surveyParquet } from './extract/parquet.js';
import { type Format, textReaders } from './extract/source-format.js';
import { prepareText, type TextScan } from './extract/text.js';
import type { KnownHashes } from './known-hashes.js';
import { fileSha256, isSameFile } from './land-known.js';
import { isReadAlike, readingOf } from './land-reading.js';
import type { ManifestFile } from './manifest.js';

/** A file whose content is new, ready to be landed. */
export interface PreparedFile {
  file: SourceFile;
  contentBytes: number;
  /** `repeats` is not known yet. */
  entry: ManifestFile;
  /** Under which names its columns are landed, and what had to be renamed. */
  columns: string[];
  warnings: string[];
  scan: TextScan | ParquetScan;
  refusals?: TextScan;
  firstRefusal?: string;
}

/** What all files of a delivery have in common. */
export interface FileTask {
  engine: Engine;
  source: Source;
  format: Format;
  /** Where working files may be written. */
  folder: string;
  /** The version of a path that was landed last. */
  last(path: string): { batch: string; file: ManifestFile } | undefined;
  hashes: KnownHashes;
  signal?: AbortSignal;
}

/**
 * Reads a file as far as landing needs before the engine does; undefined where its content is what its path had before and is read as it was then.
 * `exact` asks for the exact reader. Throws CliError (source) where the file cannot be read at all.
 */
export async function prepareFile(
  task: FileTask,
  file: SourceFile,
  id: string,
  exact = false,
): Promise<PreparedFile | undefined> {
  const last = task.last(file.name);
  const { format, source, hashes } = task;
  if (isReadAlike(last?.file, format, source) && (await isSameFile(file, last?.file, hashes, task.signal)))
    return undefined;
  const read = format === 'parquet' ? readParquet(task, file) : readText({ ...task, format }, file, id, exact);
  const found = await read;
  if (!found) return undefined;
  hashes.add(file, found.entry.bytes_sha256);
  const { names, warnings } = columnNames(found.entry.header);
  const supersedes = last ? { supersedes: last.batch } : {};
  return {
    file,
    ...found,
    entry: { path: file.name, bytes: file.bytes, repeats: 0, ...found.entry, ...supersedes },
    columns: names,
    warnings,
  };
}

async function readText(
  { source, format, folder, last, signal }: FileTask & { format: keyof typeof textReaders },
  file: SourceFile,
  id: string,
  exact: boolean,
) {
  const known = last(file.name)?.file;
  const isKnown = (sha256: string) => known?.sha256 === sha256 && isReadAlike(known, format, source);
  const found = await prepareText({ file, source, reader: textReaders[format], folder, id, isKnown, exact, signal });
  if (!found) return undefined;
  const { scan, refusals, firstRefusal, contentBytes, ...entry } = found;
  return {
    scan,
    refusals,
    firstRefusal,
    contentBytes,
    entry: { ...entry, encoding: source.encoding, reading: readingOf(format, source) },
  };
}

async function readParquet({ engine, signal }: FileTask, file: SourceFile) {
  const { header, names, types, rows } = await surveyParquet(engine, file, signal);
  const sha256 = await fileSha256(file, signal);
  const scan: ParquetScan = { kind: 'parquet', names, pieces: [{ path: file.path, rows }] };
  return {
    scan,
    contentBytes: file.bytes,
    entry: { bytes_sha256: sha256, sha256, header, types, rows, refused: 0, reader: 'engine' as const },
  };
}
