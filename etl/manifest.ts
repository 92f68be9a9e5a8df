import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError, exitCode } from '../src/errors.js';
import type { LandedSum } from './landed-sums.js';

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
  /** The names of its columns as it has them; the types too where the file says them. */
  header: string[];
  types?: string[];
  encoding?: string;
  reader: 'engine' | 'exact';
  /** The batch that holds the version of this path which this one takes the place of. */
  supersedes?: string;
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
  /** A number within the source, `000001` the first. */
  batch: string;
  source: string;
  landed_at: string;
  /** The source's own columns. */
  columns: { name: string; type: string }[];
  rows: number;
  refused: number;
  repeats: number;
  /** The names of the Parquet files that hold the records. */
  data: string[];
  /** Every Parquet file of the batch as it was written; absent in batches of an older version. */
  parquet?: LandedSum[];
  files: ManifestFile[];
  drift: Drift[];
  /** Of a source that delivers everything each time: how much there was, and how it differs from the delivery before. */
  complete?: Differences;
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
      .map(batch => readManifest(landing, name, batch)),
  );
}

/**
 * The files of these batches of one source whose records count: of each path the latest version; of complete extracts, whose
 * batches hold differences, every one.
 */
export function countedFiles(manifests: Manifest[]): { batch: string; file: ManifestFile }[] {
  const whole = manifests.filter(manifest => manifest.complete);
  const latest = latestFiles(manifests.filter(manifest => !manifest.complete));
  return [...latest.values(), ...whole.flatMap(({ batch, files }) => files.map(file => ({ batch, file })))];
}

/** The latest version of each path that these batches of one source hold, in the order of landing. */
export function latestFiles(manifests: Manifest[]): Map<string, { batch: string; file: ManifestFile }> {
  return new Map(manifests.flatMap(({ batch, files }) => files.map(file => [file.path, { batch, file }] as const)));
}

function folders(path: string): string[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true }).filter(entry => entry.isDirectory());
    return entries.map(entry => entry.name).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

const isBatch = (name: string) => /^\d{6,}$/.test(name);

/** Writes the manifest of a batch into its folder, with a checksum of its own. */
export function writeManifest(folder: string, manifest: Manifest): void {
  const whole = { ...manifest, checksum: checksumOf(manifest) };
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(whole, null, 1)}\n`);
}

function readManifest(landing: string, source: string, batch: string): Manifest {
  const path = join(landing, source, batch, 'manifest.json');
  try {
    const { checksum, ...manifest } = JSON.parse(readFileSync(path, 'utf8')) as Manifest & { checksum?: string };
    if (checksum === undefined || checksum === checksumOf(manifest)) return manifest;
    throw new Error('its checksum is another');
  } catch (error) {
    throw new CliError(`${path} is damaged or missing`, exitCode.source, 'restore the landing folder from a backup', {
      cause: error,
    });
  }
}

function checksumOf(manifest: Manifest): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
}
