import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allDone } from '../src/all-done.js';
import { literal } from '../src/engine/engine.js';
import { settle, syncBeside } from '../src/sync.js';
import { rowsOf } from '../src/table.js';
import { landedColumns } from './extract/column-names.js';
import { refusalColumns } from './extract/refusal-text.js';
import type { TextScan } from './extract/text.js';
import { type BatchTask, parquet } from './land-part.js';
import type { Parts } from './land-parts.js';
import { readText } from './land-scan.js';
import { landedSums } from './landed-sums.js';
import { type Differences, type Drift, type Manifest, manifestText, totalsOf } from './manifest.js';

/** Writes what lies beside the data of a batch, its manifest last, and answers the manifest. All of it is on the disk then. */
export async function finishBatch(
  task: BatchTask,
  parts: Parts,
  { drift, differences }: { drift: Drift[]; differences?: Differences },
  landedAt: string,
): Promise<Manifest> {
  const { folder, batch, source } = task;
  const columns = await ownColumns(task, parts);
  const repeats = await writeRepeats(task, parts);
  await writeRefusals(task, parts);
  const files = parts.files.map(({ entry }) => ({ ...entry, repeats: repeats.get(entry.path) ?? 0 }));
  const complete = differences ? { complete: differences } : {};
  // The disk takes the files while they are read.
  const settled = readdirSync(folder).map(name => settle(join(folder, name)));
  task.onIdle?.();
  const [sums] = await allDone([landedSums(folder, task.signal), ...settled]);
  const written = { data: parts.data, parquet: sums, files, drift, ...complete };
  const manifest: Manifest = { batch, source, landed_at: landedAt, columns, ...totalsOf(files), ...written };
  const path = join(folder, 'manifest.json');
  writeFileSync(path, manifestText(manifest));
  await settle(path);
  await syncBeside(folder);
  return manifest;
}

async function ownColumns({ engine, folder, signal }: BatchTask, { data }: Parts): Promise<Manifest['columns']> {
  const paths = data.map(name => literal(join(folder, name)));
  const describe = `describe select * from read_parquet([${paths.join(', ')}], union_by_name = true)`;
  const columns = rowsOf(await engine.query(describe, [], signal)).slice(landedColumns.length);
  return columns.map(column => ({ name: String(column.column_name), type: String(column.column_type) }));
}

async function writeRepeats(task: BatchTask, { repeats }: Parts): Promise<Map<string, number>> {
  const { engine, folder, signal } = task;
  if (repeats.length === 0) return new Map();
  const all = `read_parquet([${repeats.map(literal).join(', ')}])`;
  const counts = `select "_file", count(*) as "repeats" from ${all} group by "_file"`;
  const counted = rowsOf(await engine.query(counts, [], signal));
  const path = literal(join(folder, 'repeats.parquet'));
  const sorted = `select * from ${all} order by "_file", "_row"`;
  if (counted.length > 0) await engine.query(`copy (${sorted}) to ${path} ${parquet}`, [], signal);
  return new Map(counted.map(row => [String(row._file), Number(row.repeats)]));
}

async function writeRefusals({ engine, folder, batch, source, signal }: BatchTask, { files }: Parts): Promise<void> {
  const scan = joined(files.flatMap(file => file.refusals ?? []));
  if (!scan) return;
  const ours = `${literal(batch)} as "_batch", ${literal(source)} as "_source", c1 as "_file", cast(null as integer) as "_row"`;
  const theirs = refusalColumns.map(({ name, type }, index) => `cast(c${index + 2} as ${type}) as "${name}"`);
  const select = `select ${ours}, ${theirs.join(', ')} from ${readText(scan, refusalColumns.length + 1)}`;
  const path = literal(join(folder, 'refused.parquet'));
  const [written] = rowsOf(await engine.query(`copy (${select}) to ${path} ${parquet}`, [], signal));
  const refused = files.reduce((sum, { entry }) => sum + entry.refused, 0);
  if (Number(written?.Count) !== refused)
    throw new Error(`of ${refused} refused records the engine wrote another number`);
}

function joined(scans: TextScan[]): TextScan | undefined {
  const [first] = scans;
  if (!first) return undefined;
  const largest = (of: 'longestBytes' | 'contentBytes') => scans.reduce((most, scan) => Math.max(most, scan[of]), 0);
  const sizes = { longestBytes: largest('longestBytes'), contentBytes: largest('contentBytes') };
  return { ...first, ...sizes, pieces: scans.flatMap(scan => scan.pieces) };
}
