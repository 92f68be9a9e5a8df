import { count, percent } from '../src/count.js';
import { CliError, exitCode } from '../src/errors.js';
import type { Source } from '../src/project/schema.js';
import { formatOf } from './extract/source-format.js';
import { driftsOf, driftText } from './land-drift.js';
import type { PreparedFile } from './land-file.js';
import { type Differences, type Drift, latestFiles, type Manifest, type ManifestFile } from './manifest.js';
import { isDelivered } from './retried.js';

/** What of the batches before a delivery it is held against. */
export type Before = Pick<Manifest, 'batch' | 'files'> & { complete?: Pick<Differences, 'records'> };

/**
 * Holds a delivery against what its source says of it and answers how its headers differ. Throws CliError (source) where one does
 * and the source is frozen, where it has fewer records than `expect.min_rows`, or where a new version of a file lost more than the
 * share `expect.max_shrink` of the records of the version before it.
 */
export function heldAgainst(name: string, source: Source, files: PreparedFile[], before: Before[]): Drift[] {
  const headers = files.map(file => file.entry);
  const drift = driftsOf(before, headers, formatOf(name, source));
  if (source.drift === 'freeze' && drift[0]) throw frozen(name, driftText(drift[0]));
  checkLimits(name, source, files, versionBefore(source, before));
  return drift;
}

function frozen(name: string, drift: string): CliError {
  const hint = 'mend the extract, or say drift: evolve for the source';
  return new CliError(`source ${name}: ${drift}`, exitCode.source, hint);
}

/** The version of a path that a new one is held against; for a complete extract, all of the one before. */
function versionBefore({ complete }: Source, before: Before[]): (path: string) => ManifestFile | undefined {
  const latest = latestFiles(before);
  const last = before.findLast(isDelivered);
  const [file] = last?.files ?? [];
  const records = last?.complete?.records;
  if (complete && file && records !== undefined) return () => ({ ...file, rows: records });
  return path => latest.get(path)?.file;
}

function checkLimits(
  name: string,
  { expect }: Source,
  files: PreparedFile[],
  before: (path: string) => ManifestFile | undefined,
): void {
  const rows = files.reduce((sum, file) => sum + file.entry.rows, 0);
  if (rows < expect.min_rows) throw tooFew(name, rows, expect.min_rows, files);
  for (const { entry } of files) {
    const last = before(entry.path);
    if (last && (recordsOf(last) - recordsOf(entry)) / recordsOf(last) > expect.max_shrink)
      throw shrunken(name, last, entry, expect.max_shrink);
  }
}

const recordsOf = ({ rows, refused }: ManifestFile) => rows + refused;

function tooFew(name: string, rows: number, least: number, files: PreparedFile[]): CliError {
  const bad = files.find(file => file.firstRefusal);
  const refused = files.reduce((sum, file) => sum + file.entry.refused, 0);
  const why = bad ? `; ${refused} were refused, the first: ${bad.entry.path}, ${bad.firstRefusal}` : '';
  const names = `${files
    .slice(0, 3)
    .map(file => file.entry.path)
    .join(', ')}${files.length > 3 ? ', …' : ''}`;
  const message = `source ${name}: the new files (${names}) hold ${count(rows, 'record')}, at least ${count(least, 'record')} expected${why}`;
  const hint = bad
    ? 'check delimiter, quote, header and encoding of the source, or the extract; expect.min_rows: 0 lets it pass'
    : 'check the extract, or lower expect.min_rows of the source';
  return new CliError(message, exitCode.source, hint);
}

function shrunken(name: string, last: ManifestFile, entry: ManifestFile, limit: number): CliError {
  const message = `source ${name}: ${entry.path} shrank from ${recordsOf(last)} to ${recordsOf(entry)} records, more than ${percent(limit)}`;
  return new CliError(message, exitCode.source, 'check the extract, or raise expect.max_shrink of the source');
}
