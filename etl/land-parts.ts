import { join } from 'node:path';
import { allDone } from '../src/all-done.js';
import type { FileTask, PreparedFile } from './land-file.js';
import { type BatchTask, writePart } from './land-part.js';
import { writeRepeats } from './land-repeats.js';

const firstPartBytes = 4 << 20;
const largestPartBytes = 256 << 20;

/** The engine numbers the records of a part on one core: so many parts are written side by side. */
const atOnce = 2;

/** The parts of a batch: its files as they were landed, its Parquet files, and files of repeats that lie aside. */
export interface Parts {
  files: PreparedFile[];
  data: string[];
  repeats: string[];
}

/**
 * Writes a batch in parts of growing size, so that the engine works on one while the files of the next are still being looked at.
 * Where a part ends depends on the files alone.
 */
export function partsWriter(task: BatchTask, fileTask: FileTask) {
  const parts: Parts = { files: [], data: [], repeats: [] };
  let waiting: PreparedFile[] = [];
  let bytes = 0;
  let limit = firstPartBytes;
  const written: Promise<{ files: PreparedFile[]; repeats: string[] }>[] = [];

  function flush(): void {
    const files = waiting;
    if (files.length === 0) return;
    const count = parts.data.length + 1;
    const name = count === 1 ? 'data.parquet' : `data-${count}.parquet`;
    parts.data.push(name);
    const work = (written.at(-atOnce) ?? Promise.resolve()).then(async () => {
      const landed = await writePart(task, fileTask, name, files);
      return { files: landed, repeats: await repeatsOf(task, fileTask, name, landed) };
    });
    work.catch(() => undefined);
    written.push(work);
    waiting = [];
    bytes = 0;
    limit = Math.min(limit * 2, largestPartBytes);
  }

  return {
    /** Takes the next file, in order. */
    add(file: PreparedFile): void {
      waiting.push(file);
      bytes += file.contentBytes;
      if (bytes >= limit) flush();
    },
    /** Throws what writing threw: CliError (source), QueryError. */
    async finish(): Promise<Parts> {
      flush();
      for (const { files, repeats } of await allDone(written)) {
        parts.files.push(...files);
        parts.repeats.push(...repeats);
      }
      return parts;
    },
  };
}

function repeatsOf(task: BatchTask, { folder }: FileTask, name: string, files: PreparedFile[]): Promise<string[]> {
  const records = files.reduce((sum, file) => sum + file.entry.rows, 0);
  const paths = { data: join(task.folder, name), repeats: join(folder, `repeats-${name}`) };
  return writeRepeats(task.engine, paths, records, task.signal);
}
