import { chmodSync, existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { parquet } from '../../../etl/land-part.js';
import { type LandedSum, landedSums } from '../../../etl/landed-sums.js';
import {
  type ErasureProof,
  type Manifest,
  type ManifestFile,
  manifestText,
  readManifest,
} from '../../../etl/manifest.js';
import { type Engine, literal } from '../../engine/engine.js';
import { removeLeftovers, temporaryFor } from '../../run/leftovers.js';
import { writeFileAtomic } from '../../run/write-file.js';
import { sync } from '../../sync.js';
import { rowsOf } from '../../table.js';
import type { BatchPlace } from './batch-place.js';
import { readJournal, removeJournal, writeJournal } from './erase-journal.js';
import { foundRecords } from './find-records.js';
import { foundRefused } from './find-refused.js';

/** Notes beside the files of a batch what is to be taken out of it: a journal, which stands until that is done. Nothing is noted where nothing was found. */
export async function beginErasing(engine: Engine, { folder, manifest }: BatchPlace): Promise<void> {
  const touched = await touchedFiles(engine, folder, manifest);
  if (touched.length === 0) return;
  const sums = sumsOf(await landedSums(folder));
  const files = Object.fromEntries(touched.map(({ name }) => [name, sums.get(name) ?? '']));
  await writeJournal(engine, { folder, manifest }, files);
}

/**
 * Takes the noted records out of a batch: each file that holds some is written again without them, the numbers of the others stay,
 * and the manifest counts anew and says what was taken out. Killed anywhere, it is begun and called again. Answers the manifest.
 */
export async function eraseFromBatch(
  engine: Engine,
  { folder, manifest }: BatchPlace,
  { people, at }: Pick<ErasureProof, 'people' | 'at'>,
): Promise<Manifest> {
  const before = readJournal(folder)?.files;
  if (!before) return manifest;
  const touched = await touchedFiles(engine, folder, manifest);
  removeLeftovers(folder);
  for (const one of touched) await rewrite(engine, folder, one);
  const counted = await recount(engine, folder, manifest);
  const records = (counted.erased ?? 0) - (manifest.erased ?? 0);
  const parquet = await landedSums(folder);
  if (JSON.stringify(parquet) !== JSON.stringify(manifest.parquet)) {
    const sums = sumsOf(parquet);
    const files = Object.entries(before).map(([name, sum]) => ({ name, before: sum, after: sums.get(name) ?? '' }));
    const proof: ErasureProof = { people, at, records, files };
    const erasures = [...(manifest.erasures ?? []), proof];
    writeFileAtomic(join(folder, 'manifest.json'), manifestText({ ...counted, parquet, erasures }));
  }
  removeJournal(folder);
  return readManifest(folder);
}

interface LandedParquet {
  name: string;
  /** True for a record that goes. */
  goes: string;
}

function parquetOf({ source, batch, data }: Manifest, folder: string): LandedParquet[] {
  const of = `where _batch = ${literal(batch)}`;
  const record = `(_file, _row) in (select _file, _row from ${foundRecords(source)} ${of})`;
  const refused = `(_file, record_number) in (select _file, record_number from ${foundRefused(source)} ${of})`;
  const all = [
    ...data.map(name => ({ name, goes: record })),
    { name: 'repeats.parquet', goes: record },
    { name: 'refused.parquet', goes: refused },
  ];
  return all.filter(({ name }) => existsSync(join(folder, name)));
}

async function touchedFiles(engine: Engine, folder: string, manifest: Manifest): Promise<LandedParquet[]> {
  const touched: LandedParquet[] = [];
  for (const one of parquetOf(manifest, folder)) {
    const sql = `select count(*) as n from ${read(folder, one.name)} where ${one.goes}`;
    if (Number(rowsOf(await engine.query(sql))[0]?.n) > 0) touched.push(one);
  }
  return touched;
}

async function rewrite(engine: Engine, folder: string, { name, goes }: LandedParquet): Promise<void> {
  const path = join(folder, name);
  const temporary = temporaryFor(path);
  const kept = `select * from ${read(folder, name)} where not ${goes}`;
  await engine.query(`copy (${kept}) to ${literal(temporary)} ${parquet}`);
  chmodSync(temporary, 0o600);
  sync(temporary);
  renameSync(temporary, path);
  sync(folder);
}

/** The manifest as the files now are: what they lack of what it says was erased. */
async function recount(engine: Engine, folder: string, manifest: Manifest): Promise<Manifest> {
  const rows = await countsOf(engine, folder, manifest.data);
  const refused = await countsOf(engine, folder, ['refused.parquet']);
  const repeats = await countsOf(engine, folder, ['repeats.parquet']);
  const files = manifest.files.map((file): ManifestFile => {
    const now = { rows: rows(file.path), refused: refused(file.path), repeats: repeats(file.path) };
    const gone = file.rows + file.refused - now.rows - now.refused;
    return { ...file, ...now, ...(gone > 0 ? { erased: (file.erased ?? 0) + gone } : {}) };
  });
  const sum = (of: 'rows' | 'refused' | 'repeats' | 'erased') =>
    files.reduce((total, file) => total + (file[of] ?? 0), 0);
  return {
    ...manifest,
    rows: sum('rows'),
    refused: sum('refused'),
    repeats: sum('repeats'),
    erased: sum('erased'),
    files,
  };
}

async function countsOf(engine: Engine, folder: string, names: string[]): Promise<(file: string) => number> {
  const counts = new Map<unknown, number>();
  for (const name of names.filter(one => existsSync(join(folder, one)))) {
    const sql = `select _file, count(*) as n from ${read(folder, name)} group by _file`;
    for (const row of rowsOf(await engine.query(sql)))
      counts.set(row._file, (counts.get(row._file) ?? 0) + Number(row.n));
  }
  return file => counts.get(file) ?? 0;
}

function read(folder: string, name: string): string {
  return `read_parquet(${literal(join(folder, name))})`;
}

function sumsOf(parquet: LandedSum[]): Map<string, string> {
  return new Map(parquet.map(({ name, sha256 }) => [name, sha256]));
}
