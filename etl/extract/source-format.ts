import { CliError, exitCode, messageOf } from '../../src/errors.js';
import { fieldMark } from '../../src/project/file-words.js';
import type { Source } from '../../src/project/schema.js';
import { sourceFormat } from '../../src/project/source-format.js';
import { csvReader } from './csv.js';
import { groupNames, linePattern, linesReader } from './lines.js';
import { ndjsonReader } from './ndjson.js';
import type { TextReader } from './text-reader.js';

/** The kinds of file that can be landed. */
export type Format = NonNullable<Source['format']>;

/** The reader of each kind of text. */
export const textReaders: Record<Exclude<Format, 'parquet'>, TextReader> = {
  csv: csvReader(','),
  tsv: csvReader('\t'),
  ndjson: ndjsonReader,
  lines: linesReader,
};

/**
 * The format of a source. Throws CliError (project) where its names do not tell, or where its options cannot be read by; most of
 * what can be wrong with them the project file was checked for when it was read.
 */
export function formatOf(name: string, source: Source): Format {
  const format = sourceFormat(source);
  const problems = format ? optionProblems(format, source) : ['the names of its files do not tell the format: say it'];
  if (!format || problems.length > 0) throw new CliError(`source ${name}: ${problems.join('; ')}`, exitCode.project);
  return format;
}

function optionProblems(format: Format, source: Source): string[] {
  if (format === 'csv' || format === 'tsv') return dialectProblems(source);
  return format === 'lines' ? patternProblems(source) : [];
}

/** The machine that reads delimited text goes byte by byte. */
function dialectProblems({ delimiter, quote }: Source): string[] {
  const problems =
    delimiter === undefined || fieldMark.test(delimiter) ? [] : ['the delimiter must be an ASCII character'];
  if (!fieldMark.test(quote)) problems.push('the quote must be an ASCII character');
  return delimiter === quote ? [...problems, 'delimiter and quote must differ'] : problems;
}

function patternProblems({ pattern = '' }: Source): string[] {
  try {
    linePattern(pattern);
    return groupNames(pattern).length > 0 ? [] : ['format lines needs a pattern with named groups'];
  } catch (error) {
    return [`the pattern cannot be read: ${messageOf(error)}`];
  }
}
