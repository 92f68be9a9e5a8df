import { type Engine, literal } from '../../engine/engine.js';
import { rowsOf } from '../../table.js';
import type { Person } from './person.js';
import { wordsOf } from './words-of.js';

/** Where `findRefused` puts what it found in a source: `_batch, _file, record_number` of records that the parser refused. */
export const foundRefused = (source: string) => `erase.refused_${source}`;

/**
 * Finds the records of a person among those that the parser refused. They have no columns, so any word in one that is a customer
 * number of theirs makes it theirs: rather one broken record too many than one too few.
 */
export async function findRefused(
  engine: Engine,
  files: string[],
  source: string,
  system: string,
  person: Person,
): Promise<void> {
  const found: { batch: string; file: string; number: bigint }[] = [];
  const sql = `select _batch, _file, record_number, raw from read_parquet([${files.map(literal).join(', ')}])`;
  if (files.length > 0)
    for await (const piece of engine.stream(sql)) {
      for (const { _batch, _file, record_number, raw } of rowsOf(piece)) {
        if (!wordsOf(String(raw), person.longest).some(word => person.hasNumber(system, word))) continue;
        found.push({ batch: String(_batch), file: String(_file), number: BigInt(String(record_number)) });
      }
    }
  await engine.write(foundRefused(source), {
    rows: found.length,
    columns: [
      { name: '_batch', type: { kind: 'text' }, values: found.map(one => one.batch) },
      { name: '_file', type: { kind: 'text' }, values: found.map(one => one.file) },
      { name: 'record_number', type: { kind: 'bigint' }, values: BigInt64Array.from(found, one => one.number) },
    ],
  });
}
