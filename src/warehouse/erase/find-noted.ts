import { type Engine, literal } from '../../engine/engine.js';
import type { BatchPlace } from './batch-place.js';
import { readJournal } from './erase-journal.js';
import { foundRecords } from './find-records.js';
import { foundRefused } from './find-refused.js';

/** Finds what killed attempts had found in these batches of a source and not taken out, beside what is found there now. */
export async function findNoted(engine: Engine, source: string, batches: BatchPlace[]): Promise<void> {
  for (const { folder, manifest } of batches) {
    const journal = readJournal(folder);
    if (!journal) continue;
    await add(engine, foundRecords(source), manifest.batch, journal.records);
    await add(engine, foundRefused(source), manifest.batch, journal.refused);
  }
}

async function add(engine: Engine, found: string, batch: string, places: [string, number][]): Promise<void> {
  if (places.length === 0) return;
  const columns = [
    { name: 'file', type: { kind: 'text' as const }, values: places.map(([file]) => file) },
    { name: 'number', type: { kind: 'integer' as const }, values: Int32Array.from(places, ([, number]) => number) },
  ];
  await engine.write('erase.noted', { rows: places.length, columns });
  await engine.replace(found, `select * from ${found} union select ${literal(batch)}, file, number from erase.noted`);
}
