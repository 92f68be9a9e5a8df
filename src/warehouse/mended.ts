import { statSync } from 'node:fs';
import type { Engine } from '../engine/engine.js';
import { literal } from '../engine/engine.js';
import { CliError, exitCode, messageOf } from '../errors.js';
import { rowsOf } from '../table.js';
import { isSame, type MendedRecord, placeKey } from './mended-record.js';

/** Refused records by where they stand. */
export type Mended = Map<string, MendedRecord>;

/**
 * The records of an export of the quarantine (csv, json or parquet, by the name of the file), each once, where `original` tells
 * them from what they were. Throws CliError (usage) for a file that is no such export, and where two lines mend one record differently.
 */
export async function readMended(engine: Engine, path: string, original: Mended = new Map()): Promise<Mended> {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new CliError(`there is no file ${path}`, exitCode.usage, 'check the path');
  const columns = 'source, batch, file, cast("row" as integer) as "row", rule, record';
  const sql = `select ${columns} from ${tableFunction(path)} order by source, batch, file, "row", rule`;
  const answer = await engine.query(sql).catch(error => {
    throw noExport(path, messageOf(error).split('\n')[0], error);
  });
  const rows = rowsOf(answer);
  const lacking = ['source', 'batch', 'file', 'row'].find(name => rows.some(row => row[name] === null));
  if (lacking) throw noExport(path, `a record has no ${lacking}`);
  return mendedOf(rows, original);
}

function noExport(path: string, why: string | undefined, cause?: unknown): CliError {
  const hint =
    'it has the columns source, batch, file, row, rule and record, with commas between them, unless its name ends in .json or .parquet; make one: custometry quarantine export --out refused.csv';
  return new CliError(`${path} is no export of the quarantine: ${why}`, exitCode.usage, hint, { cause });
}

/** The same of rows `source, batch, file, row, rule, record`: what differs from the original, else the original. */
export function mendedOf(rows: Record<string, unknown>[], original: Mended = new Map()): Mended {
  const found: Mended = new Map();
  for (const row of rows) {
    const place = {
      source: String(row.source),
      batch: String(row.batch),
      file: String(row.file),
      row: Number(row.row),
    };
    const one = { ...place, rule: String(row.rule), record: recordOf(row.record, place) };
    const key = placeKey(one);
    const before = found.get(key);
    if (!before || isSame(before, original.get(key))) found.set(key, one);
    else if (!isSame(one, before) && !isSame(one, original.get(key)))
      throw new CliError(`row ${one.row} of ${one.file} is mended in two ways`, exitCode.usage, 'leave one of them');
  }
  return found;
}

function tableFunction(named: string): string {
  const path = named.replace(/[*?[]/g, '[$&]');
  if (/\.parquet$/i.test(path)) return `read_parquet(${literal(path)})`;
  const columns =
    "{source: 'varchar', batch: 'varchar', file: 'varchar', \"row\": 'integer', rule: 'varchar', record: 'varchar'}";
  if (/\.json$/i.test(path)) return `read_json(${literal(path)}, columns = ${columns})`;
  return `read_csv(${literal(path)}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')`;
}

function recordOf(text: unknown, { file, row }: { file: string; row: number }): Record<string, unknown> {
  try {
    const record: unknown = JSON.parse(String(text));
    if (typeof record === 'object' && record !== null && !Array.isArray(record))
      return record as Record<string, unknown>;
  } catch {}
  throw new CliError(
    `the record at row ${row} of ${file} is no JSON object`,
    exitCode.usage,
    'mend its column `record`',
  );
}
