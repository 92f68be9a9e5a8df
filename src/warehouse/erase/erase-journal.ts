import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, literal } from '../../engine/engine.js';
import { writeFileAtomic } from '../../run/write-file.js';
import { rowsOf } from '../../table.js';
import type { BatchPlace } from './batch-place.js';
import { foundRecords } from './find-records.js';
import { foundRefused } from './find-refused.js';

/** What is being taken out of a batch. It stands beside the files until it is done: once some are gone, what the others were found by may be gone too. */
interface Journal {
  /** The files that hold some of it, with their sha256 before. */
  files: Record<string, string>;
  /** File and number of each record, and of each that the parser refused. */
  records: [string, number][];
  refused: [string, number][];
}

const pathIn = (folder: string) => join(folder, 'erasing.json');

/** The journal of a batch; undefined where nothing is being taken out of it. */
export function readJournal(folder: string): Journal | undefined {
  return existsSync(pathIn(folder)) ? JSON.parse(readFileSync(pathIn(folder), 'utf8')) : undefined;
}

/** Writes down what was found in a batch, in these files. What a killed attempt knew of a file before it was written again stays. */
export async function writeJournal(
  engine: Engine,
  { folder, manifest: { source, batch } }: BatchPlace,
  files: Journal['files'],
): Promise<void> {
  const places = async (found: string, number: string): Promise<[string, number][]> => {
    const rows = await engine.query(
      `select _file, ${number} as number from ${found} where _batch = ${literal(batch)} order by all`,
    );
    return rowsOf(rows).map(row => [String(row._file), Number(row.number)]);
  };
  const records = await places(foundRecords(source), '_row');
  const refused = await places(foundRefused(source), 'record_number');
  const journal: Journal = { files: { ...files, ...readJournal(folder)?.files }, records, refused };
  writeFileAtomic(pathIn(folder), JSON.stringify(journal));
}

/** What was to be taken out of the batch is. */
export function removeJournal(folder: string): void {
  rmSync(pathIn(folder));
}
