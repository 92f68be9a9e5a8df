import { percent } from '../src/count.js';
import { CliError, exitCode } from '../src/errors.js';
import type { Source } from '../src/project/schema.js';
import type { PreparedFile } from './land-file.js';
import type { ManifestFile } from './manifest.js';

/**
 * Holds a delivery against the limits of its source. Throws CliError (source) where it has fewer records than `expect.min_rows`, or
 * where a new version of a file lost more than the share `expect.max_shrink` of the records of the version before it.
 */
export function checkLimits(
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
  const message = `source ${name}: the new files (${names}) hold ${rows} records, at least ${least} are expected${why}`;
  return new CliError(message, exitCode.source, `check the extract, or lower expect.min_rows of the source`);
}

function shrunken(name: string, last: ManifestFile, entry: ManifestFile, limit: number): CliError {
  const message = `source ${name}: ${entry.path} shrank from ${recordsOf(last)} to ${recordsOf(entry)} records, more than ${percent(limit)}`;
  return new CliError(message, exitCode.source, 'check the extract, or raise expect.max_shrink of the source');
}
