import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, literal } from '../src/engine/engine.js';
import { CliError, exitCode } from '../src/errors.js';
import { type SourceFile, standing } from './extract/files.js';
import { notParquet } from './extract/parquet.js';
import { aside } from './land-aside.js';
import { type FileTask, type PreparedFile, prepareFile } from './land-file.js';
import { deliverySelect } from './land-scan.js';

/** A batch in the making. */
export interface BatchTask {
  engine: Engine;
  /** An empty folder that becomes the batch. */
  folder: string;
  batch: string;
  source: string;
  signal?: AbortSignal;
  /** Called where nothing is waited for but the disk: a core has nothing to do. Between statements it would keep the engine waiting. */
  onIdle?: () => void;
}

/** How our Parquet files are written. */
export const parquet = '(format parquet, compression zstd, compression_level 1, write_bloom_filter false)';

/** Twice what the engine writes of a table at once: of a group that a mapping leaves less of, all is copied once more. */
const groupRows = 245_760;

/** Records that are longer are not held in such numbers. */
const groupBytes = 64 << 20;

/**
 * Writes the records of these files as one Parquet file of the batch and answers the files as they were landed: what the engine
 * and our own count do not agree on goes through the exact reader, and must agree then. Throws CliError (source) where a file is
 * damaged or changed meanwhile.
 */
export async function writePart(
  task: BatchTask,
  fileTask: FileTask,
  name: string,
  files: PreparedFile[],
): Promise<PreparedFile[]> {
  const path = join(task.folder, name);
  const doubtful = await doubtfulFiles(task, path, files);
  const checked: PreparedFile[] = [];
  for (const file of files) {
    const again = doubtful.has(file) ? await prepareFile(fileTask, file.file, `${name}-${checked.length}`, true) : file;
    checked.push(again ?? file);
  }
  const [wrong] = doubtful.size > 0 ? await writeData(task, path, checked) : [];
  if (wrong) throw new Error(`${wrong.file.path}: of ${wrong.entry.rows} records the engine wrote another number`);
  for (const { file } of files) refuseIfChanged(file);
  return checked;
}

/** Writes the data and answers the files of which the engine did not find exactly the records counted before. Throws QueryError. */
async function writeData(task: BatchTask, path: string, files: PreparedFile[]): Promise<PreparedFile[]> {
  const { engine, batch, source, signal } = task;
  const written = `to ${literal(path)} ${inGroups(files)}`;
  await aside(engine, `copy (${deliverySelect(batch, source, files)}) ${written}`, signal);
  const counts = `select "_file", count(*) as "rows", min("_row") as "first", max("_row") as "last"
    from read_parquet(${literal(path)}) group by "_file"`;
  const found = new Map((await aside(engine, counts, signal)).map(row => [row._file, row]));
  return files.filter(({ entry }) => {
    const { rows = 0, first = 1, last = 0 } = found.get(entry.path) ?? {};
    return rows !== entry.rows || first !== 1 || last !== entry.rows;
  });
}

/** How large a file is once it is read is known of texts alone. */
function inGroups(files: PreparedFile[]): string {
  const bytes = files.reduce((sum, { contentBytes }) => sum + contentBytes, 0);
  const rows = files.reduce((sum, { entry }) => sum + entry.rows, 0);
  const isText = files.every(({ scan }) => scan.kind === 'text');
  return isText && bytes * groupRows <= rows * groupBytes
    ? parquet.replace(')', `, row_group_size ${groupRows})`)
    : parquet;
}

async function doubtfulFiles(task: BatchTask, path: string, files: PreparedFile[]): Promise<Set<PreparedFile>> {
  try {
    return new Set(await writeData(task, path, files));
  } catch (error) {
    if (task.signal?.aborted || error instanceof CliError) throw error;
    const texts = files.filter(file => file.scan.kind === 'text' && file.entry.reader === 'engine');
    if (texts.length > 0) return new Set(texts);
    throw files.some(file => file.scan.kind === 'parquet') ? await damagedParquet(task, path, files, error) : error;
  }
}

async function damagedParquet(task: BatchTask, path: string, files: PreparedFile[], error: unknown): Promise<CliError> {
  for (const file of files) {
    const problem = await writeData(task, path, [file]).then(
      () => undefined,
      (reason: unknown) => notParquet(file.file.path, reason),
    );
    if (problem) return problem;
  }
  return notParquet(files.map(file => file.file.path).join(', '), error);
}

function refuseIfChanged(file: SourceFile): void {
  const stats = statSync(file.path, { bigint: true, throwIfNoEntry: false });
  const now = stats && standing(stats);
  if (now?.bytes === file.bytes && now.modified === file.modified) return;
  throw new CliError(
    `${file.path} changed while it was read`,
    exitCode.source,
    'run again when its writer has finished',
  );
}
