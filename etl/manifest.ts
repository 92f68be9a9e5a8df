import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CliError, exitCode } from '../src/errors.js';
import type { LandedSum } from './landed-sums.js';
import { retriedFrom } from './retried.js';

/** A landed file: what it was on the disk and what became of it. */
export interface ManifestFile {
  /** Its path below the fixed part of the source's patterns, with forward slashes. */
  path: string;
  bytes: number;
  bytes_sha256: string;
  /** Of the unpacked content. */
  sha256: string;
  rows: number;
  refused: number;
  repeats: number;
  /** Records taken out again, because somebody was forgotten; they are in none of the other counts. */
  erased?: number;
  /** The names of its columns as it has them; the types too where the file says them. */
  header: string[];
  /** Those of them that the source declares and no record of the file has. */
  absent?: string[];
  types?: string[];
  encoding?: string;
  /** How its text was taken apart, see `readingOf`; absent in batches of an older version. */
  reading?: string;
  reader: 'engine' | 'exact';
  /** The batch that holds the version of this path which this one takes the place of. */
  supersedes?: string;
}

/** A landed file and the batch that holds it. */
export interface LandedFile {
  batch: string;
  file: ManifestFile;
}

/** That and when records of somebody were taken out of a batch; who it was only those can tell who have the secret. */
export interface ErasureProof {
  /** Keyed hashes, as in `decisions/erasure`. */
  people: string[];
  /** ISO, UTC. */
  at: string;
  records: number;
  /** Sha256 of the rewritten files. */
  files: { name: string; before: string; after: string }[];
}

/** How the header of a file differs from the one landed before it. */
export interface Drift {
  file: string;
  added: string[];
  removed: string[];
  /** Columns whose type changed, where files have types. */
  retyped: string[];
  /** The same columns stand in another order. */
  isReordered: boolean;
}

/** What one source delivered in one run. */
export interface Manifest {
  /** A number within the source, `000001` the first; of six digits always, by which tables order batches. */
  batch: string;
  source: string;
  landed_at: string;
  /** The source's own columns. */
  columns: { name: string; type: string }[];
  rows: number;
  refused: number;
  repeats: number;
  /** Records taken out again, as in the files. */
  erased?: number;
  /** What was taken out, and when. */
  erasures?: ErasureProof[];
  /** The names of the Parquet files that hold the records. */
  data: string[];
  /** Every Parquet file of the batch as it was written; absent in batches of an older version. */
  parquet?: LandedSum[];
  files: ManifestFile[];
  drift: Drift[];
  /** Of a source that delivers everything each time: how much there was, and how it differs from the delivery before. */
  complete?: Differences;
}

/** Batches that are read, and those that only came later, with the columns that the project of today names. */
export interface Landed {
  manifests: Manifest[];
  later?: Manifest[];
}

/** What a complete extract held, and what of it was landed. */
export interface Differences {
  /** The columns that tell its records apart. */
  key: string[];
  /** Records of the extract. */
  records: number;
  new: number;
  changed: number;
  gone: number;
}

/**
 * The manifests of all batches below a landing folder, by source and in the order in which they were landed; of one source where
 * it is named. Throws CliError (source) where one is damaged.
 */
export function readManifests(landing: string, source?: string): Manifest[] {
  const sources = source === undefined ? folders(landing) : [source];
  return sources.flatMap(name =>
    folders(join(landing, name))
      .filter(isBatch)
      .map(batch => readManifest(join(landing, name, batch))),
  );
}

/**
 * The files of these batches of one source whose records count: of each path the latest version; of complete extracts, whose
 * batches hold differences, every one; mended records as long as the version of the file that they were taken from.
 */
export function countedFiles(manifests: Manifest[]): LandedFile[] {
  const whole = manifests.filter(manifest => manifest.complete);
  const always = new Set(whole.map(({ batch }) => batch));
  const latest = latestFiles(manifests.filter(manifest => !manifest.complete));
  const counts = (path: string): boolean => {
    const from = retriedFrom(path);
    return !from || always.has(from.batch) || (latest.get(from.file)?.batch === from.batch && counts(from.file));
  };
  const counted = [...latest.values()].filter(({ file }) => counts(file.path));
  return [...counted, ...whole.flatMap(({ batch, files }) => files.map(file => ({ batch, file })))];
}

/** The latest version of each path that these batches of one source hold, in the order of landing. */
export function latestFiles(manifests: Pick<Manifest, 'batch' | 'files'>[]): Map<string, LandedFile> {
  return new Map(manifests.flatMap(({ batch, files }) => files.map(file => [file.path, { batch, file }] as const)));
}

/** How many records these files brought, had refused and repeat, all together. */
export function totalsOf(files: ManifestFile[]): Pick<Manifest, 'rows' | 'refused' | 'repeats'> {
  const sum = (of: 'rows' | 'refused' | 'repeats') => files.reduce((total, entry) => total + entry[of], 0);
  return { rows: sum('rows'), refused: sum('refused'), repeats: sum('repeats') };
}

/** What the batch after these of one source is called. */
export function nextBatch(landed: Pick<Manifest, 'batch'>[]): string {
  return String(Number(landed.at(-1)?.batch ?? 0) + 1).padStart(6, '0');
}

/** A folder may lie on another disk, and be linked; where that is not there, nothing is known of what it holds. */
function folders(path: string): string[] {
  if (!lstatSync(path, { throwIfNoEntry: false })) return [];
  if (!statSync(path, { throwIfNoEntry: false }))
    throw new CliError(`${path} is a link to what is not there`, exitCode.source, 'mount what it leads to, or mend it');
  const entries = readdirSync(path, { withFileTypes: true });
  const found = entries.filter(entry => entry.isDirectory() || entry.isSymbolicLink());
  return found.map(entry => entry.name).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
}

const isBatch = (name: string) => /^\d{6}$/.test(name);

/** What the file `manifest.json` of a batch holds: the manifest with a checksum of its own. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify({ ...manifest, checksum: checksumOf(manifest) }, null, 1)}\n`;
}

/** The manifest of the batch in a folder. Throws CliError (source) where it is damaged or missing. */
export function readManifest(folder: string): Manifest {
  const path = join(folder, 'manifest.json');
  try {
    const { checksum, ...manifest } = JSON.parse(readFileSync(path, 'utf8')) as Manifest & { checksum?: string };
    if (checksum === undefined || checksum === checksumOf(manifest)) return manifest;
    throw new Error('its checksum is another');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') throw error;
    throw new CliError(`${path} is damaged or missing`, exitCode.source, 'restore the landing folder from a backup', {
      cause: error,
    });
  }
}

function checksumOf(manifest: Manifest): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
}
